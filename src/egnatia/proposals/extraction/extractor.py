"""Reads a text into facts."""

from collections.abc import Iterator, Sequence

from egnatia.proposals.extraction import titles
from egnatia.proposals.extraction.amounts import amounts
from egnatia.proposals.extraction.bodies import NOBODY, OrganisationNames, without_bodies
from egnatia.proposals.extraction.fact import Fact, Understood, once
from egnatia.proposals.extraction.gazetteer import Mention, asked
from egnatia.proposals.extraction.lines import TextLine, lines_of
from egnatia.proposals.extraction.organisations import organisations
from egnatia.proposals.extraction.periods import periods
from egnatia.proposals.extraction.places import located, told
from egnatia.proposals.extraction.subjects import Terms, aims, subjects
from egnatia.proposals.extraction.tokens import OwnPhrase, reading_with

MOST_READ = 200_000  # characters; a proposal says what it is about before


def understand(
    text: str, known: OrganisationNames = NOBODY, *, today: str = "", words: Sequence[OwnPhrase] = ()
) -> Understood:
    """What the text says.

    `known` are the organisations whose names the asker can see; what is over on the day `today` is not what is planned.
    `words` of forms are known here besides the shipped ones.
    """
    with reading_with(words):
        every = lines_of(text[:MOST_READ])
        lines = tuple(line for line in every if not line.is_aside)
        where = located(lines)
        facts = tuple(once(_facts(text[:MOST_READ], every, lines, where, known, today)))
    return Understood(text, facts, lines, tuple(asked(where)))


def objectives(read: Understood, terms: Terms) -> Iterator[Fact]:
    """The objectives of a framework that a proposal may serve. `terms`: of each code, by language."""
    yield from aims(read.lines, read.first("title"), read.first("language"), terms)


def _facts(  # noqa: PLR0913, PLR0917 - what was read of one text
    text: str,
    every: Sequence[TextLine],
    lines: Sequence[TextLine],
    mentions: Sequence[Mention],
    known: OrganisationNames,
    today: str,
) -> Iterator[Fact]:
    found = next(titles.title(lines), None)
    heading = found.value if found else ""
    spoken = next(titles.language(text), None)
    yield from filter(None, (found, spoken))
    sums = list(amounts(lines))
    where = list(told(mentions, next((fact for fact in sums if fact.name == "currency"), None)))
    yield from where
    yield from periods(lines, today)
    yield from sums
    economies = [fact.value for fact in where if fact.name == "economy"]
    yield from organisations(every, known, economies)
    yield from subjects(list(without_bodies(lines, known, economies)), heading, spoken.value if spoken else "")
