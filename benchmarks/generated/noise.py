"""What registers do to facts: partial amounts, other sectors, dates moved, fields left out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from benchmarks.generated.drawing import happens
from benchmarks.generated.vocabulary import OTHERS
from benchmarks.generated.world import sectors

from egnatia.overlap import ActivityFacts

PARTIAL, LEAST_PART, MOST_PART = 0.20, 0.2, 0.8  # share of amounts that are a part, and how large one
OTHER_SECTOR = 0.20
MOVED, FEWEST_DAYS, MOST_DAYS = 0.20, 60, 120
MISSING = 0.15  # of each field
TRANSLATED = 0.10

_LEFT_OUT: tuple[Callable[[ActivityFacts], ActivityFacts], ...] = (
    lambda each: replace(each, start=""),
    lambda each: replace(each, end=""),
    lambda each: replace(each, amount=None, currency=""),
    lambda each: replace(each, funders=()),
    lambda each: replace(each, implementers=()),
    lambda each: replace(each, receivers=()),
    lambda each: replace(each, places=frozenset()),
    lambda each: replace(each, sectors=frozenset()),
    lambda each: replace(each, types=frozenset()),
)


def language(rng: Random) -> str:
    """English, or in one case of ten another language of the region."""
    return rng.choice(OTHERS) if happens(rng, TRANSLATED) else "en"


def otherwise_seen(rng: Random, written: ActivityFacts) -> ActivityFacts:
    """The facts as another register may state them: a part of the amount, another sector, other dates."""
    seen = written
    if happens(rng, PARTIAL) and seen.amount is not None:
        seen = replace(seen, amount=float(round(seen.amount * rng.uniform(LEAST_PART, MOST_PART))))
    if happens(rng, OTHER_SECTOR):
        seen = replace(seen, sectors=frozenset({rng.choice([s for s in sectors() if s not in written.sectors])}))
    if happens(rng, MOVED):
        days = rng.choice((-1, 1)) * rng.randint(FEWEST_DAYS, MOST_DAYS)
        seen = replace(seen, start=_moved(seen.start, days), end=_moved(seen.end, days))
    return seen


def with_gaps(rng: Random, written: ActivityFacts) -> ActivityFacts:
    """The record with each of nine fields left out in 15 of 100 cases."""
    for leave_out in _LEFT_OUT:
        if happens(rng, MISSING):
            written = leave_out(written)
    return written


def _moved(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
