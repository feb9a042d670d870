"""What all rows of a database say, in a few numbers: two databases that say the same have the same."""

import psycopg
from psycopg import sql

from egnatia.web.serve.backups.folder import TableDigest

# What a row looks like as text hangs on these.
ALIKE = (
    "SET timezone = 'UTC'", "SET datestyle = 'ISO, YMD'", "SET intervalstyle = 'postgres'", "SET bytea_output = 'hex'",
    "SET extra_float_digits = 1",
)  # fmt: skip
TABLES = """
SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
WHERE nspname = 'public' AND relkind = 'r' AND relpersistence = 'p' ORDER BY relname
"""
ROWS = """
SELECT count(*), coalesce(sum(hashtextextended(found::text, 1)), 0), coalesce(sum(hashtextextended(found::text, 2)), 0)
FROM {} AS found
"""

Connection = psycopg.Connection[tuple[object, ...]]


def tables(connection: Connection) -> list[str]:
    return [str(row[0]) for row in connection.execute(TABLES)]


def digests(connection: Connection) -> dict[str, TableDigest]:
    """Of every table that outlives a crash, by its name, as the connection's transaction sees it."""
    for setting in ALIKE:
        connection.execute(setting)
    return {name: _digest(connection, name) for name in tables(connection)}


def _digest(connection: Connection, table: str) -> TableDigest:
    found = connection.execute(sql.SQL(ROWS).format(sql.Identifier(table))).fetchone()
    assert found
    rows, one, other = (int(str(number)) for number in found)
    return TableDigest(rows, f"{one % 2**64:016x}{other % 2**64:016x}")
