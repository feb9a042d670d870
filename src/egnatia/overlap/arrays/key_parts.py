"""What is looked for in each economy by the keys of an activity, in compiled loops.

The same as `keys.spread` finds, in the same order, from the numbers of what it states and says.
"""

from typing import NamedTuple

import numpy as np

from egnatia.language import RARE, UNLISTED
from egnatia.overlap.arrays.compilation import compiled, part
from egnatia.overlap.arrays.facts import EVERYONE, BatchFacts, TermArrays
from egnatia.overlap.arrays.key_hashes import FIRST, SECOND, THIRD
from egnatia.overlap.arrays.tables import (
    FUNDERS,
    GROUPS,
    HANDS,
    OBJECTIVES,
    PLACES,
    RECEIVERS,
    SECTORS,
    TAKERS,
    TYPES,
    Numbers,
    Small,
)
from egnatia.overlap.keys import LIGHT, MOST, MOST_EVERYONE, RARE_WORDS, TITLE_WORDS

MOST_CHAINS = MOST // 3
DONE = 2  # types, and groups, that stand beside a concept
BESIDE_PLACES = 2  # words of a title that do
# The letters of what is looked for, as `keys` has them.
(
    OF_TITLE, OF_CHAIN, OF_RECEIVER, OF_OBJECTIVE, OF_CONCEPT, OF_WORD, OF_TYPE, OF_PAIR, OF_PARTNERS, OF_PLACE,
    OF_THREE, OF_DAY, OF_PURPOSE, OF_ROUND_SUM,
) = map(ord, "tcrokwypglvbda")  # fmt: skip


class Bench(NamedTuple):
    """Where what is looked for lies while it is found for one activity."""

    things: Numbers
    row: Small  # stems of its titles, title by title: those that are no light ones, the heaviest first
    row_at: Numbers
    few: Small  # some stems or concepts in another order, with room for one too many


@compiled
def bench_of(of: BatchFacts) -> Bench:
    """Room for the activity with the most titles and the one with the most words in them."""
    titles = stems = 0
    for activity in range(len(of.stated.titles_to)):
        begin, end = begin_of(of.stated.titles_to, activity), of.stated.titles_to[activity]
        titles = max(titles, end - begin)
        stems = max(stems, begin_of(of.stated.stems_to, end) - begin_of(of.stated.stems_to, begin))
    return Bench(
        np.empty(MOST + MOST_CHAINS, np.int64),
        np.empty(stems, np.int32),
        np.zeros(titles + 1, np.int64),
        np.empty(max(TITLE_WORDS, RARE_WORDS) + 1, np.int32),
    )


@part
def begin_of(ends: Numbers, row: int) -> int:
    """Where a row begins, of rows of which the ends are known."""
    return int(ends[row - 1]) if row else 0


@part
def named_in(of: BatchFacts, activity: int, sort: int) -> tuple[int, int]:
    """Where the members of a set of an activity begin and end, in the order of their names."""
    number = of.stated.sets[activity, sort]
    return of.members.named_at[number], of.members.named_at[number + 1]


@part
def _lay_titles(of: BatchFacts, bench: Bench, activity: int) -> None:
    """Puts its titles on the bench."""
    stated, filled = of.stated, 0
    begin = begin_of(stated.titles_to, activity)
    for title in range(begin, stated.titles_to[activity]):
        first = filled
        for place in range(begin_of(stated.stems_to, title), stated.stems_to[title]):
            if of.terms.weights[stated.stems[place]] > LIGHT:
                filled = _put_heaviest(of.terms, stated.stems[place], bench.row, first, filled)
        bench.row_at[title - begin + 1] = filled


@part
def _put_heaviest(terms: TermArrays, stem: int, row: Small, first: int, end: int) -> int:
    """Puts a stem in its place between `first` and `end`: the heaviest first, of one weight in the order of letters."""
    place = end
    while place > first and _heavier(terms, stem, row[place - 1]):
        row[place] = row[place - 1]
        place -= 1
    row[place] = stem
    return end + 1


