"""The one clock that the product reads."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.utils import timezone

_source: Callable[[], datetime] = timezone.now


def now() -> datetime:
    """The present moment, with its time zone."""
    return _source()


def today() -> date:
    """Today in the installation's time zone."""
    return timezone.localdate(now())


@contextmanager
def time_from(source: Callable[[], datetime]) -> Iterator[None]:
    """Read the time from `source` inside the block: the non-interference test compares two worlds byte by byte."""
    global _source  # noqa: PLW0603 - one process-wide clock, replaced only by tests
    before, _source = _source, source
    try:
        yield
    finally:
        _source = before
