"""Counting by cell, in the database: the rows that `coverage` puts together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.db.models.functions import Coalesce

from egnatia import coverage
from egnatia.coverage import HEADING, Counts, Row, Tally, year_after
from egnatia.kernel.reader import Reader
from egnatia.needs.matrix.models import MatrixSlice
from egnatia.needs.matrix.queries.grouping import Besides, CellLine, Grouped, OrganisationLine, grouped
from egnatia.needs.matrix.queries.visible import Slices, ended_on, planned_on, works_seen_by
from egnatia.needs.matrix.rules import MatrixFilters

Tallied = dict[int, dict[coverage.Key, Tally]]  # by level
WORK = ("pk", "cut", "footing", "ended", "planned", "training", "ending", "partners", "changed_at")
SLICE = ("work_id", "level", "objective", "economy", "estimated", "undeclared")


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
        slices = self.slices(levels, economy, under)
        works = self._works().filter(pk__in=slices.values("work")) if economy or under else self._works()
        return _tallied(grouped(works, slices.values_list(*SLICE)), levels)

    def tallies_and_works(self, levels: Iterable[int], under: str = "") -> tuple[Tallied, Works]:
        """The same with what the page rests on: everything that stands in some cell. One query."""
        slices = self.slices(levels, "", under).values_list(*SLICE)
        found = grouped(self._works(), slices, Besides(organisations=True, confirmed=self.filters.confirmed))
        return _tallied(found, levels), _works_of(found.organisations)

    def tallies_and_economies(self, levels: Iterable[int]) -> tuple[Tallied, dict[str, int]]:
        """The same with how many activities run or are planned in each economy, each once. One query."""
        slices = self.slices({HEADING, *levels}, "", "").values_list(*SLICE)
        found = grouped(self._works(), slices, Besides(economies=True))
        return _tallied(found, levels), found.economies

    def active_cells(self, level: int, works: "QuerySet[Any, Any]") -> set[coverage.Key]:
        """The cells at a level in which one of the given works runs or is planned. One query."""
        found = grouped(self._works().filter(pk__in=works), self.slices([level], "", "").values_list(*SLICE))
        active = (line for line in found.cells if not line.ended)
        return {(objective, economy) for line in active for _level, objective, economy in [line.place.split("\t")]}

    def slices(self, levels: Iterable[int], economy: str, under: str) -> Slices:
        """Where the works stand, at these levels."""
        slices = MatrixSlice.objects.filter(level__in=sorted(levels))
        if economy:
            slices = slices.filter(economy=economy)
        if under:
            slices = slices.filter(Q(objective=under) | Q(objective__startswith=f"{under}."))
        return slices.filter(estimated=False) if self.filters.confirmed else slices

    def _works(self) -> "QuerySet[Any, Any]":
        # Conditions instead of one word for the phase: the database then knows how few the groups are.
        phased = works_seen_by(self.reader, self.filters, self.as_of).annotate(
            ended=_said(ended_on(self.as_of)),
            planned=_said(planned_on(self.as_of)),
            ending=_said(Q(closes__lte=year_after(self.as_of))),
        )
        return phased.values_list(*WORK)


def _tallied(found: Grouped, levels: Iterable[int]) -> Tallied:
    rows: dict[int, list[Row]] = {level: [] for level in levels}
    for line in found.cells:
        level, objective, economy = line.place.split("\t")
        if int(level) in rows:
            rows[int(level)].append(_row(line, objective, economy))
    return {level: coverage.tally(each) for level, each in rows.items()}


def _said(condition: Q) -> Coalesce:
    """The condition as a value; unknown is no."""
    return Coalesce(ExpressionWrapper(condition, output_field=BooleanField()), False, output_field=BooleanField())


def _row(line: CellLine, objective: str, economy: str) -> Row:
    counts = Counts(
        works=line.works,
        only_training=line.training,
        ending=line.ending,
        estimated=line.estimated,
        undeclared=line.undeclared,
        partners=frozenset(filter(None, (line.first, line.last))),
    )
    phase: coverage.Phase = "ended" if line.ended else "planned" if line.planned else "running"
    return Row(objective, economy, line.footing, phase, counts)


def _works_of(organisations: Sequence[OrganisationLine]) -> Works:
    partners = {partner for organisation in organisations for partner in organisation.partners}
    newest = max((organisation.newest for organisation in organisations), default=None)
    return Works(sum(organisation.works for organisation in organisations), len(partners), newest)