@part
def _heavier(terms: TermArrays, one: int, other: int) -> bool:
    if terms.weights[one] != terms.weights[other]:
        return bool(terms.weights[one] > terms.weights[other])
    return _spelt_before(terms, one, other)


@part
def _spelt_before(terms: TermArrays, one: int, other: int) -> bool:
    here, there = terms.letters_at[one], terms.letters_at[other]
    length, other_length = terms.letters_at[one + 1] - here, terms.letters_at[other + 1] - there
    for place in range(min(length, other_length)):
        if terms.letters[here + place] != terms.letters[there + place]:
            return bool(terms.letters[here + place] < terms.letters[there + place])
    return bool(length < other_length)


@part
def _put(bench: Bench, thing: int, found: int) -> int:
    """Adds what is looked for, unless it was before or there is no room left."""
    if found == len(bench.things):
        return found
    for place in range(found):
        if bench.things[place] == thing:
            return found
    bench.things[found] = thing
    return found + 1


@part
def things_of(of: BatchFacts, bench: Bench, activity: int) -> tuple[int, int, int]:
    """What is looked for, as `keys._things` has it: how much, and where chains begin and end."""
    _lay_titles(of, bench, activity)
    found = _titles(of, bench, activity)
    if of.stated.sums[activity]:
        found = _put(bench, of.stated.sums[activity], found)
    chains = found
    further = found = _chains(of, bench, activity, found)
    found = _each_with(of, bench, activity, EVERYONE, OF_DAY, of.stated.begun[activity], found)
    found = _alone(of, bench, activity, RECEIVERS, OF_RECEIVER, found)
    found = _alone(of, bench, activity, OBJECTIVES, OF_OBJECTIVE, found)
    found = _concepts(of, bench, activity, found)
    for title in range(_titles_of(of, activity)):
        found = _rarest(of, bench, bench.row_at[title], bench.row_at[title + 1], found)
    found = _each_with(of, bench, activity, SECTORS, OF_DAY, of.stated.begun[activity], found)
    found = _purposes(of, bench, activity, found)
    for title in range(_titles_of(of, activity)):
        found = _pairs(of, bench, title, found)
    found = _each_with(of, bench, activity, EVERYONE, OF_ROUND_SUM, of.stated.round_sums[activity], found)
    found = _each_with(of, bench, activity, SECTORS, OF_ROUND_SUM, of.stated.round_sums[activity], found)
    found = _with_concepts(of, bench, activity, TYPES, found)
    found = _with_concepts(of, bench, activity, GROUPS, found)
    found = _partners(of, bench, activity, found)
    found = _places(of, bench, activity, found)
    found = _names_in_description(of, bench, activity, found)
    return _threes(of, bench, activity, found), chains, further


@part
def _titles_of(of: BatchFacts, activity: int) -> int:
    return int(of.stated.titles_to[activity]) - begin_of(of.stated.titles_to, activity)


@part
def _titles(of: BatchFacts, bench: Bench, activity: int) -> int:
    begin, found = begin_of(of.stated.titles_to, activity), 0
    for title in range(_titles_of(of, activity)):
        thing = OF_TITLE
        for place in range(bench.row_at[title], bench.row_at[title + 1]):
            thing ^= of.terms.parts[bench.row[place], FIRST]
        if bench.row_at[title] == bench.row_at[title + 1]:
            thing ^= of.stated.plain[begin + title]
        found = _put(bench, thing, found)
    return found


