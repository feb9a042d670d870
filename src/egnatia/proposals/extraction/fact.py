"""One thing that was understood, with the words it was read from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from egnatia.proposals.extraction.lines import TextLine

# In the order of the page. "objective" is added by whoever knows the framework; "organisation" has no role yet;
# "concept" is shown, never asked for; so are "months", of which it is not known when they begin, and "requested", the
# part of the amount that is asked for.
ONE = ("title", "language", "start", "end", "months", "amount", "requested", "currency", "band")
BODIES = ("applicant", "partner", "implementer", "receiver", "funder", "organisation")
MANY = ("economy", "objective", "place", "type", "group", *BODIES, "sector", "concept")


@dataclass(frozen=True, slots=True)
class Fact:
    """`name` is one of ONE or MANY, `value` a code or a name, `quote` the words of the text; "" where typed."""

    name: str
    value: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class PlaceQuestion:
    """A name that places in several economies have, where the text does not tell which is meant."""

    quote: str
    choices: tuple[tuple[str, str], ...]  # code of the economy and what the place is called there, the largest first


@dataclass(frozen=True, slots=True)
class Understood:
    """All that was understood of a text. One value for each name of ONE at most.

    `lines` are those of the proposal itself, without what belongs to the form, to older projects or to a mail.
    """

    text: str
    facts: tuple[Fact, ...] = ()
    lines: tuple[TextLine, ...] = ()
    asked: tuple[PlaceQuestion, ...] = ()

    def values(self, name: str) -> tuple[str, ...]:
        return tuple(fact.value for fact in self.facts if fact.name == name)

    def first(self, name: str) -> str:
        return next((fact.value for fact in self.facts if fact.name == name), "")

    def of(self, *names: str) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.facts if fact.name in names)


def once(facts: Iterable[Fact]) -> Iterator[Fact]:
    """Each value once, as it was first said; each name of ONE once."""
    seen: set[tuple[str, str]] = set()
    for fact in facts:
        mark = (fact.name, "" if fact.name in ONE else fact.value)
        if fact.value and mark not in seen:
            seen.add(mark)
            yield fact
