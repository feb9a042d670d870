"""What may be changed for many records at once, in values. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from egnatia import overlap
from egnatia.kernel.access.marking import Marking
from egnatia.needs.needs.fields import NeedContent
from egnatia.needs.needs.rules import MOST_CHANGED

MOST = MOST_CHANGED  # records of one change
UNDOABLE = timedelta(days=30)
ACTIVITIES, NEEDS = "activities", "needs"  # the lists, as addresses say them
NOT_KNOWN = "not-known"  # a status: it is no longer said


@dataclass(frozen=True, slots=True)
class ActivityWish:
    """What many activities shall say. What is empty stays as each of them has it."""

    status: str = ""
    start: str = ""
    end: str = ""
    add_objective: str = ""
    drop_objective: str = ""
    add_sector: str = ""
    drop_sector: str = ""
    add_type: str = ""
    drop_type: str = ""
    add_economy: str = ""
    confirm: str = ""  # whatever it holds: what is estimated to be their objectives is said to be
    up_to_date: str = ""  # the same: all of it holds today

    def facts(self, before: overlap.ActivityFacts, estimated: frozenset[str]) -> overlap.ActivityFacts:
        """What an activity says then. `estimated`: the objectives that nobody has confirmed yet."""
        confirmed = estimated if self.confirm else frozenset[str]()
        return replace(
            before,
            start=self.start or before.start,
            end=self.end or before.end,
            objectives=_codes(before.objectives | confirmed, self.add_objective, self.drop_objective),
            sectors=_codes(before.sectors, self.add_sector, self.drop_sector),
            types=_codes(before.types, self.add_type, self.drop_type),
            economies=_codes(before.economies, self.add_economy, ""),
        )

    def status_after(self, before: str) -> str:
        return "" if self.status == NOT_KNOWN else self.status or before


@dataclass(frozen=True, slots=True)
class NeedWish:
    """What many needs shall say. What is empty stays as each of them has it."""

    objective: str = ""
    priority: str = ""
    nature: str = ""
    perspective: str = ""
    source: str = ""
    round: int | None = None

    def said(self, before: NeedContent) -> NeedContent:
        """What a need says then."""
        return msgspec.structs.replace(
            before,
            objective=self.objective or before.objective,
            priority=self.priority or before.priority,
            nature=self.nature or before.nature,
            perspective=self.perspective or before.perspective,
            source=self.source or before.source,
            round=self.round if self.round is not None else before.round,
        )


Wish = ActivityWish | NeedWish
WISHES: Mapping[str, type[Wish]] = {ACTIVITIES: ActivityWish, NEEDS: NeedWish}


@dataclass(frozen=True, slots=True)
class PlannedRecord:
    """A record as it stood when the preview was made: its version, and the digest of its marking."""

    record: UUID
    version: int
    digest: str


@dataclass(frozen=True, slots=True)
class BulkPlan:
    """What a preview showed and what comes back from it: whose it is, and no right to anything."""

    person: str
    listed: str
    wish: Wish
    marking: Marking | None
    rows: tuple[PlannedRecord, ...]


@dataclass(frozen=True, slots=True)
class BulkResult:
    """What became of a plan. `change` is None where nothing was done; `missing` are not there for them any more.

    `waits`: of `changed`, those whose wider marking waits for a second person. `left`: why each was left out.
    """

    change: UUID | None
    changed: tuple[UUID, ...]
    waits: frozenset[UUID]
    left: dict[UUID, str]
    missing: int


def _codes(before: frozenset[str], add: str, drop: str) -> frozenset[str]:
    return (before | {add} - {""}) - {drop}


def undoable(made_at: datetime, undone_at: datetime | None, now: datetime) -> bool:
    return undone_at is None and now - made_at <= UNDOABLE


def asked_for(wish: Wish) -> dict[str, Any]:
    """The fields that it speaks of."""
    return {name: getattr(wish, name) for name in type(wish).__dataclass_fields__ if getattr(wish, name)}
