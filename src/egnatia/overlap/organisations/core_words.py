"""Which words carry a name: no legal form at its ends, no small words, no "town hall of"."""

from collections.abc import Iterable
from itertools import groupby

from egnatia.overlap.organisations.tables import phrases, words

_UNIT = ["unitatea", "administrativ", "teritoriala"]  # Romanian for any town, county or commune
_COUNCIL = ["consiliul", "local"]  # of a municipality, a town or a commune, said or not


def carrying(written: Iterable[str]) -> list[str]:
    """The words that carry a name, in order; all of them where none is left."""
    found = without_legal_form([word for word, _ in groupby(written)])
    return [word for word in found if word not in words("small")] or found


def plain(written: Iterable[str]) -> str:
    """The words that carry a name, sorted: "Ministry of Health" and "Health Ministry" are one."""
    return " ".join(sorted(carrying(written)))


def without_legal_form(written: list[str]) -> list[str]:
    """The words of a name without "d.o.o.", "Sh.p.k.", "SRL" at its end and the like before it."""
    left = _without_end(written)
    while len(left) > 1 and left[0] in words("legal before"):
        left = left[1:]
    if left[:3] == _UNIT:
        left = left[3:]
    while len(left) > 2 and left[0] in words("town itself"):
        left = left[1:]
    if left[:2] == _COUNCIL:
        left = [*_COUNCIL, *(word for word in left[2:] if word not in words("town"))]
    return left or written


def has_legal_form(written: list[str]) -> bool:
    """Whether the name is a company's."""
    return len(_without_end(written)) < len(written)


def _without_end(written: list[str]) -> list[str]:
    left = written
    for form in phrases("legal in full"):
        if len(left) > len(form) and tuple(left[-len(form) :]) == form:
            left = left[: -len(form)]
    while len(left) > 1 and left[-1] in words("legal"):
        left = left[:-1]
    return left
