"""A short row for each activity, by which most pairs that cannot match are turned down at once: compiled loops.

What is compared of a million activities lies far apart in memory, and takes longer to fetch than to compare. So sets
are folded into a few bits here, and titles into shares. What has no bit in common has no member in common; what looks
alike here may be alike: `unlike` turns down only what `kernels.may_match` would turn down too.
"""

import math

import numpy as np

from egnatia.overlap.agreeing import MOST_OF_WORDS
from egnatia.overlap.agreement import (
    DAYS_OF_A_MONTH,
    DAYS_OF_A_SEASON,
    DAYS_OF_AN_END,
    ENOUGH,
    ENOUGH_IN_OTHER_SECTORS,
    FAR_START,
    NEAR_AMOUNT,
    ONE_AMOUNT,
    ONE_END,
    ONE_HAND,
    ONE_START,
    ONE_SUM,
)
from egnatia.overlap.compiled import compiled, part
from egnatia.overlap.merging import bounds, ones
from egnatia.overlap.tables import (
    BITS,
    ECONOMIES,
    EXACT_SECTORS,
    FUNDERS,
    GROUPS,
    HANDS,
    LISTS,
    MONEY,
    NAMES,
    OBJECTIVES,
    PLACES,
    RECEIVERS,
    SECTORS,
    SETS,
    SIGNS,
    TAKERS,
    TITLE_CONCEPTS,
    TYPES,
    UNDATED,
    Limits,
    Numbers,
    Sketches,
    Table,
)

FOLD = 62  # bits that a set is folded into
EVERY = (1 << FOLD) - 1
AGAIN = ECONOMIES  # in their place, for they hardly tell two apart that meet: names, folded in another way
SHELVES = 32  # that the words of a title are laid on
WHOLE = 250  # what a title amounts to whose words lie on one shelf
HALVES = 2  # numbers that signs are folded into
LITTLE = 1e-6  # sums of floats in another order, and shorter floats


@compiled
def sketched(table: Table, order: Numbers) -> Sketches:
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
    )
    for place in range(count):
        sketch(table, order[place], sketches, place)
    return sketches


@part
def sketch(table: Table, a: int, sketches: Sketches, place: int) -> None:
    """Puts the sketch of an activity in its place."""
    for kind in range(SETS):
        sketches.sets[place, kind] = folded(table, a, kind, 1)
    sketches.sets[place, AGAIN] = folded(table, a, NAMES, FOLD)
    begin, end = bounds(table, a, LISTS)
    if end - begin == 1:
        sketches.one_list[place] = table.sets[begin]
    sketches.size[place] = math.log2(table.in_euro[a]) / 4 if table.in_euro[a] > 0.0 else math.nan
    for title in range(table.titles_from[a], table.titles_to[a]):
        lay_out(table, title, sketches, place)
    if table.titles_to[a] - table.titles_from[a] == 1:
        sketches.trigrams[place] = table.trigrams[table.titles_from[a]]


