"""Reads a text into facts."""

from collections.abc import Iterator

from egnatia.proposals.understanding import wording
from egnatia.proposals.understanding.amounts import amounts
from egnatia.proposals.understanding.fact import Fact, Understood, once
from egnatia.proposals.understanding.lines import lines_of
from egnatia.proposals.understanding.organisations import NOBODY, Known, organisations
from egnatia.proposals.understanding.periods import periods
from egnatia.proposals.understanding.places import places
from egnatia.proposals.understanding.subjects import subjects

MOST_READ = 200_000  # characters; a proposal says what it is about before


def understand(text: str, known: Known = NOBODY) -> Understood:
    """What the text says. `known` are the organisations whose names the asker can see."""
    return Understood(text, tuple(once(_facts(text[:MOST_READ], known))))


def _facts(text: str, known: Known) -> Iterator[Fact]:
    lines = lines_of(text)
    found = next(wording.title(lines), None)
    heading = found.value if found else ""
    spoken = next(wording.language(text), None)
    yield from filter(None, (found, spoken))
    yield from places(lines)
    yield from periods(lines)
    yield from amounts(lines)
    yield from organisations(lines, known)
    yield from subjects(lines, heading, spoken.value if spoken else "")
