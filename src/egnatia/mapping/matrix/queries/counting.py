"""Counting by cell, in the database: the rows that `coverage` puts together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast, Coalesce

from egnatia import coverage
from egnatia.coverage import HEADING, Counts, Row, Tally, year_after
from egnatia.kernel.reader import Reader
from egnatia.mapping.matrix.models import MatrixSlice
from egnatia.mapping.matrix.queries.grouping import CellLine, HouseLine, grouped
from egnatia.mapping.matrix.queries.visible import ended_on, phase_on, planned_on, slices_seen_by, works_seen_by
from egnatia.mapping.matrix.rules import MatrixFilters

Tallied = dict[int, dict[coverage.Key, Tally]]  # by level


@dataclass(frozen=True, slots=True)
class Works:
    """What a page rests on: how many activities, of how many partners, and the last change among them."""

    activities: int
    partners: int
    newest: datetime | None


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, for which part, on which day."""

    reader: Reader
    filters: MatrixFilters
    as_of: date

    def tallies(self, levels: Iterable[int], economy: str = "", under: str = "") -> Tallied:
        """The works by cell, for each of the levels. One query."""
        return self._tallied(levels, economy, under, basis=False)[0]

    def tallies_and_works(self, levels: Iterable[int], under: str = "") -> tuple[Tallied, Works]:
        """The same with what the page rests on: everything that stands in some cell. One query."""
        return self._tallied(levels, "", under, basis=True)

    def _tallied(self, levels: Iterable[int], economy: str, under: str, *, basis: bool) -> tuple[Tallied, Works]:
        rows: dict[int, list[Row]] = {level: [] for level in levels}
        found = grouped(self._works(basis=basis), self._slices(rows, economy, under), houses=basis)
        for line in found.cells:
            rows[line.level].append(_row(line))
        return {level: coverage.tally(each) for level, each in rows.items()}, _works_of(found.houses)

    def _slices(self, levels: Iterable[int], economy: str, under: str) -> "QuerySet[Any, Any]":
        slices = MatrixSlice.objects.filter(level__in=sorted(levels))
        if economy:
            slices = slices.filter(economy=economy)
        if under:
            slices = slices.filter(Q(objective=under) | Q(objective__startswith=f"{under}."))
        if self.filters.confirmed:
            slices = slices.filter(estimated=False)
        return slices.values_list("work_id", "level", "objective", "economy", "estimated", "undeclared")

    def _works(self, *, basis: bool) -> "QuerySet[Any, Any]":
        seen = works_seen_by(self.reader, self.filters, self.as_of)
        if basis and self.filters.confirmed:
            seen = seen.filter(Exists(MatrixSlice.objects.filter(work=OuterRef("pk"), estimated=False)))
        # Conditions instead of one word for the phase, texts without a length: the database then knows how few and how
        # small the groups are, and does not sort.
        phased = seen.annotate(
            ended=_said(ended_on(self.as_of)),
            planned=_said(planned_on(self.as_of)),
            ending=_said(Q(closes__lte=year_after(self.as_of))),
            first=Cast("first_partner", TextField()),
            last_one=Cast("last_partner", TextField()),
        )
        phases, partners = ("ended", "planned"), ("first", "last_one", "partners")
        return phased.values_list("pk", "footing", *phases, "training", "ending", *partners, "changed_at")

    def by_economy(self) -> dict[str, int]:
        """How many activities run or are planned in each economy, each once. One query."""
        seen = slices_seen_by(self.reader, self.filters, self.as_of).filter(level=HEADING)
        active = seen.alias(phase=phase_on(self.as_of, "work__")).exclude(phase="ended")
        return dict(active.values_list("economy").annotate(number=Count("work", distinct=True)).order_by())


def _said(condition: Q) -> Coalesce:
    """The condition as a value; unknown is no."""
    return Coalesce(ExpressionWrapper(condition, output_field=BooleanField()), False, output_field=BooleanField())


def _row(line: CellLine) -> Row:
    counts = Counts(
        works=line.works,
        only_training=line.training,
        ending=line.ending,
        estimated=line.estimated,
        undeclared=line.undeclared,
        partners=frozenset(filter(None, (line.first, line.last))),
    )
    phase: coverage.Phase = "ended" if line.ended else "planned" if line.planned else "running"
    return Row(line.objective, line.economy, line.footing, phase, counts)


def _works_of(houses: Sequence[HouseLine]) -> Works:
    partners = {partner for house in houses for partner in house.partners}
    newest = max((house.newest for house in houses), default=None)
    return Works(sum(house.works for house in houses), len(partners), newest)
