"""The folded form of an activity that keys and scores are worked out from."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from egnatia.language import concepts_in, economy_code, fold, folded_words, language_group
from egnatia.overlap.activity import ActivityFacts
from egnatia.overlap.amounts import Amount, amount_of
from egnatia.overlap.basket_funds import pooled
from egnatia.overlap.concepts import ConceptProfile
from egnatia.overlap.concepts import said as said_by
from egnatia.overlap.constants import SHIPPED, Constants
from egnatia.overlap.organisations import home_of, names_of_all
from egnatia.overlap.titles import Title, numbers_of, project_numbers, terms_of, title_of
from egnatia.overlap.window import Window, window_of

FIRST_WORDS = 100  # of a description: where it says what is done; long ones mention everything
NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Prepared:
    """An activity, folded. Cheap to make again, so it is never stored."""

    activity: ActivityFacts
    own: str  # the first identifier
    identifiers: frozenset[str]  # those with a digit; others are placeholders
    numbers: frozenset[str]  # that others may name it by
    cited: frozenset[str]  # words of its texts that look like the number of a project
    references: frozenset[tuple[str, str]]
    titles: tuple[Title, ...]
    description: dict[str, int]
    title_concepts: frozenset[str]
    concepts: frozenset[str]
    languages: frozenset[str]
    places: frozenset[str]
    window: Window | None
    amount: Amount | None
    money: frozenset[str]
    handlers: frozenset[str]  # whose hands the money passes through
    reporters: frozenset[str]
    funders: frozenset[str]
    implementers: frozenset[str]
    receivers: frozenset[str]
    pooled: bool  # whether its texts speak of money that several donors put into one fund
    said: ConceptProfile


def folded_identifier(identifier: str) -> str:
    """An identifier without case and spaces."""
    return "".join(fold(identifier).split())


@dataclass(frozen=True, slots=True)
class Read:
    """What is read of the texts of an activity."""

    description: dict[str, int]
    title_concepts: frozenset[str]
    concepts: frozenset[str]
    cited: frozenset[str]
    pooled: bool
    said: ConceptProfile


def prepare(activity: ActivityFacts, constants: Constants = SHIPPED, said: ConceptProfile | None = None) -> Prepared:
    """The folded form of `activity`; pure. `said`, where it was kept, need not be worked out."""
    del constants  # what they hold so far is used in scoring only; the tables are part of the engine's version
    described = [(folded_words(t.text)[:FIRST_WORDS], t.lang) for t in activity.descriptions]
    titled = [(folded_words(t.text), t.lang) for t in activity.titles]
    in_titles = _concepts(titled)
    return with_texts(
        activity,
        Read(
            description=terms_of([word for found, _ in described for word in found]),
            title_concepts=in_titles,
            concepts=in_titles | _concepts(described),
            cited=cited_by(activity),
            pooled=pooled(words for words, _ in titled + described),
            said=said or said_by(activity),
        ),
    )


def cited_by(activity: ActivityFacts) -> frozenset[str]:
    """Words of its texts that look like the number of a project."""
    return NOTHING.union(*(project_numbers(t.text) for t in (*activity.titles, *activity.descriptions)))


def with_texts(activity: ActivityFacts, read: Read) -> Prepared:
    """The folded form of `activity`, of which the texts are read already."""
    identifiers, parties = identifiers_of(activity), parties_of(activity)
    return Prepared(
        activity=activity,
        own=identifiers[0] if identifiers else "",
        identifiers=frozenset(identifiers),
        numbers=NOTHING.union(*map(numbers_of, identifiers)),
        cited=read.cited,
        references=frozenset((r.kind, folded_identifier(r.identifier)) for r in activity.references),
        titles=titles_of(activity),
        description=read.description,
        title_concepts=read.title_concepts,
        concepts=read.concepts,
        languages=frozenset(language_group(t.lang) for t in activity.titles if t.lang),
        places=places_of(activity.places),
        window=window_of(activity.start, activity.end),
        amount=amount_of(activity.amount, activity.currency, activity.band),
        money=parties.money,
        handlers=parties.handlers,
        reporters=parties.reporters,
        funders=parties.funders,
        implementers=parties.implementers,
        receivers=parties.receivers,
        pooled=read.pooled,
        said=read.said,
    )


def identifiers_of(activity: ActivityFacts) -> list[str]:
    """Those with a digit, folded, the first one first; others are placeholders."""
    return [i for i in map(folded_identifier, activity.identifiers) if any(map(str.isdigit, i))]


class Parties(NamedTuple):
    """The organisations of an activity by their keys, as `Prepared` has them."""

    money: frozenset[str]
    handlers: frozenset[str]
    reporters: frozenset[str]
    funders: frozenset[str]
    implementers: frozenset[str]
    receivers: frozenset[str]


def parties_of(activity: ActivityFacts) -> Parties:
    """Whose money it is, and who does what with it."""
    home = home_of(activity.economies)
    reporters, funders = names_of_all(activity.reporters, home), names_of_all(activity.funders, home)
    implementers, receivers = names_of_all(activity.implementers, home), names_of_all(activity.receivers, home)
    return Parties(
        money=funders.money or reporters.money,
        handlers=reporters.money | implementers.money,
        reporters=reporters.known_as,
        funders=funders.known_as,
        implementers=implementers.known_as,
        receivers=receivers.known_as,
    )


def _concepts(texts: Iterable[tuple[list[str], str]]) -> frozenset[str]:
    return NOTHING.union(*(concepts_in(found, lang) for found, lang in texts))


def titles_of(activity: ActivityFacts) -> tuple[Title, ...]:
    """Its titles, each once, in order."""
    if len(activity.titles) == 1:  # as most often
        title = title_of(activity.titles[0].text, activity.economies)
        return (title,) if title.plain else ()
    found = {title.plain: title for title in (title_of(t.text, activity.economies) for t in activity.titles)}
    found.pop("", None)
    return tuple(found[plain] for plain in sorted(found))


def places_of(stated: frozenset[str]) -> frozenset[str]:
    """Places below the economy; the name of an economy is none."""
    plain = {" ".join(folded_words(place)) for place in stated if not economy_code(place)}
    return frozenset(map(sys.intern, plain - {""}))
