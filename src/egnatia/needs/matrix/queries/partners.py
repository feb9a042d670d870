"""Who works where: the partners of the activities that run or are planned, and the cells of the reader's own
organisation."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec
from django.db import connection
from django.db.models import F, Q, QuerySet
from psycopg import sql

from egnatia.activities.activities.models import Activity
from egnatia.coverage import Key, level_of
from egnatia.kernel.models import Record
from egnatia.needs.matrix.queries.tallies import MatrixQuery
from egnatia.needs.matrix.queries.visible import works_seen_by
from egnatia.needs.matrix.queries.works import phased

# As the statement of `grouping`: of all works that are cut alike the slices of one are read.
STATEMENT = sql.SQL("""
WITH work (id, cut, partners, names) AS ({works}),
organisation AS MATERIALIZED (
    SELECT cut, partners, names, count(*) AS works, any_value(id) AS one FROM work GROUP BY cut, partners, names
),
slice (work, objective) AS ({slices}),
way AS MATERIALIZED (
    SELECT DISTINCT cut, objective
    FROM (SELECT cut, any_value(one) AS one FROM organisation GROUP BY cut) AS example
        JOIN slice ON slice.work = example.one
)
SELECT coalesce(json_agg(line), '[]')::text FROM (
    SELECT objective, partners, names, sum(works)::int AS works
    FROM way JOIN organisation USING (cut) GROUP BY objective, partners, names
) AS line
""")


@dataclass(frozen=True, slots=True)
class PartnerTally:
    """The works of the same partners (folded names, and as written) for one objective."""

    objective: str
    partners: tuple[str, ...]
    names: tuple[str, ...]
    works: int


@dataclass(frozen=True, slots=True)
class Presence:
    """How many activities a partner has that serve an objective: those that run or are planned."""

    partner: str  # folded
    name: str  # as one of the activities writes it
    objective: str
    works: int


def presences(asking: MatrixQuery, level: int, *, economy: str = "", under: str = "") -> list[Presence]:
    """Who works where. A partner reports an activity or, where nobody is said to report it, funds it. One query."""
    slices = asking.slices([level], economy, under)
    seen_by: QuerySet[Any, Any] = works_seen_by(asking.reader, asking.filters, asking.as_of)
    works = seen_by.exclude(phase="ended")
    if economy or under:
        works = works.filter(pk__in=slices.values("work"))
    work, seen = works.values_list("pk", "cut", "partners", "partner_names").query.sql_with_params()
    part, asked = slices.values_list("work_id", "objective").query.sql_with_params()
    statement = STATEMENT.format(works=sql.SQL(work), slices=sql.SQL(part))
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(), (*seen, *asked))
        (found,) = cursor.fetchone()
    return _together(msgspec.json.decode(found, type=list[PartnerTally]))


def _together(lines: Iterable[PartnerTally]) -> list[Presence]:
    works: dict[tuple[str, str], int] = {}
    written: dict[str, str] = {}
    for line in lines:
        for key, name in zip(line.partners, line.names, strict=True):
            works[key, line.objective] = works.get((key, line.objective), 0) + line.works
            written[key] = min(name, written.get(key, name))
    return [Presence(key, written[key], code, number) for (key, code), number in sorted(works.items())]


def works_of_partner(asking: MatrixQuery, partner: str, code: str, economy: str) -> dict[UUID, str]:
    """The activities behind one of these numbers, each with the partner's name as it is written there; none for
    whoever works on nothing that the reader sees, whether or not there is such a partner. One query."""
    if not partner or "\0" in partner:  # no name has it, and the database would refuse it
        return {}
    there = Q(level=level_of(code), objective=code)
    if economy:
        there &= Q(economy=economy)
    found = phased(asking, there).exclude(phase="ended").filter(work__partners__contains=[partner])
    rows = found.values_list("work_id", F("work__partners"), "names").distinct()
    return {work: names[folded.index(partner)] for work, folded, names in rows}


def own_cells(asking: MatrixQuery, level: int) -> set[Key]:
    """The cells (objective, economy) in which the reader's own organisation is at work. One query."""
    if not (asking.reader.strong and asking.reader.organisation):
        return set()
    own = Record.objects.filter(kind=Activity.KIND, owner=UUID(asking.reader.organisation)).values("pk")
    return asking.active_cells(level, own)
