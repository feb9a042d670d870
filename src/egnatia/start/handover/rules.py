"""Who sat on a seat before somebody, and whether it was vacant between. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

NEWLY = timedelta(days=90)  # so long the start page leads a new holder to the desk
MOST = 8  # of each sort, the newest


@dataclass(frozen=True, slots=True)
class TermOfOffice:
    """A time that somebody held the seat, or, without a name, that it was said to be vacant. `until` is included."""

    name: str
    since: date
    until: date | None
    deputy: bool = False
    mine: bool = False

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or self.until >= day)


@dataclass(frozen=True, slots=True)
class Succession:
    """`since`: when they came; `before`: who held it until then, the last first; `vacant`: nobody the day before."""

    since: date
    before: tuple[TermOfOffice, ...]
    vacant: bool

    def is_new(self, today: date) -> bool:
        return self.since <= today < self.since + NEWLY


def succession(terms: Iterable[TermOfOffice], today: date) -> Succession | None:
    """From all terms of one seat; None where they do not hold it today. Others who hold it beside them come before them
    only if they came earlier and are gone by now.
    """
    every = list(terms)
    own = [term for term in every if term.mine and term.holds(today)]
    if not own:
        return None
    since = min(term.since for term in own)
    since = _unbroken(since, [term for term in every if term.mine])
    gone = [term for term in every if _is_gone(term, since, today)]
    ordered = sorted(gone, key=lambda term: (term.until or today, term.since, term.name), reverse=True)
    held = any(term.holds(since - timedelta(days=1)) for term in every if term.name and not term.mine)
    return Succession(since, tuple(ordered), vacant=not held)


def _is_gone(term: TermOfOffice, since: date, today: date) -> bool:
    return bool(term.name) and not term.mine and term.since < since and not term.holds(today)


def _unbroken(since: date, own: Sequence[TermOfOffice]) -> date:
    """When they came, though their term was entered again: a deputy who became the holder did not come anew."""
    earlier = [term.since for term in own if term.since < since and term.holds(since - timedelta(days=1))]
    return _unbroken(min(earlier), own) if earlier else since
