"""The works that a reader sees, grouped by cell and by partner: one statement, in which they are looked up once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from django.db import connection
from django.db.models import QuerySet
from psycopg import sql

from egnatia.coverage import Footing

# Where nobody asks for partners, `work` is used once, and the database looks up no more works than the slices have.
STATEMENT = sql.SQL("""
WITH work (id, footing, ended, planned, training, ending, first, last, partners, changed) AS ({works}),
slice (work, level, objective, economy, estimated, undeclared) AS ({slices}),
cell AS (
    SELECT level, objective, economy, footing, ended, planned, count(*) AS works,
        count(*) FILTER (WHERE training) AS training, count(*) FILTER (WHERE ending) AS ending,
        count(*) FILTER (WHERE estimated) AS estimated, count(*) FILTER (WHERE undeclared) AS undeclared,
        min(first) FILTER (WHERE first <> '') AS first, max(last) FILTER (WHERE last <> '') AS last
    FROM slice JOIN work ON work.id = slice.work
    GROUP BY level, objective, economy, footing, ended, planned
)
SELECT json_build_object(
    'cells', (SELECT coalesce(json_agg(cell), '[]') FROM cell),
    'houses', {houses}
)::text
""")
HOUSES = sql.SQL("""(SELECT coalesce(json_agg(house), '[]') FROM (
    SELECT partners, count(*) AS works, max(changed) AS newest FROM work GROUP BY partners
) AS house)""")
NO_HOUSES = sql.SQL("'[]'::json")


@dataclass(frozen=True, slots=True)
class CellLine:
    """The works of one cell with the same footing and phase. `first` and `last`: of the partners by alphabet."""

    level: int
    objective: str
    economy: str
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
class HouseLine:
    """The works of the same partners, in whatever cells."""

    partners: tuple[str, ...]
    works: int
    newest: datetime


@dataclass(frozen=True, slots=True)
class Grouped:
    cells: tuple[CellLine, ...]
    houses: tuple[HouseLine, ...]


def grouped(works: "QuerySet[Any, Any]", slices: "QuerySet[Any, Any]", *, houses: bool) -> Grouped:
    """`works` and `slices` give the columns that the statement names, in its order; `houses` too, where asked for."""
    work, seen = works.order_by().query.sql_with_params()
    part, asked = slices.order_by().query.sql_with_params()
    # What the two subqueries are made of comes from the ORM; every value goes in beside them.
    subqueries = {"works": sql.SQL(work), "slices": sql.SQL(part)}
    statement = STATEMENT.format(**subqueries, houses=HOUSES if houses else NO_HOUSES)
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(), (*seen, *asked))
        (found,) = cursor.fetchone()
    return msgspec.json.decode(found, type=Grouped)
