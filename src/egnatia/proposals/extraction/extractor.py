"""Reads a text into facts."""

from collections.abc import Iterator

from egnatia.proposals.extraction import titles
from egnatia.proposals.extraction.amounts import amounts
from egnatia.proposals.extraction.bodies import NOBODY, OrganisationNames, without_bodies
from egnatia.proposals.extraction.fact import Fact, Understood, once
from egnatia.proposals.extraction.lines import lines_of
from egnatia.proposals.extraction.organisations import organisations
from egnatia.proposals.extraction.periods import periods
from egnatia.proposals.extraction.places import places
from egnatia.proposals.extraction.subjects import subjects

MOST_READ = 200_000  # characters; a proposal says what it is about before


def understand(text: str, known: OrganisationNames = NOBODY) -> Understood:
    """What the text says. `known` are the organisations whose names the asker can see."""
    return Understood(text, tuple(once(_facts(text[:MOST_READ], known))))


def _facts(text: str, known: OrganisationNames) -> Iterator[Fact]:
    every = lines_of(text)
    lines = [line for line in every if not line.is_aside]
    found = next(titles.title(lines), None)
    heading = found.value if found else ""
    spoken = next(titles.language(text), None)
    yield from filter(None, (found, spoken))
    where = list(places(lines))
    yield from where
    yield from periods(lines)
    yield from amounts(lines)
    economies = [fact.value for fact in where if fact.name == "economy"]
    yield from organisations(every, known, economies)
    yield from subjects(list(without_bodies(lines, known, economies)), heading, spoken.value if spoken else "")
