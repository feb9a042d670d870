"""The activities behind the figures of one cell, or of one partner."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from egnatia.coverage import OBJECTIVE, Key, level_of
from egnatia.needs.matrix.models import MatrixSlice
from egnatia.needs.matrix.queries.tallies import MatrixQuery
from egnatia.needs.matrix.queries.visible import Slices, Works, active_ones, phase_on, slices_seen_by
from egnatia.needs.matrix.rules import LEAVES_FIRST

COLUMNS = ("work_id", "footing", "phase", "share", "estimated", "undeclared", "names", "ends")


@dataclass(frozen=True, slots=True)
class CellActivity:
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


def works_in(asking: MatrixQuery, economy: str, code: str) -> tuple[CellActivity, ...]:
    """What runs first, then what is planned, what ended; the one that ends first leads. One query."""
    found = phased(asking, _cell(economy, code))
    return tuple(sorted((_counted(row) for row in found.values_list(*COLUMNS)), key=_order))


def active_in(asking: MatrixQuery, economy: str, code: str) -> Works:
    """The works in a cell that run or are planned, whether or not the reader sees them: only for a query that asks
    that itself."""
    slices = MatrixSlice.objects.filter(_cell(economy, code))
    if asking.filters.confirmed:
        slices = slices.filter(estimated=False)
    return active_ones(asking.reader, asking.filters, asking.as_of).filter(pk__in=slices.values("work"))


def _cell(economy: str, code: str) -> Q:
    return Q(level=level_of(code), economy=economy, objective=code)


def phased(asking: MatrixQuery, there: Q) -> "QuerySet[Any, Any]":
    """The slices of the works that the reader sees, in the cells asked for, with what a page says of each work."""
    slices: Slices = slices_seen_by(asking.reader, asking.filters, asking.as_of, there=there)
    return slices.annotate(
        phase=phase_on(asking.as_of, "work__"),
        footing=F("work__footing"),
        names=F("work__partner_names"),
        ends=F("work__closes"),
    )


def _counted(row: tuple[Any, ...]) -> CellActivity:
    record, footing, phase, share, estimated, undeclared, names, ends = row
    return CellActivity(record, footing, phase, share, estimated, undeclared, tuple(names), ends)


def _order(each: CellActivity) -> tuple[int, date, UUID]:
    return LEAVES_FIRST.index(each.phase), each.ends or date.max, each.id


def works_of_cells(
    asking: MatrixQuery, economies: Collection[str], codes: Collection[str]
) -> dict[Key, tuple[CellActivity, ...]]:
    """The same as `works_in` for several objectives in several economies. One query."""
    found = phased(asking, Q(level=OBJECTIVE, economy__in=economies, objective__in=codes))
    cells: dict[Key, list[CellActivity]] = {}
    for code, economy, *row in found.values_list("objective", "economy", *COLUMNS):
        cells.setdefault((code, economy), []).append(_counted(tuple(row)))
    return {key: tuple(sorted(works, key=_order)) for key, works in cells.items()}