@part
def _chains(of: BatchFacts, bench: Bench, activity: int, found: int) -> int:
    most = found + MOST_CHAINS
    begin, end = named_in(of, activity, EVERYONE)
    first, last = named_in(of, activity, TAKERS)
    for hand in range(begin, end):
        above = _is_in(of, activity, HANDS, hand)
        below = _is_in(of, activity, TAKERS, hand)
        for source in range(first, last):
            if found == most or of.members.named[hand, FIRST] == of.members.named[source, FIRST]:
                continue
            if above or (below and _is_in(of, activity, FUNDERS, source)):
                chain = of.members.named[hand, FIRST] ^ of.members.named[source, SECOND]
                found = _put(bench, OF_CHAIN ^ chain, found)
    return found


@part
def _each_with(of: BatchFacts, bench: Bench, activity: int, sort: int, letter: int, stated: int, found: int) -> int:  # noqa: PLR0913, PLR0917 - whose, what and how it is marked
    """Each organisation or sector with a day or a sum, if one is stated."""
    begin, end = named_in(of, activity, sort)
    for place in range(begin, min(begin + MOST_EVERYONE, end)):
        if stated:
            found = _put(bench, letter ^ of.members.named[place, FIRST] ^ stated, found)
    return found


@part
def _purposes(of: BatchFacts, bench: Bench, activity: int, found: int) -> int:
    """Who works in a sector."""
    begin, end = named_in(of, activity, HANDS)
    first, last = named_in(of, activity, SECTORS)
    for hand in range(begin, min(begin + TITLE_WORDS, end)):
        for sector in range(first, last):
            purpose = of.members.named[hand, FIRST] ^ of.members.named[sector, SECOND]
            found = _put(bench, OF_PURPOSE ^ purpose, found)
    return found


@part
def _is_in(of: BatchFacts, activity: int, sort: int, member: int) -> bool:
    begin, end = named_in(of, activity, sort)
    for place in range(begin, end):  # noqa: SIM110 - a generator makes objects
        if of.members.named[place, FIRST] == of.members.named[member, FIRST]:
            return True
    return False


@part
def _alone(of: BatchFacts, bench: Bench, activity: int, sort: int, letter: int, found: int) -> int:  # noqa: PLR0913, PLR0917 - whose, what and how it is marked
    begin, end = named_in(of, activity, sort)
    for place in range(begin, end):
        found = _put(bench, letter ^ of.members.named[place, FIRST], found)
    return found


@part
def _concepts(of: BatchFacts, bench: Bench, activity: int, found: int) -> int:
    told = of.told
    for place in range(begin_of(told.concepts_to, 2 * activity), told.concepts_to[2 * activity + 1]):
        concept = told.concepts[place]
        if of.terms.telling[concept]:
            found = _put(bench, OF_CONCEPT ^ of.terms.concept_parts[concept, FIRST], found)
    return found


@part
def _rarest(of: BatchFacts, bench: Bench, begin: int, end: int, found: int) -> int:
    """Those of the heaviest stems that are rare."""
    left = RARE_WORDS
    for place in range(begin, end):
        stem = bench.row[place]
        if left and RARE <= of.terms.weights[stem] != UNLISTED:
            found = _put(bench, OF_WORD ^ of.terms.parts[stem, FIRST], found)
            left -= 1
    return found


@part
def _with_concepts(of: BatchFacts, bench: Bench, activity: int, sort: int, found: int) -> int:
    """What is done or for whom, with concepts."""
    told = of.told
    begin, end = named_in(of, activity, sort)
    first = begin_of(told.concepts_to, 2 * activity)
    last = min(first + TITLE_WORDS, told.concepts_to[2 * activity + 1])
    for place in range(begin, min(begin + DONE, end)):
        for at in range(first, last):
            concept = of.terms.concept_parts[told.concepts[at], SECOND]
            found = _put(bench, OF_TYPE ^ of.members.named[place, FIRST] ^ concept, found)
    return found


