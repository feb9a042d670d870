"""What a snapshot keeps of each item. Pure: structs that JSON gives back as they were."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

import msgspec

from egnatia.reporting.snapshots.sources import FrozenNeed, FrozenWork


class WorkKept(FrozenWork, frozen=True):
    """An activity: as it counts in the matrix, and what reports say of it.

    `organisation` is the organisation that the record belongs to. Names stand as their source writes them.
    """

    organisation: str = ""
    sort: str = "project"
    measure: str = ""
    starts: date | None = None
    ends: date | None = None
    amount: Decimal | None = None
    currency: str = ""
    band: str = ""
    source: str = ""
    funders: tuple[str, ...] = ()
    implementers: tuple[str, ...] = ()
    receivers: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


class NeedKept(FrozenNeed, frozen=True):
    """A need that its economy confirmed, in all languages in which it is stated."""

    texts: dict[str, str] = {}
    nature: str = ""
    perspective: str = ""
    stated_on: date | None = None
    confirmed_by: str = ""
    confirmed_at: datetime | None = None


class PositionKept(msgspec.Struct, frozen=True):
    """What an owner said about a match; of each side the newest that one may read counts."""

    match: UUID
    side: str
    verdict: str
    note: str
    by: str
    organisation: str
    at: datetime


class AnswerKept(msgspec.Struct, frozen=True):
    """What a participant answered in the round about a need or an activity."""

    participant: UUID
    about: UUID
    verdict: str
    note: str
    by: str
    organisation: str
    at: datetime


class NoteKept(msgspec.Struct, frozen=True):
    """A comment, a proposed wording or a decision, with who carries it out until when."""

    sort: str
    text: str
    carried_out_by: str
    due: date | None
    by: str
    organisation: str
    at: datetime


class MatchKept(msgspec.Struct, frozen=True):
    """A match of two activities. `again` is the one whose money is not counted a second time, None where both count."""

    match: UUID
    kind: str
    direction: int
    score: float
    confidence: float
    titles: str
    again: UUID | None
    found_at: datetime
    engine: str
    components: list[object] = []
    evidence: list[object] = []
    doubts: list[object] = []


class RepliesKept(msgspec.Struct, frozen=True):
    """Who has answered when it was fixed: how many of how many, and codes or names where the secretariat names them."""

    received: int
    asked: int
    answered: tuple[str, ...] = ()
    outstanding: tuple[str, ...] = ()


class ClearanceKept(msgspec.Struct, frozen=True):
    """Where a participant stood: who cleared when, after consulting whom, and who accepted it."""

    economy: str
    organisation: str
    role: str
    stage: str
    cleared_by: str = ""
    cleared_for: str = ""
    cleared_at: datetime | None = None
    consulted: str = ""
    accepted_by: str = ""
    accepted_at: datetime | None = None


Kept = WorkKept | NeedKept | PositionKept | AnswerKept | NoteKept
