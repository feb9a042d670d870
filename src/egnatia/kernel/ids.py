"""Identifiers: random, so that none tells how many records there are or in which order they came."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_source: Callable[[], uuid.UUID] = uuid.uuid4


def new_id() -> uuid.UUID:
    """A fresh random identifier (version 4)."""
    return _source()


@contextmanager
def identifiers_from(source: Callable[[], uuid.UUID]) -> Iterator[None]:
    """Take identifiers from `source` inside the block: the non-interference test compares two worlds byte by byte."""
    global _source  # noqa: PLW0603 - one process-wide source, replaced only by tests
    before, _source = _source, source
    try:
        yield
    finally:
        _source = before
