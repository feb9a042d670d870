"""Sums of the activities that a reader sees, and which of them repeat others: worked out in the database, at once.

A reader may see a hundred thousand activities and half as many matches among them: too many to fetch for one sentence.
"""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

import msgspec
from django.db import connection
from psycopg import sql

from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.queries.visible import condition
from egnatia.activities.activities.rules import ActivityFilters
from egnatia.kernel.access.reader import Reader
from egnatia.matching.queries.positions import agreed_to_differ
from egnatia.matching.queries.visible import matches_open_to

# An edge says that the money of `again` is money of `of`. An activity has a first edge, by which it is explained;
# where all that it repeats repeats something else, and that too, it may stand in a ring: those few ("loose") are
# fetched. Titles are ordered as `double_counting` orders them, whatever language the server sorts in.
STATEMENT = sql.SQL("""
WITH seen (record, amount, currency) AS MATERIALIZED ({activities}),
edge AS MATERIALIZED (
    SELECT m.id AS match, m.kind, m.rank, m.titles COLLATE "C" AS titles, m.again, o.record AS of, a.amount, a.currency,
        o.currency AS of_currency
    FROM ({matches}) AS m (id, kind, rank, titles, again, one, other)
    JOIN seen AS a ON a.record = m.again AND a.amount IS NOT NULL
    JOIN seen AS o ON o.record = CASE WHEN m.again = m.one THEN m.other ELSE m.one END AND o.amount IS NOT NULL
),
first AS MATERIALIZED (SELECT DISTINCT ON (again) * FROM edge ORDER BY again, rank DESC, titles, match),
inner_one AS MATERIALIZED (
    SELECT edge.again FROM edge LEFT JOIN first ON first.again = edge.of
    GROUP BY edge.again HAVING bool_and(first.again IS NOT NULL)
),
loose AS MATERIALIZED (
    SELECT edge.again FROM edge JOIN inner_one USING (again) LEFT JOIN inner_one AS before ON before.again = edge.of
    GROUP BY edge.again HAVING bool_and(before.again IS NOT NULL)
),
sure AS NOT MATERIALIZED (SELECT * FROM first WHERE again NOT IN (SELECT again FROM loose)),
total AS (
    SELECT currency, coalesce(sum(amount), 0)::text AS reported, count(amount) AS activities,
        count(*) - count(amount) AS without
    FROM seen GROUP BY currency
),
doubled AS (
    SELECT currency, of_currency, kind, sum(amount)::text AS amount, count(*) AS number
    FROM sure GROUP BY currency, of_currency, kind
),
step AS (
    SELECT again, of, match, kind, titles, amount::text, currency, of_currency
    FROM sure WHERE %s IN ('', kind) ORDER BY sure.amount DESC, titles, again LIMIT %s
),
ring AS (
    SELECT again, of, match, kind, titles, amount::text, currency, of_currency
    FROM edge JOIN loose USING (again) ORDER BY rank DESC, titles, match
)
SELECT json_build_object(
    'totals', (SELECT coalesce(json_agg(total), '[]') FROM total),
    'doubled', (SELECT coalesce(json_agg(doubled), '[]') FROM doubled),
    'steps', (SELECT coalesce(json_agg(step), '[]') FROM step),
    'loose', (SELECT coalesce(json_agg(ring), '[]') FROM ring)
)::text
""")


@dataclass(frozen=True, slots=True)
class Total:
    """What is reported in one currency, by how many; `without` state no amount."""

    currency: str
    reported: Decimal
    activities: int
    without: int


@dataclass(frozen=True, slots=True)
class Doubled:
    """What of one currency repeats money that is stated in `of_currency`, by one kind of match."""

    currency: str
    of_currency: str
    kind: str
    amount: Decimal
    number: int


@dataclass(frozen=True, slots=True)
class Repeated:
    """One activity whose money is money of another one."""

    again: UUID
    of: UUID
    match: UUID
    kind: str
    titles: str
    amount: Decimal
    currency: str
    of_currency: str


@dataclass(frozen=True, slots=True)
class Sums:
    """`doubled` and `steps` (the largest first) without the `loose` ones, of which all edges stand apart."""

    totals: tuple[Total, ...]
    doubled: tuple[Doubled, ...]
    steps: tuple[Repeated, ...]
    loose: tuple[Repeated, ...]


def sums_seen_by(reader: Reader, filters: ActivityFilters, *, kind: str, most: int) -> Sums:
    """The sums; `kind` narrows the steps, at most `most` of them."""
    visible = Activity.visible_to(reader).filter(condition(reader, filters)).order_by()
    activities, seen = visible.values_list("pk", "amount", "currency").query.sql_with_params()
    rows = matches_open_to(reader).filter(counted_again__isnull=False, gone_at__isnull=True)
    rows = rows.exclude(pk__in=agreed_to_differ(reader)).order_by()
    columns = rows.values_list("pk", "kind", "rank", "titles", "counted_again", "left", "right")
    matches, between = columns.query.sql_with_params()
    # What the two subqueries are made of comes from the ORM; every value goes in beside them.
    statement = STATEMENT.format(activities=sql.SQL(activities), matches=sql.SQL(matches))
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(), (*seen, *between, kind, most))
        (found,) = cursor.fetchone()
    return msgspec.json.decode(found, type=Sums)
