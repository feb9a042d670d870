"""A database that is migrated already, to copy: one for each state of the migrations, kept between runs."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
from psycopg import sql

from egnatia.web.serve import roles, stamps
from egnatia.web.serve.environment import SETTINGS
from egnatia.web.serve.home import PACKAGE, SECRET, Home
from tests import cluster

PREFIX = "template_"
PATIENCE = "5s"  # to drop one that is of no use any more; whoever still looks at it keeps it


def migrated(home: Home) -> str:
    """The name of a database with all tables and what migrations put there; made where there is none yet."""
    name = f"{PREFIX}{_digest()}"
    with cluster.one_at_a_time(home.path), _connected(home) as connection:
        there = {str(row[0]) for row in connection.execute("SELECT datname FROM pg_database")}
        if name not in there:
            _make(home, connection, name)
            _drop(connection, sorted(other for other in there if other.startswith(PREFIX)))
    return name


def _make(home: Home, connection: "psycopg.Connection[tuple[object, ...]]", name: str) -> None:
    """Under another name until it is whole."""
    unfinished = f"unfinished_{name}"
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(unfinished)))
    connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(unfinished)))
    told = {
        "DATABASE_URL": str(roles.address(home, roles.OWNER, unfinished)),
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        "EGNATIA_HOME": str(home.path),
        SECRET: "of the tests",
    }
    command = [sys.executable, "-m", "egnatia.web.serve.prepare"]
    subprocess.run(command, env=dict(os.environ) | told, check=True, capture_output=True)
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    connection.execute(rename.format(sql.Identifier(unfinished), sql.Identifier(name)))


def _drop(connection: "psycopg.Connection[tuple[object, ...]]", names: list[str]) -> None:
    connection.execute(sql.SQL("SET statement_timeout = {}").format(sql.Literal(PATIENCE)))
    for name in names:
        with suppress(psycopg.Error):
            connection.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))


def _connected(home: Home) -> "psycopg.Connection[tuple[object, ...]]":
    return psycopg.connect(str(roles.address(home, roles.OWNER, "postgres")), autocommit=True)


def _digest() -> str:
    digest = hashlib.sha256(stamps.tables().encode())
    for path in _read_by_migrations():
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _read_by_migrations() -> Iterator[Path]:
    yield from sorted(PACKAGE.glob("taxonomy/*.json"))
