"""Numbers of visible works by cell and partner, counted in the database, in which each work is looked up once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec
from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.db.models.functions import Coalesce
from psycopg import sql

from egnatia import coverage
from egnatia.coverage import HEADING, Counts, Footing, Tally, TallyRow, year_after
from egnatia.kernel.access.reader import Reader
from egnatia.needs.matrix.models import MatrixSlice
from egnatia.needs.matrix.queries.visible import Slices, ended_on, planned_on, works_seen_by
from egnatia.needs.matrix.rules import MatrixFilters

# Most works are cut like many others. So they are grouped by how they are cut, and of each way of cutting one work's
# slices are read: of a hundred thousand works that is a tenth of the slices. What a cell is called stands in one text,
# of which the database does not know how often it differs: it then groups without sorting. First and last partners are
# those of the order in which the partners of a work stand, whatever language the server sorts in: by another order, two
# partners could be taken for one.
STATEMENT = sql.SQL("""
WITH work (id, cut, footing, ended, planned, training, ending, partners, changed) AS ({works}),
organisation AS MATERIALIZED (
    SELECT cut, footing, ended, planned, partners, count(*) AS works, count(*) FILTER (WHERE training) AS training,
        count(*) FILTER (WHERE ending) AS ending, max(changed) AS changed, any_value(id) AS one
    FROM work GROUP BY cut, footing, ended, planned, partners
),
alike AS MATERIALIZED (
    SELECT cut, footing, ended, planned, sum(works) AS works, sum(training) AS training, sum(ending) AS ending,
        min(partners[1] COLLATE "C") AS first, max(partners[cardinality(partners)] COLLATE "C") AS last,
        any_value(one) AS one
    FROM organisation GROUP BY cut, footing, ended, planned
),
example AS MATERIALIZED (SELECT cut, any_value(one) AS one FROM alike GROUP BY cut),
slice (work, level, objective, economy, estimated, undeclared) AS ({slices}),
way AS MATERIALIZED (
    SELECT cut, level, economy, concat_ws(chr(9), level, objective, economy) AS place, estimated, undeclared
    FROM example JOIN slice ON slice.work = example.one
),
cell AS (
    SELECT place, footing, ended, planned, sum(works)::int AS works, sum(training)::int AS training,
        sum(ending)::int AS ending, coalesce(sum(works) FILTER (WHERE estimated), 0)::int AS estimated,
        coalesce(sum(works) FILTER (WHERE undeclared), 0)::int AS undeclared, min(first) AS first, max(last) AS last
    FROM way JOIN alike USING (cut) GROUP BY place, footing, ended, planned
)
SELECT json_build_object(
    'cells', (SELECT coalesce(json_agg(cell), '[]') FROM cell), 'organisations', {organisations},
    'economies', {economies}
)::text
""")
ORGANISATIONS = sql.SQL("""(SELECT coalesce(json_agg(line), '[]') FROM (
    SELECT partners, sum(works)::int AS works, max(changed) AS newest FROM organisation WHERE {wanted} GROUP BY partners
) AS line)""")
EVERY = sql.SQL("true")
CONFIRMED = sql.SQL("""cut IN (SELECT cut FROM example WHERE EXISTS (
    SELECT 1 FROM needs_matrixslice AS own WHERE own.work_id = example.one AND NOT own.estimated
))""")
ECONOMIES = sql.SQL("""(SELECT coalesce(json_object_agg(economy, works), '{}') FROM (
    SELECT economy, sum(works)::int AS works FROM alike
    JOIN (SELECT DISTINCT cut, economy FROM way) AS there USING (cut) WHERE NOT ended GROUP BY economy
) AS line)""")
NO_ORGANISATIONS, NO_ECONOMIES = sql.SQL("'[]'::json"), sql.SQL("'{}'::json")


@dataclass(frozen=True, slots=True)
class CellLine:
    """The works of one cell with the same footing and phase. `place`: level, objective and economy, with tabs between.
    `first` and `last`: of the partners by alphabet."""

    place: str
    footing: Footing
    ended: bool
    planned: bool
    works: int
    training: int
    ending: int
    estimated: int
    undeclared: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class OrganisationLine:
    """The works of the same partners, in whatever cells."""

    partners: tuple[str, ...]
    works: int
    newest: datetime


@dataclass(frozen=True, slots=True)
class Grouped:
    """`organisations` and `economies` (how many works run or are planned in each) only where asked for."""

    cells: tuple[CellLine, ...]
    organisations: tuple[OrganisationLine, ...]
    economies: dict[str, int]


@dataclass(frozen=True, slots=True)
class Besides:
    """What is asked for besides the cells. `confirmed`: organisations of works that serve something confirmed."""

    organisations: bool = False
    confirmed: bool = False
    economies: bool = False

    @property
    def parts(self) -> dict[str, sql.Composable]:
        lines = ORGANISATIONS.format(wanted=CONFIRMED if self.confirmed else EVERY)
        return {
            "organisations": lines if self.organisations else NO_ORGANISATIONS,
            "economies": ECONOMIES if self.economies else NO_ECONOMIES,
        }


CELLS_ALONE = Besides()


def grouped(works: "QuerySet[Any, Any]", slices: "QuerySet[Any, Any]", besides: Besides = CELLS_ALONE) -> Grouped:
    """`works` and `slices` give the columns that the statement names, in its order."""
    work, seen = works.order_by().query.sql_with_params()
    part, asked = slices.order_by().query.sql_with_params()
    # What the two subqueries are made of comes from the ORM; every value goes in beside them.
    statement = STATEMENT.format(works=sql.SQL(work), slices=sql.SQL(part), **besides.parts)
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(), (*seen, *asked))
        (found,) = cursor.fetchone()
    return msgspec.json.decode(found, type=Grouped)


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
class MatrixQuery:
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
    rows: dict[int, list[TallyRow]] = {level: [] for level in levels}
    for line in found.cells:
        level, objective, economy = line.place.split("\t")
        if int(level) in rows:
            rows[int(level)].append(_row(line, objective, economy))
    return {level: coverage.tally(each) for level, each in rows.items()}


def _said(condition: Q) -> Coalesce:
    """The condition as a value; unknown is no."""
    return Coalesce(ExpressionWrapper(condition, output_field=BooleanField()), False, output_field=BooleanField())


def _row(line: CellLine, objective: str, economy: str) -> TallyRow:
    counts = Counts(
        works=line.works,
        only_training=line.training,
        ending=line.ending,
        estimated=line.estimated,
        undeclared=line.undeclared,
        partners=frozenset(filter(None, (line.first, line.last))),
    )
    phase: coverage.Phase = "ended" if line.ended else "planned" if line.planned else "running"
    return TallyRow(objective, economy, line.footing, phase, counts)


def _works_of(organisations: Sequence[OrganisationLine]) -> Works:
    partners = {partner for organisation in organisations for partner in organisation.partners}
    newest = max((organisation.newest for organisation in organisations), default=None)
    return Works(sum(organisation.works for organisation in organisations), len(partners), newest)
