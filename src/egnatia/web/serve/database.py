"""Which database serves a home: its own, or the one that DATABASE_URL names."""

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace

from egnatia.web.serve import roles
from egnatia.web.serve.account import Account, database_account
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


def of_home(home: Home, pages: Account | None = None) -> Database:
    """The home's database, running or not; `pages`: who is to meet it beside ourselves."""
    if url := os.environ.get("DATABASE_URL"):
        return Database(url, os.environ.get("DATABASE_OWNER_URL", ""))
    serving, owner = (str(roles.address(home, role)) for role in (roles.SERVING, roles.OWNER))
    account = database_account()
    backups = named_folder()
    settings = archiving(backups) if backups else {}
    if pages and pages.identity:
        settings |= _for(home, account, pages)
    return Database(serving, owner, Cluster(home, account, reachable(account, home.postgres), settings))


def _for(home: Home, account: Account, pages: Account) -> dict[str, str]:
    """A second socket in a folder that lets nobody but pages and jobs pass; the first one's lets nobody."""
    home.open_to_pages(account, pages)
    folders = ", ".join(f'"{folder}"' for folder in (home.sockets, home.sockets_of_pages))
    return {"unix_socket_directories": folders, "unix_socket_permissions": "0770"}


def as_pages(told: Mapping[str, str], home: Home, database: Database) -> dict[str, str]:
    """What child processes are told, for those with a user of their own: a socket and a place of its own."""
    address = replace(roles.address(home, roles.SERVING), sockets=home.sockets_of_pages)
    ours = {"DATABASE_URL": str(address)} if database.cluster else {}
    return {**told, **ours, "HOME": "/", "XDG_CACHE_HOME": str(home.cache)}


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