@part
def _pairs(of: BatchFacts, bench: Bench, title: int, found: int) -> int:
    """The heaviest stems of a title in twos."""
    begin = bench.row_at[title]
    count = min(TITLE_WORDS, bench.row_at[title + 1] - begin)
    for filled in range(count):
        stem, place = bench.row[begin + filled], filled
        while place and _spelt_before(of.terms, stem, bench.few[place - 1]):
            bench.few[place] = bench.few[place - 1]
            place -= 1
        bench.few[place] = stem
    for one in range(count):
        for two in range(one + 1, count):
            pair = of.terms.parts[bench.few[one], FIRST] ^ of.terms.parts[bench.few[two], SECOND]
            found = _put(bench, OF_PAIR ^ pair, found)
    return found


@part
def _partners(of: BatchFacts, bench: Bench, activity: int, found: int) -> int:
    begin, end = named_in(of, activity, HANDS)
    end = min(begin + TITLE_WORDS, end)
    for one in range(begin, end):
        for two in range(one + 1, end):
            pair = of.members.named[one, FIRST] ^ of.members.named[two, SECOND]
            found = _put(bench, OF_PARTNERS ^ pair, found)
    return found


@part
def _places(of: BatchFacts, bench: Bench, activity: int, found: int) -> int:
    begin, end = named_in(of, activity, PLACES)
    first, last = named_in(of, activity, SECTORS)
    for place in range(begin, min(begin + TITLE_WORDS, end)):
        here = OF_PLACE ^ of.members.named[place, FIRST]
        for sector in range(first, last):
            found = _put(bench, here ^ of.members.named[sector, SECOND], found)
        for title in range(_titles_of(of, activity)):
            heaviest = bench.row_at[title]
            for at in range(heaviest, min(heaviest + BESIDE_PLACES, bench.row_at[title + 1])):
                found = _put(bench, here ^ of.terms.parts[bench.row[at], SECOND], found)
    return found


@part
def _names_in_description(of: BatchFacts, bench: Bench, activity: int, found: int) -> int:
    """The heaviest of the rare stems of its descriptions."""
    told, terms, filled = of.told, of.terms, 0
    for place in range(begin_of(told.stems_to, activity), told.stems_to[activity]):
        stem = told.stems[place]
        if RARE <= terms.weights[stem] != UNLISTED:
            filled = min(_put_heaviest(terms, stem, bench.few, 0, filled), RARE_WORDS)
    for place in range(filled):
        found = _put(bench, OF_WORD ^ terms.parts[bench.few[place], FIRST], found)
    return found


@part
def _threes(of: BatchFacts, bench: Bench, activity: int, found: int) -> int:
    """Concepts that are not telling, in threes: those that are broad only where there are few others."""
    count = 0
    for broad in (False, True):
        count = _least(of, bench, activity, broad, count)
    for filled in range(count):
        _put_least(bench.few[filled], bench.few, 0, filled)
    parts = of.terms.concept_parts
    for one in range(count):
        for two in range(one + 1, count):
            pair = parts[bench.few[one], FIRST] ^ parts[bench.few[two], SECOND]
            for three in range(two + 1, count):
                found = _put(bench, OF_THREE ^ pair ^ parts[bench.few[three], THIRD], found)
    return found


@part
def _least(of: BatchFacts, bench: Bench, activity: int, broad: bool, begin: int) -> int:
    """Adds the first of the concepts that are not telling, in the order of their names, as far as there is room."""
    told, end = of.told, begin
    for at in range(begin_of(told.concepts_to, 2 * activity), told.concepts_to[2 * activity + 1]):
        concept = told.concepts[at]
        if of.terms.telling[concept] or of.terms.broad[concept] != broad:
            continue
        end = min(_put_least(concept, bench.few, begin, end), TITLE_WORDS)
    return end


@part
def _put_least(number: int, row: Small, first: int, end: int) -> int:
    """Puts a number in its place between `first` and `end`."""
    place = end
    while place > first and number < row[place - 1]:
        row[place] = row[place - 1]
        place -= 1
    row[place] = number
    return end + 1
