"""Counting by cell, in the database: the rows that `coverage` puts together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, F, Max, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from egnatia import coverage
from egnatia.coverage import HEADING, Counts, Row, Tally, year_after
from egnatia.kernel.reader import Reader
from egnatia.mapping.matrix.models import MatrixSlice
from egnatia.mapping.matrix.queries.visible import ended_on, phase_on, planned_on, slices_seen_by, works_seen_by
from egnatia.mapping.matrix.rules import MatrixFilters

Tallies = dict[coverage.Key, Tally]


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

    def tallies(self, levels: Iterable[int], economy: str = "", under: str = "") -> dict[int, Tallies]:
        """The works by cell, for each of the levels. One query."""
        rows: dict[int, list[Row]] = {level: [] for level in levels}
        for found in self._grouped(sorted(rows), economy, under):
            rows[found["level"]].append(_row(found))
        return {level: coverage.tally(each) for level, each in rows.items()}

    def _grouped(self, levels: list[int], economy: str, under: str) -> "QuerySet[Any, Any]":
        slices = slices_seen_by(self.reader, self.filters, self.as_of).filter(level__in=levels)
        if economy:
            slices = slices.filter(economy=economy)
        if under:
            slices = slices.filter(Q(objective=under) | Q(objective__startswith=f"{under}."))
        # Two conditions instead of one word: the database then knows how few groups there are, and does not sort.
        phased = slices.annotate(
            ended=_said(ended_on(self.as_of, "work__")),
            planned=_said(planned_on(self.as_of, "work__")),
            footing=F("work__footing"),
        )
        return phased.values("level", "objective", "economy", "footing", "ended", "planned").annotate(
            works=Count("pk"),
            training=Count("pk", filter=Q(work__training=True)),
            ending=Count("pk", filter=Q(work__closes__lte=year_after(self.as_of))),
            estimates=Count("pk", filter=Q(estimated=True)),
            unsaid=Count("pk", filter=Q(undeclared=True)),
            first=Min("work__first_partner", filter=~Q(work__first_partner="")),
            last=Max("work__last_partner", filter=~Q(work__last_partner="")),
        )

    def by_economy(self) -> dict[str, int]:
        """How many activities run or are planned in each economy, each once. One query."""
        seen = slices_seen_by(self.reader, self.filters, self.as_of).filter(level=HEADING)
        active = seen.alias(phase=phase_on(self.as_of, "work__")).exclude(phase="ended")
        return dict(active.values_list("economy").annotate(number=Count("work", distinct=True)).order_by())

    def works(self) -> Works:
        """Over everything that stands in some cell. One query."""
        seen = works_seen_by(self.reader, self.filters, self.as_of)
        if self.filters.confirmed:
            seen = seen.filter(Exists(MatrixSlice.objects.filter(work=OuterRef("pk"), estimated=False)))
        grouped = seen.values("partners").annotate(number=Count("pk"), newest=Max("changed_at"))
        rows = list(grouped.order_by().values_list("partners", "number", "newest"))
        partners = {partner for names, _, _ in rows for partner in names}
        activities, newest = sum(number for _, number, _ in rows), max((each for *_, each in rows), default=None)
        return Works(activities, len(partners), newest)


def _said(condition: Q) -> Coalesce:
    """The condition as a value; unknown is no."""
    return Coalesce(ExpressionWrapper(condition, output_field=BooleanField()), False, output_field=BooleanField())


def _row(found: "dict[str, Any]") -> Row:
    counts = Counts(
        works=found["works"],
        only_training=found["training"],
        ending=found["ending"],
        estimated=found["estimates"],
        undeclared=found["unsaid"],
        partners=frozenset(filter(None, (found["first"], found["last"]))),
    )
    phase: coverage.Phase = "ended" if found["ended"] else "planned" if found["planned"] else "running"
    return Row(found["objective"], found["economy"], found["footing"], phase, counts)
