"""Under which keys an activity can be found.

A key is something that a match of each kind must share, made narrow enough that no posting explodes: a broad thing
only together with a second one. Nothing here depends on what else is in the collection.
"""

import zlib
from collections.abc import Iterable
from itertools import combinations
from typing import NamedTuple, TypeVar

from egnatia.language import RARE, UNLISTED, is_economy, telling
from egnatia.overlap.agreement import ROUND
from egnatia.overlap.amounts import Amount
from egnatia.overlap.concepts import BITS, MASK, WORTH, most_telling, numbers
from egnatia.overlap.prepare import Prepared
from egnatia.overlap.titles import Title
from egnatia.overlap.window import Window

MOST = 60  # keys of one activity
MOST_NAMES = MOST // 3  # … that are identifiers and numbers
MOST_ACROSS = 24  # … and more for those that share no language with it
LONGEST = 48  # characters; longer keys end in a checksum
MOST_ECONOMIES = 12
MOST_EVERYONE = MOST // 5  # organisations that stand beside a day or a sum
LIGHT = 2  # weight of words that are no part of a key
TITLE_WORDS = 6
RARE_WORDS = 6
SAID_IN_TITLE, SAID_BELOW = 6, 3  # most telling families of concepts that keys are made of
ALONE = -1  # stands beside a family that is a key by itself
TELLING = 10 * WORTH  # worth from which a family can stand alone as a key
BROAD = frozenset({"staff", "training", "communities", "health", "education", "research", "coordination", "equipment"})


Rows = list[tuple[Title, list[str]]]  # titles, each with its words, the most telling first
Of = TypeVar("Of")
Thing = tuple[str, ...]  # of what sort it is, one letter, and what it is made of


class Spread(NamedTuple):
    """The keys of an activity, at most 60, the surest first: names stand alone, each thing beside an economy."""

    names: list[str]
    economies: list[str]
    things: list[Thing]


def keys(prepared: Prepared) -> frozenset[str]:
    """At most 60 short strings; two activities are compared if they share one."""
    found = spread(prepared)
    every = found.names + list(map("{}|{}".format, found.economies, map(_written, found.things)))
    return frozenset([key if len(key) <= LONGEST else _short(key) for key in every])


