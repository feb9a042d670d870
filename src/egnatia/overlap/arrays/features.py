"""What two activities have in common, counted in sorted arrays: the compiled form of what `features.py` does with sets.

Each function walks through two ordered rows at once. A row of a set is found by `bounds`, one of a text by `words_at`.
"""

import math

from egnatia.overlap.arrays.compilation import part
from egnatia.overlap.arrays.tables import CONCEPTS, ECONOMIES, PLACES, SETS, TITLE_CONCEPTS, ActivityTable, Thresholds
from egnatia.overlap.concepts import BITS as WORTH_BITS
from egnatia.overlap.concepts import MASK as WORTH_MASK

ANY_WEIGHT = 16.0  # more than a stem may weigh


@part
def bounds(table: ActivityTable, a: int, kind: int) -> tuple[int, int]:
    """Where a set of activity `a` begins and ends."""
    row = a * SETS + kind
    return table.sets_at[row], table.sets_at[row + 1]


@part
def size(table: ActivityTable, a: int, kind: int) -> int:
    """How many members a set has."""
    begin, end = bounds(table, a, kind)
    return end - begin


@part
def stated(left: ActivityTable, a: int, right: ActivityTable, b: int, kind: int) -> bool:
    """Whether neither side is silent."""
    return size(left, a, kind) > 0 and size(right, b, kind) > 0


@part
def fewer(left: ActivityTable, a: int, right: ActivityTable, b: int, kind: int) -> int:
    """The size of the smaller set."""
    return min(size(left, a, kind), size(right, b, kind))


@part
def common(left: ActivityTable, a: int, right: ActivityTable, b: int, kind: int) -> int:
    """How many members both have."""
    i, end = bounds(left, a, kind)
    j, stop = bounds(right, b, kind)
    found = 0
    while i < end and j < stop:
        mine, theirs = left.sets[i], right.sets[j]
        found += mine == theirs
        i += mine <= theirs
        j += theirs <= mine
    return found


@part
def meet_of(left: ActivityTable, a: int, kind: int, right: ActivityTable, b: int, other: int) -> bool:  # noqa: PLR0913, PLR0917 - two sets by table, row, kind
    """Whether two sets, perhaps of different kinds, have a member in common."""
    i, end = bounds(left, a, kind)
    j, stop = bounds(right, b, other)
    while i < end and j < stop:
        mine, theirs = left.sets[i], right.sets[j]
        if mine == theirs:
            return True
        i += mine < theirs
        j += theirs < mine
    return False


@part
def meet(left: ActivityTable, a: int, right: ActivityTable, b: int, kind: int) -> bool:
    """Whether both have a member in common."""
    return meet_of(left, a, kind, right, b, kind)


@part
def share(left: ActivityTable, a: int, right: ActivityTable, b: int, kind: int) -> float:
    """Members in common, as a share of the smaller set; 0.0 where a side is silent."""
    if not stated(left, a, right, b, kind):
        return 0.0
    return common(left, a, right, b, kind) / fewer(left, a, right, b, kind)


@part
def proper(left: ActivityTable, a: int, right: ActivityTable, b: int) -> bool:
    """Whether an economy proper, not only the name of a region, is in common: its code is odd."""
    return odd_in_common(left, a, ECONOMIES, right, b, ECONOMIES)


@part
def telling(left: ActivityTable, a: int, right: ActivityTable, b: int) -> bool:
    """Whether a telling concept of a title of the left stands anywhere in the right: its code is odd."""
    return odd_in_common(left, a, TITLE_CONCEPTS, right, b, CONCEPTS)


@part
def odd_in_common(left: ActivityTable, a: int, kind: int, right: ActivityTable, b: int, other: int) -> bool:  # noqa: PLR0913, PLR0917 - as above
    """Whether a member whose code is odd is in common."""
    i, end = bounds(left, a, kind)
    j, stop = bounds(right, b, other)
    while i < end and j < stop:
        mine, theirs = left.sets[i], right.sets[j]
        if mine == theirs and mine & 1:
            return True
        i += mine <= theirs
        j += theirs <= mine
    return False


@part
def concept_likeness(left: ActivityTable, a: int, right: ActivityTable, b: int, limits: Thresholds) -> float:
    """As `features.concept_likeness`, 0.0 for None."""
    if size(left, a, CONCEPTS) < 2 or size(right, b, CONCEPTS) < 2:
        return 0.0
    shared = _weight_of_concepts(left, a, right, b, limits.telling)
    whole = _weight_of_concepts(left, a, left, a, limits.telling) + _weight_of_concepts(
        right, b, right, b, limits.telling
    )
    untold = shared == common(left, a, right, b, CONCEPTS)  # no telling one among them
    return 2.0 * shared / whole * (limits.untold if untold else 1.0)


