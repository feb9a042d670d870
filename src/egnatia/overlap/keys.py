"""Under which keys an activity can be found.

A key is something that a match of each kind must share, made narrow enough that no posting explodes: a broad thing
only together with a second one. Nothing here depends on what else is in the collection.
"""

import zlib
from collections.abc import Iterable, Iterator
from itertools import combinations, islice

from egnatia.language import RARE, UNLISTED, is_economy, telling
from egnatia.overlap.agreement import ROUND
from egnatia.overlap.prepared import Prepared
from egnatia.overlap.said import BITS, MASK, WORTH, most_telling, numbers

MOST = 60  # keys of one activity
MOST_ACROSS = 24  # … and more for those that share no language with it
LONGEST = 48  # characters; longer keys end in a checksum
MOST_ECONOMIES = 12
TITLE_WORDS = 6
RARE_WORDS = 6
SAID_IN_TITLE, SAID_BELOW = 6, 3  # most telling families of concepts that keys are made of
TELLING = 10 * WORTH  # worth from which a family can stand alone as a key
_BROAD = frozenset({"staff", "training", "communities", "health", "education", "research", "coordination", "equipment"})


def keys(prepared: Prepared) -> frozenset[str]:
    """At most 60 short strings; two activities are compared if they share one. The surest come first."""
    found: dict[str, None] = {}
    for key in _all(prepared):
        found[key] = None
        if len(found) == MOST:
            break
    return frozenset([key if len(key) <= LONGEST else _short(key) for key in found])


def across(prepared: Prepared) -> frozenset[str]:
    """At most 24 more: those that share no language are compared too if they share one of these (`said.apart`)."""
    found: dict[str, None] = {}
    for key in _crossed(_economies(prepared), _said(prepared)):
        found[key] = None
        if len(found) == MOST_ACROSS:
            break
    return frozenset(found)


def by_reference(key: str) -> bool:
    """Whether those who share `key` name each other or carry one identifier: they are compared in any case."""
    return key.startswith("i:")


def by_role(key: str) -> bool:
    """Whether `key` is one of a chain: its ends may be far apart in what else they state."""
    return "|c:" in key or key.startswith("n:")


def by_tongue(key: str) -> bool:
    """Whether `key` is one of `across`: only those that share no language meet under it."""
    return not (by_reference(key) or key.startswith("n:")) and key.partition("|")[2].startswith("x:")


def _short(key: str) -> str:
    return f"{key[: LONGEST - 9]}~{zlib.crc32(key.encode()):08x}"


