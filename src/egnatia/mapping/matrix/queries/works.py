"""The activities behind the figures of one cell, or of one partner."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from egnatia.coverage import OBJECTIVE, Key, level_of
from egnatia.mapping.matrix.queries.counting import Asking
from egnatia.mapping.matrix.queries.visible import Slices, phase_on, slices_seen_by
from egnatia.mapping.matrix.rules import LEAVES_FIRST

COLUMNS = ("work_id", "footing", "phase", "share", "estimated", "undeclared", "names", "ends")


@dataclass(frozen=True, slots=True)
class Counted:
    """An activity as it stands in one cell."""

    id: UUID
    footing: str
    phase: str
    share: float
    estimated: bool
    undeclared: bool
    partners: tuple[str, ...]
    ends: date | None

    @property
    def active(self) -> bool:
        return self.phase != "ended"


def works_in(asking: Asking, economy: str, code: str) -> tuple[Counted, ...]:
    """What runs first, then what is planned, what ended; the one that ends first leads. One query."""
    found = _phased(asking).filter(level=level_of(code), economy=economy, objective=code)
    return tuple(sorted((_counted(row) for row in found.values_list(*COLUMNS)), key=_order))


def _phased(asking: Asking) -> "QuerySet[Any, Any]":
    slices: Slices = slices_seen_by(asking.reader, asking.filters, asking.as_of)
    return slices.annotate(
        phase=phase_on(asking.as_of, "work__"),
        footing=F("work__footing"),
        names=F("work__partner_names"),
        ends=F("work__closes"),
    )


def _counted(row: tuple[Any, ...]) -> Counted:
    record, footing, phase, share, estimated, undeclared, names, ends = row
    return Counted(record, footing, phase, share, estimated, undeclared, tuple(names), ends)


def _order(each: Counted) -> tuple[int, date, UUID]:
    return LEAVES_FIRST.index(each.phase), each.ends or date.max, each.id


@dataclass(frozen=True, slots=True)
class Presence:
    """How many activities a partner has that serve an objective: those that run or are planned."""

    partner: str  # folded
    name: str  # as one of the activities writes it
    objective: str
    works: frozenset[UUID]


def presences(asking: Asking, level: int, *, economy: str = "", under: str = "", partner: str = "") -> list[Presence]:
    """Who works where. A partner reports an activity or, where nobody is said to report it, funds it. One query."""
    found = _phased(asking).filter(~Q(phase="ended"), level=level).annotate(folded=F("work__partners"))
    if economy:
        found = found.filter(economy=economy)
    if under:
        found = found.filter(Q(objective=under) | Q(objective__startswith=f"{under}."))
    if partner:
        found = found.filter(work__partners__contains=[partner])
    return _together(found.values_list("objective", "work_id", "folded", "names").distinct(), partner)


def _together(rows: Iterable[tuple[str, UUID, list[str], list[str]]], partner: str) -> list[Presence]:
    works: dict[tuple[str, str], set[UUID]] = {}
    written: dict[str, str] = {}
    for objective, work, folded, names in rows:
        for key, name in zip(folded, names, strict=True):
            if partner in ("", key):
                works.setdefault((key, objective), set()).add(work)
                written[key] = min(name, written.get(key, name))
    return [Presence(key, written[key], code, frozenset(ids)) for (key, code), ids in sorted(works.items())]


def own_cells(asking: Asking, level: int) -> set[tuple[str, str]]:
    """The cells (objective, economy) in which the reader's own organisation is at work."""
    if not (asking.reader.strong and asking.reader.actor):
        return set()
    own = _phased(asking).filter(level=level, work__activity__record__owner=UUID(asking.reader.actor))
    return set(own.exclude(phase="ended").values_list("objective", "economy").distinct())


def works_of_cells(
    asking: Asking, economies: Collection[str], codes: Collection[str]
) -> dict[Key, tuple[Counted, ...]]:
    """The same as `works_in` for several objectives in several economies. One query."""
    found = _phased(asking).filter(level=OBJECTIVE, economy__in=economies, objective__in=codes)
    cells: dict[Key, list[Counted]] = {}
    for code, economy, *row in found.values_list("objective", "economy", *COLUMNS):
        cells.setdefault((code, economy), []).append(_counted(tuple(row)))
    return {key: tuple(sorted(works, key=_order)) for key, works in cells.items()}
