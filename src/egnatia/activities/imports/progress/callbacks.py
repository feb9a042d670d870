"""Telling how far a piece of work is, not more often than somebody can read it."""

import time
from collections.abc import Callable

Tell = Callable[[str, int, int], None]  # phase, done, total

SECONDS_BETWEEN = 0.5


def nobody_asked(_phase: str, _done: int, _total: int) -> None:
    """For work that nobody watches."""


def now_and_then(tell: Tell, seconds: float = SECONDS_BETWEEN) -> Tell:
    """`tell`, at most once in so many seconds, and whenever the phase changes."""
    last, told = "", 0.0

    def told_sometimes(phase: str, done: int, total: int) -> None:
        nonlocal last, told
        now = time.monotonic()
        if phase != last or now - told >= seconds:
            last, told = phase, now
            tell(phase, done, total)

    return told_sometimes