def _all(p: Prepared) -> Iterator[str]:
    yield from islice(_by_name(p), MOST // 3)
    where = _economies(p)
    yield from _crossed(where, _titles(p))
    yield from _crossed(where, _sums(p))
    yield from islice(_crossed(where, _chains(p)), MOST // 3)
    for source in (
        _receivers,
        _objectives,
        _concepts,
        _names,
        _concepts_with_types,
        _pairs_of_words,
        _pairs_of_organisations,
        _places,
        _names_in_description,
        _concepts_in_threes,
    ):
        yield from _crossed(where, source(p))


def _by_name(p: Prepared) -> Iterator[str]:
    """Identifiers of the activity and of those it names, and project numbers."""
    for identifier in sorted(p.identifiers | {i for _, i in p.references}):
        yield f"i:{identifier}"
    for number in sorted(p.numbers | p.cited):
        yield f"n:{number}"


def _economies(p: Prepared) -> list[str]:
    """Economies first; the name of a region only where it is all there is."""
    stated = sorted(p.activity.economies)
    return (list(filter(is_economy, stated)) or stated)[:MOST_ECONOMIES]


def _crossed(where: list[str], things: Iterable[str]) -> Iterator[str]:
    for thing in things:
        for economy in where:
            yield f"{economy}|{thing}"


def _titles(p: Prepared) -> Iterator[str]:
    """A title by its words, for near-equal ones."""
    for title in p.titles:
        found = " ".join(sorted(s for s, w in title.terms.items() if w > 2)) or title.plain
        yield f"t:{zlib.crc32(found.encode()):08x}"


def _sums(p: Prepared) -> Iterator[str]:
    """An amount that is no round sum, for one contract under other words."""
    if p.amount and p.amount.value and p.amount.value % ROUND:
        yield f"m:{p.amount.value:.0f}{p.amount.currency}"


def _chains(p: Prepared) -> Iterator[str]:
    """Who passes on, and from whom: the same two names on both ends of a chain."""
    hands = p.implementers | p.receivers
    above = {(hand, source) for hand in hands for source in p.funders | p.reporters}
    below = {(hand, source) for hand in p.reporters | p.funders for source in p.funders}
    for hand, source in sorted(above | below):
        if hand != source:
            yield f"c:{hand}<{source}"


def _receivers(p: Prepared) -> Iterator[str]:
    yield from (f"r:{receiver}" for receiver in sorted(p.receivers))


def _objectives(p: Prepared) -> Iterator[str]:
    yield from (f"o:{objective}" for objective in sorted(p.activity.objectives))


def _concepts(p: Prepared) -> Iterator[str]:
    yield from (f"k:{concept}" for concept in sorted(p.title_concepts & telling()))
    yield from (f"k:{concept}" for concept in sorted((p.concepts - p.title_concepts) & telling()))


def _said(p: Prepared) -> Iterator[str]:
    """Telling families of concepts alone, then those of the title in twos."""
    titles, below = numbers(p.said.titles), numbers(p.said.descriptions)
    there = {number >> BITS for number in titles}
    first = most_telling(titles)[:SAID_IN_TITLE]
    further = most_telling(number for number in below if number >> BITS not in there)[:SAID_BELOW]
    yield from (f"x:{number >> BITS}" for number in first if number & MASK >= TELLING)
    yield from (f"x:{one}+{two}" for one, two in combinations(sorted([number >> BITS for number in first]), 2))
    yield from (f"x:{number >> BITS}" for number in further if number & MASK >= TELLING)


def _names(p: Prepared) -> Iterator[str]:
    """Rare words of the shipped table."""
    for title in p.titles:
        yield from (f"w:{s}" for s in _rarest(title.terms))


def _names_in_description(p: Prepared) -> Iterator[str]:
    yield from (f"w:{s}" for s in _rarest(p.description))


def _rarest(terms: dict[str, int]) -> list[str]:
    return _heaviest({s: w for s, w in terms.items() if RARE <= w != UNLISTED})[:RARE_WORDS]


def _concepts_with_types(p: Prepared) -> Iterator[str]:
    """Concepts that are broad alone, with what is done or for whom."""
    found = [*sorted(p.title_concepts), *sorted(p.concepts - p.title_concepts)][:TITLE_WORDS]
    for what in (*sorted(p.activity.types)[:2], *sorted(p.activity.groups)[:2]):
        yield from (f"y:{what}+{concept}" for concept in found)


def _concepts_in_threes(p: Prepared) -> Iterator[str]:
    """What a text is about, where no single word or concept of it is rare."""
    found = sorted(p.concepts - telling(), key=lambda c: (c in _BROAD, c))[:TITLE_WORDS]
    yield from (f"v:{one}+{two}+{three}" for one, two, three in combinations(sorted(found), 3))


def _heaviest(terms: dict[str, int]) -> list[str]:
    return sorted((s for s, w in terms.items() if w > 2), key=lambda s: (-terms[s], s))


def _pairs_of_words(p: Prepared) -> Iterator[str]:
    for title in p.titles:
        found = _heaviest(title.terms)[:TITLE_WORDS]
        yield from (f"p:{one}+{two}" for one, two in combinations(sorted(found), 2))


def _pairs_of_organisations(p: Prepared) -> Iterator[str]:
    found = sorted(p.implementers | p.receivers)[:TITLE_WORDS]
    yield from (f"g:{one}+{two}" for one, two in combinations(found, 2))


def _places(p: Prepared) -> Iterator[str]:
    """A place together with a sector or the most telling word."""
    for place in sorted(p.places)[:TITLE_WORDS]:
        yield from (f"l:{place}+{sector[:7]}" for sector in sorted(p.activity.sectors)[:2])
        yield from (f"l:{place}+{s}" for title in p.titles for s in _heaviest(title.terms)[:2])