@part
def folded(table: Table, a: int, kind: int, way: int) -> int:
    """A bit for each member of a set. Types and groups are counted too: all bits where two of them fall on one."""
    begin, end = bounds(table, a, kind)
    bits = 0
    for member in range(begin, end):
        bit = 1 << ((table.sets[member] >> 1) // way % FOLD)
        if bits & bit and (kind == TYPES or kind == GROUPS):  # noqa: PLR1714 - a tuple is made for each
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
def unlike(s: Sketches, a: int, b: int, limits: Limits) -> bool:
    """Whether these two cannot match."""
    if connected(s, a, b, limits):
        return False
    dated = s.first[a] != UNDATED and s.first[b] != UNDATED
    days = min(s.last[a], s.last[b]) - max(s.first[a], s.first[b]) + 1
    if dated and days <= 0:
        return True
    titles, facts = of_titles(s, a, b), of_facts(s, a, b, limits) if dated else -ENOUGH
    if titles >= limits.near_equal - LITTLE or spelled_alike(s, a, b, limits.near_equal):
        return False
    if maybe_one(s, a, b, facts, limits):
        return False
    if of_other_sectors(s, a, b) and not in_spite_of_sectors(s, a, b, titles, facts, limits):
        return True
    time = limits.time * (0.5 + 0.5 * days / shorter(s, a, b)) if dated else 0.0
    return limits.floor - time - strength_of_facts(s, a, b, limits) > limits.text + LITTLE


@part
def connected(s: Sketches, a: int, b: int, limits: Limits) -> bool:
    """Whether a name, a receiver, an objective or a payment may connect them."""
    mine, theirs = s.sets[a], s.sets[b]
    if mine[NAMES] & theirs[NAMES] and mine[AGAIN] & theirs[AGAIN]:
        return True
    if (mine[OBJECTIVES] & theirs[OBJECTIVES]) | (mine[RECEIVERS] & theirs[RECEIVERS]):
        return True
    return passes(s, a, b, limits) or passes(s, b, a, limits)


@part
def passes(s: Sketches, upper: int, lower: int, limits: Limits) -> bool:
    """At least `kernels.passes`."""
    mine, theirs = s.sets[upper], s.sets[lower]
    if not mine[HANDS] & theirs[TAKERS] or (theirs[FUNDERS] and not theirs[FUNDERS] & mine[TAKERS]):
        return False
    begins_before = s.first[lower] < s.first[upper] - limits.nested_days
    return not (begins_before or s.last[lower] > s.last[upper] + limits.nested_days)


@part
def of_titles(s: Sketches, a: int, b: int) -> float:
    """At least `merging.of_titles`."""
    found = 0
    for shelf in range(SHELVES):
        found += int(s.titles[a, shelf]) * int(s.titles[b, shelf])
    return found / (WHOLE * WHOLE)


@part
def spelled_alike(s: Sketches, a: int, b: int, floor: float) -> bool:
    """Whether titles may be spelled alike: if there are several, they may."""
    mine, theirs = s.trigrams[a], s.trigrams[b]
    least = floor * (mine + theirs) / 2
    if mine == 0 or theirs == 0:
        return True
    for half in range(HALVES):
        if min(mine, theirs) < least:
            return False
        mine -= ones(s.signs[a, half] & ~s.signs[b, half])
        theirs -= ones(s.signs[b, half] & ~s.signs[a, half])
    return bool(min(mine, theirs) >= least)


@part
def of_facts(s: Sketches, a: int, b: int, limits: Limits) -> int:
    """At least the points that `agreement.one_work` gives two that state dates for anything but words, or none."""
    amount = ONE_AMOUNT if one_size(s, a, b, limits) else NEAR_AMOUNT
    ends = ONE_END if abs(s.last[a] - s.last[b]) <= DAYS_OF_AN_END else 0
    days = abs(s.first[a] - s.first[b])
    starts = ONE_START if days <= DAYS_OF_A_MONTH else FAR_START if days > DAYS_OF_A_SEASON else 0
    hands = ONE_HAND if s.sets[a, HANDS] & s.sets[b, HANDS] else 0
    if amount < ONE_SUM and not ends and starts < ONE_START and not (hands and not starts):
        return -ENOUGH
    return amount + ends + starts + hands


@part
def one_size(s: Sketches, a: int, b: int, limits: Limits) -> bool:
    """Whether the amounts may be within five percent."""
    apart = abs(s.size[a] - s.size[b])
    return not apart > 1.0 - limits.equal_size + LITTLE  # True where one is not a number


@part
def maybe_one(s: Sketches, a: int, b: int, facts: int, limits: Limits) -> bool:
    """Whether they may be one work of one money, or one that is told in two languages."""
    one_money = s.sets[a, MONEY] & s.sets[b, MONEY] != 0
    if one_money and facts >= ENOUGH - MOST_OF_WORDS:
        return True
    one_start = abs(s.first[a] - s.first[b]) <= limits.start_days
    return strangers(s, a, b) and one_money + one_start + one_size(s, a, b, limits) > 1


@part
def strangers(s: Sketches, a: int, b: int) -> bool:
    """As `said.apart`."""
    mine, theirs = s.tongues[a], s.tongues[b]
    return bool(mine and theirs and not mine & theirs)


@part
def of_other_sectors(s: Sketches, a: int, b: int) -> bool:
    """Whether both state sectors of no list but one, and none is common; where objectives count too, never."""
    mine, theirs = s.sets[a], s.sets[b]
    if not s.one_list[a] or s.one_list[a] != s.one_list[b] or mine[SECTORS] & theirs[SECTORS]:
        return False
    return not (mine[OBJECTIVES] and theirs[OBJECTIVES])


@part
def in_spite_of_sectors(s: Sketches, a: int, b: int, titles: float, facts: int, limits: Limits) -> bool:  # noqa: PLR0913, PLR0917 - two rows and what is known of them
    """Whether anything may outweigh different sectors."""
    if titles >= limits.sector_floor - LITTLE or facts >= ENOUGH_IN_OTHER_SECTORS - MOST_OF_WORDS:
        return True
    return s.sets[a, TITLE_CONCEPTS] & s.sets[b, TITLE_CONCEPTS] != 0 or strangers(s, a, b)


@part
def strength_of_facts(s: Sketches, a: int, b: int, limits: Limits) -> float:
    """At least what all parts but texts, time and receivers add to the strength of an overlap."""
    mine, theirs = s.sets[a], s.sets[b]
    found = limits.place
    if mine[PLACES] and theirs[PLACES] and not mine[PLACES] & theirs[PLACES]:
        found *= limits.many
    if (mine[OBJECTIVES] and theirs[OBJECTIVES]) or mine[EXACT_SECTORS] & theirs[EXACT_SECTORS]:
        found += limits.purpose
    elif mine[SECTORS] & theirs[SECTORS]:
        found += limits.purpose * 0.5
    found += limits.kind * share(s, a, b, TYPES) + limits.audience * share(s, a, b, GROUPS)
    apart = abs(s.size[a] - s.size[b])
    return found + limits.size * (1.0 - min(1.0, apart) if apart >= 0.0 else 1.0)


@part
def share(s: Sketches, a: int, b: int, kind: int) -> float:
    """At least `merging.share`."""
    mine, theirs = s.sets[a, kind], s.sets[b, kind]
    return ones(mine & theirs) / min(ones(mine), ones(theirs)) if mine & theirs else 0.0


@part
def shorter(s: Sketches, a: int, b: int) -> int:
    """Days of the shorter one."""
    days: int = min(s.last[a] - s.first[a], s.last[b] - s.first[b]) + 1
    return days
