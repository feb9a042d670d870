"""A short row for each activity, by which most pairs that cannot match are turned down at once: compiled loops.

What is compared of a million activities lies far apart in memory, and takes longer to fetch than to compare. So sets
are folded into a few bits here, and titles into shares: what has no bit in common has no member in common, and what
looks alike here may be alike. `needed.py` and `likeness.py` turn down only what `possible.may_match` would turn down.
"""

import math

import numpy as np

from egnatia.overlap.compiled import compiled, part
from egnatia.overlap.merging import bounds, ones, without_names, worth_in_both
from egnatia.overlap.tables import (
    BITS,
    CONCEPTS,
    ECONOMIES,
    GROUPS,
    LISTS,
    NAMES,
    SETS,
    SIGNS,
    TYPES,
    Limits,
    Numbers,
    Sketches,
    Small,
    Table,
)

FOLD = 31  # pairs of bits that a set is folded into; the second of each pair is of those whose code is odd
EVERY = (1 << 2 * FOLD) - 1
ODD = EVERY // 3 * 2
AGAIN = ECONOMIES  # in their place, for they hardly tell two apart that meet: names, folded in another way
COUNTED = (TYPES, GROUPS, CONCEPTS)  # sets of which it counts how many members are shared
SHELVES = 32  # that the words of a title are laid on
WHOLE = 250  # what a title amounts to whose words lie on one shelf
HALVES = 2  # numbers that signs are folded into


@compiled
def sketched(table: Table, order: Numbers, limits: Limits) -> Sketches:
    """Sketches of activities, of the first in `order` first."""
    count = len(order)
    sketches = Sketches(
        table.first[order].astype(np.int32),
        table.last[order].astype(np.int32),
        table.group[order].astype(np.int32),
        table.tongues[order].astype(np.int32),
        np.zeros(count, dtype=np.int64),
        np.empty(count, dtype=np.float64),
        np.empty((count, SETS), dtype=np.int64),
        np.zeros((count, SHELVES), dtype=np.uint8),
        np.zeros(count, dtype=np.int32),
        np.zeros((count, HALVES), dtype=np.int64),
        np.empty((count, 7), dtype=np.int32),
        np.empty((count, 5), dtype=np.int32),
    )
    for place in range(count):
        sketch(table, order[place], sketches, place, limits)
    return sketches


@part
def sketch(table: Table, a: int, sketches: Sketches, place: int, limits: Limits) -> None:
    """Puts the sketch of an activity in its place."""
    for kind in range(SETS):
        sketches.sets[place, kind] = folded(table, a, kind, 1)
    sketches.sets[place, AGAIN] = folded(table, a, NAMES, FOLD)
    begin, end = bounds(table, a, LISTS)
    if end - begin == 1:
        sketches.one_list[place] = table.sets[begin]
    sketches.size[place] = math.log2(table.in_euro[a]) / 4 if table.in_euro[a] > 0.0 else math.nan
    find_texts(table, a, sketches.texts[place], sketches.said[place], limits)
    for title in range(table.titles_from[a], table.titles_to[a]):
        lay_out(table, title, sketches, place)
    if table.titles_to[a] - table.titles_from[a] == 1:
        sketches.trigrams[place] = table.trigrams[table.titles_from[a]]


@part
def find_texts(table: Table, a: int, texts: Small, said: Small, limits: Limits) -> None:
    """Where the words of an activity stand and what it says in concepts, and what both are worth; of several titles the
    least."""
    first, end = table.titles_from[a], table.titles_to[a]
    texts[0], texts[1], texts[2] = table.words_at[first - 1], table.words_at[first], table.words_at[end]
    texts[3], texts[5] = table.whole[first - 1], without_names(table, first - 1, limits)
    texts[4] = texts[6] = 0
    for title in range(first, end):
        texts[4] = lesser(texts[4], table.whole[title])
        texts[6] = lesser(texts[6], without_names(table, title, limits))
    said[0], said[1], said[2] = table.said_at[2 * a], table.said_at[2 * a + 1], table.said_at[2 * a + 2]
    said[3], said[4] = (
        worth_in_both(table, 2 * a, table, 2 * a, False),
        worth_in_both(table, 2 * a + 1, table, 2 * a + 1, False),
    )


@part
def lesser(one: int, other: int) -> int:
    """Of those that are not 0."""
    return min(one, other) if one and other else max(one, other)


@part
def folded(table: Table, a: int, kind: int, way: int) -> int:
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
def lay_out(table: Table, title: int, sketches: Sketches, place: int) -> None:
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
        sketches.signs[place, sign % HALVES] |= bits << (BITS * (sign // HALVES % 2))


@part
def strangers(s: Sketches, a: int, b: int) -> bool:
    """As `said.apart`."""
    mine, theirs = s.tongues[a], s.tongues[b]
    return bool(mine and theirs and not mine & theirs)


@part
def shared_bits(s: Sketches, a: int, b: int, kind: int) -> int:
    """At least how many members are shared, of sets that are counted."""
    return ones(s.sets[a, kind] & s.sets[b, kind])