@part
def _weight_of_concepts(left: ActivityTable, a: int, right: ActivityTable, b: int, often: float) -> float:
    """Concepts in common, telling ones counted `often` times."""
    i, end = bounds(left, a, CONCEPTS)
    j, stop = bounds(right, b, CONCEPTS)
    found = 0.0
    while i < end and j < stop:
        mine, theirs = left.sets[i], right.sets[j]
        if mine == theirs:
            found += often if mine & 1 else 1.0
        i += mine <= theirs
        j += theirs <= mine
    return found


@part
def shared_days(left: ActivityTable, a: int, right: ActivityTable, b: int) -> int:
    """As `Window.shared_days`."""
    days: int = min(left.last[a], right.last[b]) - max(left.first[a], right.first[b]) + 1
    return days


@part
def weight_in_both(left: ActivityTable, one: int, right: ActivityTable, other: int, below: float) -> int:
    """As `titles.shared_weight`: the sum of squared weights of the stems that two texts share, of those that weigh less
    than `below`."""
    i, end = left.words_at[one], left.words_at[one + 1]
    j, stop = right.words_at[other], right.words_at[other + 1]
    found = 0
    while i < end and j < stop:
        mine, theirs = left.words[i], right.words[j]
        weight = mine & 15
        if mine == theirs and weight < below:
            found += weight * weight
        i += mine <= theirs
        j += theirs <= mine
    return found


@part
def cosine(left: ActivityTable, one: int, right: ActivityTable, other: int) -> float:
    """As `titles.cosine`."""
    shared = weight_in_both(left, one, right, other, ANY_WEIGHT)
    return shared / (float(left.whole[one]) * float(right.whole[other])) ** 0.5 if shared else 0.0


@part
def without_names(table: ActivityTable, text: int, limits: Thresholds) -> int:
    """The sum of squared weights of the words of a text that are not rare."""
    return weight_in_both(table, text, table, text, limits.name_weight)


@part
def of_titles(left: ActivityTable, a: int, right: ActivityTable, b: int) -> float:
    """At least `features.title_words`: how alike the best pair of titles is, whatever numbers it has."""
    best = 0.0
    for one in range(left.titles_from[a], left.titles_to[a]):
        for other in range(right.titles_from[b], right.titles_to[b]):
            best = max(best, cosine(left, one, right, other))
    return best


@part
def title_in_description(left: ActivityTable, a: int, right: ActivityTable, b: int) -> float:
    """As `features.title_in_description`, of two that have titles; a description stands before them."""
    mine, theirs = left.titles_from[a] - 1, right.titles_from[b] - 1
    best = 0.0
    for one in range(left.titles_from[a], left.titles_to[a]):
        best = max(best, weight_in_both(left, one, right, theirs, ANY_WEIGHT) / max(1, left.whole[one]))
    for other in range(right.titles_from[b], right.titles_to[b]):
        best = max(best, weight_in_both(left, mine, right, other, ANY_WEIGHT) / max(1, right.whole[other]))
    return best


@part
def description_words(left: ActivityTable, a: int, right: ActivityTable, b: int, limits: Thresholds) -> float:
    """As `features.description_words`."""
    alike = cosine(left, left.titles_from[a] - 1, right, right.titles_from[b] - 1)
    return min(1.0, alike / limits.much_shared)


@part
def elsewhere(left: ActivityTable, a: int, right: ActivityTable, b: int, most: float) -> bool:
    """Whether both name places, at most `most`, and none is shared."""
    if not stated(left, a, right, b, PLACES) or max(size(left, a, PLACES), size(right, b, PLACES)) > most:
        return False
    return not meet(left, a, right, b, PLACES)


@part
def amounts(left: ActivityTable, a: int, right: ActivityTable, b: int) -> tuple[float, float]:
    """As `amounts.comparable`; one of them is NaN where it has only a band or a currency that is not known."""
    if of_two_currencies(left, a, right, b):
        return left.in_euro[a], right.in_euro[b]
    return left.amount[a], right.amount[b]


@part
def of_two_currencies(left: ActivityTable, a: int, right: ActivityTable, b: int) -> bool:
    """Whether both state a currency, and not the same."""
    return bool(left.currency[a] and right.currency[b] and left.currency[a] != right.currency[b])


@part
def sizes(left: ActivityTable, a: int, right: ActivityTable, b: int) -> float:
    """As `amounts.likeness`, 0.0 for None."""
    if left.band[a] < 0 or right.band[b] < 0:
        return 0.0
    one, other = amounts(left, a, right, b)
    if math.isnan(one) or math.isnan(other):
        bands: float = 1.0 - abs(left.band[a] - right.band[b]) / 2
        return max(0.0, bands)
    return max(0.0, 1.0 - abs(math.log2(max(one, other) / min(one, other))) / 4)


