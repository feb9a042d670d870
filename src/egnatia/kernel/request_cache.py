"""What is the same for every reader and is asked for all over a page is read from the database once per request."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from django.utils.translation import get_language

P = ParamSpec("P")
T = TypeVar("T")
ALL = "all languages"

_results: ContextVar[dict[tuple[object, ...], Any] | None] = ContextVar("read for this request", default=None)


@contextmanager
def request_cache() -> Iterator[None]:
    """Inside, which is one request, functions marked `once_per_request` read once per language and arguments."""
    before = _results.set({})
    try:
        yield
    finally:
        _results.reset(before)


def once_per_request(read: Callable[P, T]) -> Callable[P, T]:
    """`read`, whose result is kept for the rest of the request. Outside of one, in a job or a command, it reads anew.

    What depends on a reader takes them as an argument; never for whole records. An audited change makes the request
    forget it.
    """

    @wraps(read)
    def cached(*args: P.args, **kwargs: P.kwargs) -> T:
        results = _results.get()
        if results is None:
            return read(*args, **kwargs)
        if (read, ALL) in results:
            known: T = results[read, ALL]
            return known
        key = (read, get_language(), args, *sorted(kwargs.items()))
        if key not in results:
            results[key] = read(*args, **kwargs)
        found: T = results[key]
        return found

    return cached


def remember(read: Callable[[], T], value: T) -> None:
    """What `read`, marked `once_per_request`, would read in whatever language: it was read with something else."""
    results = _results.get()
    if results is not None:
        results[cast("Any", read).__wrapped__, ALL] = value


def forget() -> None:
    """The rest of the request reads everything anew."""
    results = _results.get()
    if results is not None:
        results.clear()
