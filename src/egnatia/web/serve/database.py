"""Which database serves a home: its own, or the one that DATABASE_URL names."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from egnatia.web.serve import roles
from egnatia.web.serve.account import database_account
from egnatia.web.serve.backups.schedule import archiving, named_folder
from egnatia.web.serve.cluster import Cluster
from egnatia.web.serve.home import Home
from egnatia.web.serve.software import reachable


@dataclass(frozen=True, slots=True)
class Database:
    """The addresses to serve and to migrate with; `owner` is empty where only DATABASE_URL was given."""

    serving: str
    owner: str
    cluster: Cluster | None = None  # ours to run, unless it is somebody else's server


def of_home(home: Home) -> Database:
    """The home's database, running or not."""
    if url := os.environ.get("DATABASE_URL"):
        return Database(url, os.environ.get("DATABASE_OWNER_URL", ""))
    serving, owner = (str(roles.address(home, role)) for role in (roles.SERVING, roles.OWNER))
    account = database_account()
    backups = named_folder()
    archived = archiving(backups) if backups else {}
    return Database(serving, owner, Cluster(home, account, reachable(account, home.postgres), archived))


def start(database: Database) -> "subprocess.Popen[bytes] | None":
    """Start our own server, with its roles in place; None where the server is somebody else's."""
    cluster = database.cluster
    if cluster is None:
        return None
    cluster.create()
    cluster.stop()  # an earlier copy's, orphaned
    process = cluster.start()
    roles.provide(cluster.home)
    return process


@contextmanager
def running(database: Database) -> Iterator[None]:
    """The database answers inside; our own server ends with it."""
    start(database)
    try:
        yield
    finally:
        if database.cluster:
            database.cluster.stop()