def spread(prepared: Prepared) -> Spread:
    """What `keys` are made of, in order."""
    where, names = economies_of(prepared), _by_name(prepared)
    first, chains, further = _things(prepared)
    room = MOST - len(names)
    if len(where) == 1:
        things = list(dict.fromkeys([*first, *chains[: MOST // 3], *further]))[:room]
        return Spread(names, where * len(things), things)
    every = [*_crossed(where, first), *_crossed(where, chains)[: MOST // 3], *_crossed(where, further)]
    pairs = list(dict.fromkeys(every))[:room]
    return Spread(names, [economy for economy, _ in pairs], [thing for _, thing in pairs])


def across(prepared: Prepared) -> frozenset[str]:
    """At most 24 more: those that share no language are compared too if they share one of these (`concepts.apart`)."""
    things = [f"x:{one}+{two}" if two != ALONE else f"x:{one}" for one, two in said_in_twos(prepared)]
    return frozenset(
        [f"{economy}|{thing}" for economy, thing in _crossed(economies_of(prepared), things)][:MOST_ACROSS]
    )


def by_reference(key: str) -> bool:
    """Whether those who share `key` name each other or carry one identifier: they are compared in any case."""
    return key.startswith("i:")


def by_name(key: str) -> bool:
    """Whether `key` is an identifier or a number of a project: those who share one may be apart in time."""
    return key.startswith(("i:", "n:"))


def days_of_keys(prepared: Prepared) -> tuple[int, int] | None:
    """The days between which an activity takes place, by which those are told that share a key with it but no name, and
    are no match for being apart by more than `Constants.nested_days`. None where it states no date, or has more names
    than keys are made of."""
    window, names = prepared.window, sum(map(len, _names(prepared)))
    return None if window is None or names > MOST_NAMES else (window.first, window.last)


def by_role(key: str) -> bool:
    """Whether `key` is one of a chain: its ends may be far apart in what else they state."""
    return "|c:" in key or key.startswith("n:")


def by_tongue(key: str) -> bool:
    """Whether `key` is one of `across`: only those that share no language meet under it."""
    return not by_name(key) and key.partition("|")[2].startswith("x:")


def _written(thing: Thing) -> str:
    sort, *made_of = thing
    if sort == "t":
        return f"t:{zlib.crc32(' '.join(made_of).encode()):08x}"
    return f"{sort}:{('<' if sort == 'c' else '+').join(made_of)}"


def _short(key: str) -> str:
    return f"{key[: LONGEST - 9]}~{zlib.crc32(key.encode()):08x}"


def _by_name(p: Prepared) -> list[str]:
    """Identifiers of the activity and of those it names, and project numbers."""
    return names_by(*_names(p))


def _names(p: Prepared) -> tuple[frozenset[str], frozenset[str]]:
    """The identifiers, and the numbers of projects."""
    return p.identifiers | {i for _, i in p.references}, p.numbers | p.cited


def names_by(identifiers: Iterable[str], numbers: Iterable[str]) -> list[str]:
    """Keys that identifiers and numbers of projects are, alone, not too many."""
    found = [f"i:{identifier}" for identifier in sorted(identifiers)] + [f"n:{number}" for number in sorted(numbers)]
    return found[:MOST_NAMES]


def economies_of(p: Prepared) -> list[str]:
    """Economies first; the name of a region only where it is all there is."""
    return looked_for_in(p.activity.economies)


def looked_for_in(economies: Iterable[str]) -> list[str]:
    """The same, of what is stated."""
    stated = sorted(economies)
    return (list(filter(is_economy, stated)) or stated)[:MOST_ECONOMIES]


def _crossed(where: list[str], things: list[Of]) -> list[tuple[str, Of]]:
    return [(economy, thing) for thing in things for economy in where]


def _things(p: Prepared) -> tuple[list[Thing], list[Thing], list[Thing]]:
    """What is looked for in each economy: the surest things, chains, the rest."""
    rows = [(title, _heaviest(title.terms)) for title in p.titles]
    concepts = sorted(p.title_concepts), sorted(p.concepts - p.title_concepts)
    everyone, sectors = _everyone(p), beside_places(p.activity.sectors)
    rest = [
        *_each_with("b", everyone, first_day(p.window)),
        *(("r", receiver) for receiver in sorted(p.receivers)),
        *(("o", objective) for objective in sorted(p.activity.objectives)),
        *(("k", concept) for row in concepts for concept in row if concept in telling()),
        *(("w", s) for title, row in rows for s in _rarest(title.terms, row)),
        *_each_with("b", sectors, first_day(p.window)),
        *_purposes(p),
        *(("p", one, two) for _, row in rows for one, two in combinations(sorted(row[:TITLE_WORDS]), 2)),
        *_each_with("a", [*everyone, *sectors], round_sum(p.amount)),
        *_concepts_with_types(p, [*concepts[0], *concepts[1]][:TITLE_WORDS]),
        *_pairs_of_organisations(p),
        *_places(p, rows),
        *_names_in_description(p),
        *_concepts_in_threes(p),
    ]
    return [*_titles(rows), *sums(p.amount)], _chains(p), rest


def _titles(rows: Rows) -> list[Thing]:
    """A title by its words, for near-equal ones."""
    return [("t", *(sorted(row) or [title.plain])) for title, row in rows]


def sums(stated: Amount | None) -> list[Thing]:
    """An amount that is no round sum, for one contract under other words."""
    return [("m", _written_sum(stated))] if stated and stated.value and stated.value % ROUND else []


def round_sum(stated: Amount | None) -> str:
    """A round sum, which says little by itself, as part of a key; "" for none."""
    return _written_sum(stated) if stated and stated.value and not stated.value % ROUND else ""


def _written_sum(stated: Amount) -> str:
    return f"{stated.value:.0f}{stated.currency}"


def _chains(p: Prepared) -> list[Thing]:
    """Who passes on, and from whom: the same two names on both ends of a chain."""
    hands = p.implementers | p.receivers
    above = {(hand, source) for hand in hands for source in p.funders | p.reporters}
    below = {(hand, source) for hand in p.reporters | p.funders for source in p.funders}
    return [("c", hand, source) for hand, source in sorted(above | below) if hand != source]


def _everyone(p: Prepared) -> list[str]:
    """Organisations in whatever role: the partner of one report is the funder of another."""
    return sorted(p.implementers | p.receivers | p.reporters | p.funders)[:MOST_EVERYONE]


def _each_with(letter: str, found: list[str], stated: str) -> list[Thing]:
    """Each organisation or sector with a day or a sum, if one is stated."""
    return [(letter, one, stated) for one in found] if stated else []


def first_day(window: Window | None) -> str:
    """The day on which something begins, as part of a key; "" for none."""
    return str(window.first) if window else ""


def _purposes(p: Prepared) -> list[Thing]:
    """Who works in a sector."""
    hands = sorted(p.implementers | p.receivers)[:TITLE_WORDS]
    return [("d", hand, sector) for hand in hands for sector in beside_places(p.activity.sectors)]


def _names_in_description(p: Prepared) -> list[Thing]:
    rare = {s: w for s, w in p.description.items() if w >= RARE}
    return [("w", s) for s in _rarest(rare, _heaviest(rare))]


def _rarest(terms: dict[str, int], row: list[str]) -> list[str]:
    return [s for s in row if RARE <= terms[s] != UNLISTED][:RARE_WORDS]


def _concepts_with_types(p: Prepared, concepts: list[str]) -> list[Thing]:
    """Concepts that are broad alone, with what is done or for whom."""
    done = (*sorted(p.activity.types)[:2], *sorted(p.activity.groups)[:2])
    return [("y", what, concept) for what in done for concept in concepts]


def _concepts_in_threes(p: Prepared) -> list[Thing]:
    """What a text is about, where no single word or concept of it is rare."""
    found = sorted(p.concepts - telling(), key=lambda c: (c in BROAD, c))[:TITLE_WORDS]
    return [("v", one, two, three) for one, two, three in combinations(sorted(found), 3)]


def _heaviest(terms: dict[str, int]) -> list[str]:
    return sorted((s for s, w in terms.items() if w > LIGHT), key=lambda s: (-terms[s], s))


def _pairs_of_organisations(p: Prepared) -> list[Thing]:
    found = sorted(p.implementers | p.receivers)[:TITLE_WORDS]
    return [("g", one, two) for one, two in combinations(found, 2)]


def _places(p: Prepared, rows: Rows) -> list[Thing]:
    """A place together with a sector or the most telling word."""
    if not p.places:
        return []
    beside = beside_places(p.activity.sectors) + [s for _, row in rows for s in row[:2]]
    return [("l", place, thing) for place in sorted(p.places)[:TITLE_WORDS] for thing in beside]


def beside_places(sectors: Iterable[str]) -> list[str]:
    """What of its sectors makes a place, an organisation, a day or a sum narrower."""
    return [sector[:7] for sector in sorted(sectors)[:2]]


def said_in_twos(p: Prepared) -> list[tuple[int, int]]:
    """Telling families of concepts alone (with ALONE), those of the title in twos, telling ones of descriptions."""
    titles, below = numbers(p.said.titles), numbers(p.said.descriptions)
    there = {number >> BITS for number in titles}
    first = most_telling(titles, SAID_IN_TITLE)
    further = most_telling([number for number in below if number >> BITS not in there], SAID_BELOW)
    alone, below_alone = ([(n >> BITS, ALONE) for n in row if n & MASK >= TELLING] for row in (first, further))
    return [*alone, *combinations(sorted([number >> BITS for number in first]), 2), *below_alone]
