"""The database for a command: the running server's, or the home's own, started for as long as it takes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

from django.conf import settings

from egnatia.web.serve.account import database_account
from egnatia.web.serve.addresses import database_of
from egnatia.web.serve.cluster import Cluster
from egnatia.web.serve.database import Database, of_home, running
from egnatia.web.serve.environment import environment
from egnatia.web.serve.faults import ExitCode, FaultError
from egnatia.web.serve.home import SECRET, Home
from egnatia.web.serve.lock import is_held, only_copy
from egnatia.web.serve.steps import bring_up_to_date

P = ParamSpec("P")
R = TypeVar("R")


def on_database(command: Callable[P, R]) -> Callable[P, R]:
    """Run `command` with a database that answers."""

    @wraps(command)
    def with_database(*args: P.args, **kwargs: P.kwargs) -> R:
        with at_hand():
            return command(*args, **kwargs)

    return with_database


def on_existing_database(command: Callable[P, R]) -> Callable[P, R]:
    """The same for a `command` that only asks: a home that was mistyped is told, not made and found empty."""

    @wraps(command)
    def with_database(*args: P.args, **kwargs: P.kwargs) -> R:
        home = Home(Path(settings.HOME))
        if not settings.DATABASES["default"]["USER"] and not _is_there(home):
            sentence = (
                f"Nothing is installed in {home.path}: name another folder with --home, or begin with `egnatia serve`."
            )
            raise FaultError(ExitCode.FAILED, sentence)
        with at_hand():
            return command(*args, **kwargs)

    return with_database


def _is_there(home: Home) -> bool:
    try:
        return home.postgres.exists()
    except OSError:
        return True  # out of our reach: whoever opens it says so


@contextmanager
def at_hand(*, migrate: bool = True) -> Iterator[None]:
    """Inside, Django's default connection leads to this installation's database."""
    if settings.DATABASES["default"]["USER"]:  # an address was given
        yield
        return
    home = Home(Path(settings.HOME))
    if is_held(home):
        _lead_to(home, of_home(home))
        yield
        return
    home.prepare(database_account())
    with only_copy(home, "an egnatia command"):
        found = of_home(home)
        with running(found):
            if migrate:
                bring_up_to_date(home, found, environment(home, found), _silent)
            _lead_to(home, found)
            yield


def own_cluster(path: Path) -> Cluster:
    """The embedded server of a home. Raises a fault where the database is somebody else's server."""
    if settings.DATABASES["default"]["USER"]:
        sentence = "The database is a server of your own: back it up with its own tools (docs/operate.md)."
        raise FaultError(ExitCode.FAILED, sentence)
    home = Home(path)
    home.prepare(database_account())
    cluster = of_home(home).cluster
    assert cluster
    return cluster


def _silent(_sentence: str) -> None:
    """Nobody asked to watch."""


def _lead_to(home: Home, found: Database) -> None:
    settings.DATABASES["default"].update(database_of(found.serving))
    settings.SECRET_KEY = environment(home, found)[SECRET]  # what is signed here is read by the server
