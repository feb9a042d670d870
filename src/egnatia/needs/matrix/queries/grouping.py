"""The works that a reader sees, grouped by cell and by partner: one statement, in which they are looked up once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from django.db import connection
from django.db.models import QuerySet
from psycopg import sql

from egnatia.coverage import Footing

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