@part
def rare_names(left: ActivityTable, a: int, right: ActivityTable, b: int, limits: Thresholds) -> bool:
    """Whether titles share a rare word of the shipped table, or two words outside it."""
    unlisted = 0
    for one in range(left.titles_from[a], left.titles_to[a]):
        for other in range(right.titles_from[b], right.titles_to[b]):
            i, end = left.words_at[one], left.words_at[one + 1]
            j, stop = right.words_at[other], right.words_at[other + 1]
            while i < end and j < stop:
                mine, theirs = left.words[i], right.words[j]
                weight = mine & 15
                if mine == theirs and weight >= limits.name_weight:
                    if weight != limits.unlisted or unlisted:
                        return True
                    unlisted += 1
                i += mine <= theirs
                j += theirs <= mine
    return False


@part
def spelled(left: ActivityTable, one: int, right: ActivityTable, other: int, floor: float) -> float:
    """At least `titles.spelled_alike`: every bit that only one side has stands for a trigram that only it has.

    Where it is soon seen that it stays below `floor`, 0.0.
    """
    mine, theirs = left.trigrams[one], right.trigrams[other]
    whole = mine + theirs
    for word in range(left.signs.shape[1]):
        if 2.0 * min(mine, theirs) < floor * whole:
            return 0.0
        mine -= ones(left.signs[one, word] & ~right.signs[other, word])
        theirs -= ones(right.signs[other, word] & ~left.signs[one, word])
    alike: float = 2.0 * min(mine, theirs) / whole
    return alike


@part
def apart(left: ActivityTable, a: int, right: ActivityTable, b: int) -> bool:
    """As `concepts.apart`."""
    mine, theirs = left.tongues[a], right.tongues[b]
    return bool(mine and theirs and not mine & theirs)


@part
def titles_meant(left: ActivityTable, a: int, right: ActivityTable, b: int) -> float:
    """As `cross_language.titles_meant`."""
    return _meant_alike(left, 2 * a, right, 2 * b) if apart(left, a, right, b) else 0.0


@part
def meant(left: ActivityTable, a: int, right: ActivityTable, b: int, limits: Thresholds) -> float:
    """As `cross_language.meant`."""
    of_descriptions = max(descriptions_meant(left, a, right, b, limits), title_meant_in_description(left, a, right, b))
    return max(_meant_alike(left, 2 * a, right, 2 * b), limits.of_description * of_descriptions)


@part
def descriptions_meant(left: ActivityTable, a: int, right: ActivityTable, b: int, limits: Thresholds) -> float:
    """As `cross_language.descriptions_meant`; rows of descriptions follow those of titles."""
    return min(1.0, _meant_alike(left, 2 * a + 1, right, 2 * b + 1) / limits.much_meant)


@part
def title_meant_in_description(left: ActivityTable, a: int, right: ActivityTable, b: int) -> float:
    """As `cross_language.title_meant_in_description`."""
    return max(_meant_within(left, 2 * a, right, 2 * b + 1), _meant_within(right, 2 * b, left, 2 * a + 1))


@part
def _meant_alike(left: ActivityTable, one: int, right: ActivityTable, other: int) -> float:
    """As `cross_language._cosine`."""
    shared = worth_in_both(left, one, right, other, False)
    if not shared:
        return 0.0
    mine, theirs = worth_in_both(left, one, left, one, False), worth_in_both(right, other, right, other, False)
    alike: float = shared / (float(mine) * float(theirs)) ** 0.5
    return alike


@part
def _meant_within(title: ActivityTable, one: int, text: ActivityTable, other: int) -> float:
    """As `cross_language._within`."""
    shared = worth_in_both(title, one, text, other, True)
    return shared / worth_in_both(title, one, title, one, False) if shared else 0.0


@part
def worth_in_both(left: ActivityTable, one: int, right: ActivityTable, other: int, at_most: bool) -> int:
    """The sum of products of what the shared families are worth; `at_most`: on the right no more than on the left."""
    i, end = left.said_at[one], left.said_at[one + 1]
    j, stop = right.said_at[other], right.said_at[other + 1]
    found = 0
    while i < end and j < stop:
        mine, theirs = left.said[i] >> WORTH_BITS, right.said[j] >> WORTH_BITS
        if mine == theirs:
            worth, counted = left.said[i] & WORTH_MASK, right.said[j] & WORTH_MASK
            found += worth * (min(worth, counted) if at_most else counted)
        i += mine <= theirs
        j += theirs <= mine
    return found


@part
def ones(bits: int) -> int:
    """How many bits are set; the compiler knows this loop, and makes one step of it."""
    found = 0
    while bits:
        bits &= bits - 1
        found += 1
    return found
