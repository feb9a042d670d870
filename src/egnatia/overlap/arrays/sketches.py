"""A short row for each activity, by which most pairs that cannot match are turned down at once: compiled loops.

What is compared of a million activities lies far apart in memory, and takes longer to fetch than to compare. So sets
are folded into a few bits here, titles into shares and words into where they are marked: what has no bit in common has
no member in common, and what looks alike here may be alike. `arrays/thresholds.py` and `arrays/similarity.py` turn down
only what `arrays.score.may_match` would turn down.
"""

import math

import numpy as np

from egnatia.overlap.arrays.compilation import compiled, part
from egnatia.overlap.arrays.features import bounds, ones, without_names, worth_in_both
from egnatia.overlap.arrays.tables import (
    BITS,
    CONCEPTS,
    ECONOMIES,
    GROUPS,
    LISTS,
    NAMES,
    SETS,
    SIGNS,
    TYPES,
    ActivityTable,
    Marked,
    Numbers,
    Sketches,
    Small,
    Thresholds,
)
from egnatia.overlap.concepts import BITS as WORTH_BITS
from egnatia.overlap.concepts import MASK as WORTH_MASK

LINE = 8  # numbers of 64 bits that are fetched together
AHEAD = 16  # activities that are read ahead
FOLD = 31  # pairs of bits that a set is folded into; the second of each pair is of those whose code is odd
EVERY = (1 << 2 * FOLD) - 1
ODD = EVERY // 3 * 2
# In the place of economies, which hardly tell two apart that meet, and of lists: names, folded in two other ways.
AGAIN, ONCE_MORE = ECONOMIES, LISTS
COUNTED = (TYPES, GROUPS, CONCEPTS)  # sets of which it counts how many members are shared
# What stands behind the sets: days, a number per source and money, languages, the only list that sectors are of (else
# 0), the size, and which trigrams titles have.
FIRST, LAST, GROUP, TONGUES, ONE_LIST, SIZE, HALF = range(SETS, SETS + 7)
HALVES = 2  # numbers that signs are folded into
FACTS = HALF + HALVES
SHELVES = 32  # that the words of a title are laid on
WHOLE = 250  # what a title amounts to whose words lie on one shelf
MARKS = 4096  # places where the words of an activity are marked
# Where words stand that are not rare, and rare ones after them; behind their end what titles mean, and descriptions.
DESCRIPTION, RARE_BELOW, TITLES, RARE_ABOVE, END, MEANT_BELOW, MEANT_END = range(7)
# What words weigh, and those that are not rare; what is meant is worth.
WEIGHT, OF_TITLES, COMMON, COMMON_TITLES, MEANT_TITLES, MEANT = range(7, 13)
TEXTS = 2 * LINE
WORTHS = 16  # in which what a family is worth is rounded up, to stand in as few bits as the weight of a word
MARKED = 4 * LINE  # words that are fetched together


@compiled
def sketched(table: ActivityTable, order: Numbers, limits: Thresholds) -> Sketches:
    """Sketches of activities, of the first in `order` first."""
    count = len(order)
    facts = np.zeros((count, FACTS), dtype=np.int64)
    sketches = Sketches(
        facts,
        facts.view(np.float64),
        np.zeros((count, SHELVES), dtype=np.uint8),
        np.zeros(count, dtype=np.int32),
        np.empty(len(table.words) + len(table.said) + MARKED * count + 1, dtype=np.uint16),
        np.empty((count, TEXTS), dtype=np.int32),
    )
    filled, read = 0, np.int64(0)
    for place in range(count):
        if place % AHEAD == 0:
            read ^= at_hand(table, order[place : place + AHEAD])
        filled = sketch(table, order[place], sketches, place, filled, limits)
    sketches.words[filled] = read & 1  # behind the last word: the compiler leaves out whose result is not kept
    return sketches


@part
def at_hand(table: ActivityTable, order: Numbers) -> int:
    """Reads a little of all that is asked for next (see `arrays/prefetch.py`)."""
    read = np.int64(0)
    for a in order:
        text = table.titles_from[a] - 1
        read ^= np.int64(table.first[a] ^ table.last[a] ^ table.group[a] ^ table.tongues[a])
        read ^= np.int64(table.whole[text] ^ table.signs[text, 0]) ^ np.int64(table.in_euro[a] > 0.0)
        for at in range(table.sets_at[a * SETS], table.sets_at[(a + 1) * SETS], LINE):
            read ^= table.sets[at]
        for at in range(table.words_at[text], table.words_at[table.titles_to[a]], 2 * LINE):
            read ^= np.int64(table.words[at])
        for at in range(table.said_at[2 * a], table.said_at[2 * a + 2], 2 * LINE):
            read ^= np.int64(table.said[at])
    return int(read)


