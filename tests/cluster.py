"""The tests' own PostgreSQL: one per checkout, started when first needed, kept between runs."""

import fcntl
import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import psycopg
from psycopg import sql

from egnatia.web.serve import roles
from egnatia.web.serve.account import database_account
from egnatia.web.serve.cluster import SUPERUSER, Cluster
from egnatia.web.serve.faults import ExitCode, FaultError
from egnatia.web.serve.home import Home
from egnatia.web.serve.software import reachable

ROOT = Path(__file__).resolve().parent.parent
# A test's database need not outlive the machine. Tests of durability start a server of their own with product settings.
HASTE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "200"}

_started: list["subprocess.Popen[bytes]"] = []  # outlives us, and must not be waited for


@cache
def running() -> Home:
    """The home of the tests' server, which runs from here on."""
    try:
        return _running_in(ROOT / "var" / "test")
    except FaultError as fault:
        if fault.code != ExitCode.UNREACHABLE:
            raise
    # The checkout lies where the database's user cannot go (say, under root's home).
    digest = hashlib.sha256(os.fsencode(ROOT)).hexdigest()[:12]
    return _running_in(Path(tempfile.gettempdir()) / f"egnatia-test-{os.geteuid()}-{digest}")


def _running_in(path: Path) -> Home:
    home = Home(path)
    path.mkdir(parents=True, exist_ok=True)
    with one_at_a_time(path):
        cluster = _cluster(home)
        ready = home.postgres / "ready-for-tests"
        if not (cluster.running() and ready.exists()):
            ready.unlink(missing_ok=True)
            cluster.create()
            cluster.stop()  # one that is just starting or ending
            _started.append(cluster.start(detached=True))
            roles.provide(home)
            _allow_test_databases(home)
            ready.touch()
    return home


def _cluster(home: Home) -> Cluster:
    account = database_account()
    home.prepare(account)
    return Cluster(home, account, reachable(account, home.postgres), HASTE)


@contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """One process of those that test in this checkout."""
    with (path / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _allow_test_databases(home: Home) -> None:
    """The owner makes a database for each test process, and may step down to the serving role inside a test."""
    with psycopg.connect(str(roles.address(home, SUPERUSER, "postgres")), autocommit=True) as connection:
        owner, serving = sql.Identifier(roles.OWNER), sql.Identifier(roles.SERVING)
        connection.execute(sql.SQL("ALTER ROLE {} CREATEDB").format(owner))
        connection.execute(sql.SQL("GRANT {} TO {} WITH INHERIT FALSE, SET TRUE").format(serving, owner))


def stop() -> None:
    """End the tests' server, wherever it runs."""
    home = running()
    running.cache_clear()
    _cluster(home).stop()


if __name__ == "__main__" and sys.argv[1:] == ["stop"]:
    stop()