@part
def sketch(table: ActivityTable, a: int, sketches: Sketches, place: int, filled: int, limits: Thresholds) -> int:  # noqa: PLR0913, PLR0917 - whose, and where it goes
    """Puts the sketch of an activity in its place; where its last word stands."""
    facts, texts = sketches.facts[place], sketches.texts[place]
    for kind in range(SETS):
        facts[kind] = folded(table, a, kind, 1)
    facts[AGAIN], facts[ONCE_MORE] = folded(table, a, NAMES, FOLD), folded(table, a, NAMES, FOLD * FOLD)
    facts[FIRST], facts[LAST] = table.first[a], table.last[a]
    facts[GROUP], facts[TONGUES] = table.group[a], table.tongues[a]
    begin, end = bounds(table, a, LISTS)
    if end - begin == 1:
        facts[ONE_LIST] = table.sets[begin]
    sketches.shares[place, SIZE] = math.log2(table.in_euro[a]) / 4 if table.in_euro[a] > 0.0 else math.nan
    weigh_texts(table, a, texts, limits)
    filled = mark_words(table, a, sketches.words, texts, filled, limits)
    filled = mark_meaning(table, a, sketches.words, texts, filled)
    for title in range(table.titles_from[a], table.titles_to[a]):
        lay_out(table, title, sketches, place)
    if table.titles_to[a] - table.titles_from[a] == 1:
        sketches.trigrams[place] = table.trigrams[table.titles_from[a]]
    return (filled + MARKED - 1) // MARKED * MARKED


@part
def weigh_texts(table: ActivityTable, a: int, texts: Small, limits: Thresholds) -> None:
    """What the words of an activity and what it says in concepts are worth; of several titles the least."""
    first, end = table.titles_from[a], table.titles_to[a]
    texts[WEIGHT], texts[COMMON] = table.whole[first - 1], without_names(table, first - 1, limits)
    texts[OF_TITLES] = texts[COMMON_TITLES] = 0
    for title in range(first, end):
        texts[OF_TITLES] = lesser(texts[OF_TITLES], table.whole[title])
        texts[COMMON_TITLES] = lesser(texts[COMMON_TITLES], without_names(table, title, limits))
    texts[MEANT_TITLES] = worth_in_both(table, 2 * a, table, 2 * a, False)
    texts[MEANT] = worth_in_both(table, 2 * a + 1, table, 2 * a + 1, False)


@part
def mark_words(table: ActivityTable, a: int, words: Marked, texts: Small, filled: int, limits: Thresholds) -> int:  # noqa: PLR0913, PLR0917 - as above
    """Adds the words of an activity; where the last one stands."""
    first, end = table.titles_from[a], table.titles_to[a]
    begins = (table.words_at[first - 1], table.words_at[first], table.words_at[end])
    for text in range(2):
        for rare in range(2):
            texts[2 * text + rare] = filled
            for at in range(begins[text], begins[text + 1]):
                word = table.words[at]
                if (word & 15 >= limits.name_weight) == (rare == 1):
                    words[filled] = ((word >> 4) % MARKS) << 4 | (word & 15)
                    filled += 1
    texts[END] = filled
    return filled


@part
def mark_meaning(table: ActivityTable, a: int, words: Marked, texts: Small, filled: int) -> int:
    """Adds what an activity says in concepts; where that ends."""
    for text in range(2):
        for at in range(table.said_at[2 * a + text], table.said_at[2 * a + text + 1]):
            worth = (table.said[at] & WORTH_MASK) + WORTHS - 1
            words[filled] = ((table.said[at] >> WORTH_BITS) % MARKS) << 4 | (worth // WORTHS - 1)
            filled += 1
        texts[MEANT_BELOW + text] = filled
    return filled


@part
def lesser(one: int, other: int) -> int:
    """Of those that are not 0."""
    return min(one, other) if one and other else max(one, other)


@part
def folded(table: ActivityTable, a: int, kind: int, way: int) -> int:
    """A bit for each member of a set; all bits where members are counted, and two of them fall on one."""
    begin, end = bounds(table, a, kind)
    bits = 0
    for member in range(begin, end):
        code = table.sets[member]
        bit = 1 << (2 * ((code >> 1) // way % FOLD) + (code & 1))
        if bits & bit and kind in COUNTED:
            return EVERY
        bits |= bit
    return bits


@part
def lay_out(table: ActivityTable, title: int, sketches: Sketches, place: int) -> None:
    """The words of a title on shelves, so that the products of two are at least their cosine; its signs in halves."""
    for shelf in range(SHELVES):
        weight = 0
        for at in range(table.words_at[title], table.words_at[title + 1]):
            word = table.words[at]
            if (word >> 4) % SHELVES == shelf:
                weight += (word & 15) * (word & 15)
        if weight:
            share = math.ceil(WHOLE * math.sqrt(weight / table.whole[title]))
            sketches.titles[place, shelf] = max(share, sketches.titles[place, shelf])
    for sign in range(SIGNS):
        bits = int(table.signs[title, sign])
        sketches.facts[place, HALF + sign % HALVES] |= bits << (BITS * (sign // HALVES % 2))


@part
def strangers(s: Sketches, a: int, b: int) -> bool:
    """As `concepts.apart`."""
    mine, theirs = s.facts[a, TONGUES], s.facts[b, TONGUES]
    return bool(mine and theirs and not mine & theirs)


@part
def shared_bits(s: Sketches, a: int, b: int, kind: int) -> int:
    """At least how many members are shared, of sets that are counted."""
    return ones(s.facts[a, kind] & s.facts[b, kind])
