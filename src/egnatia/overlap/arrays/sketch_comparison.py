"""What two sketches tell of one another: compiled loops.

Each function is an upper bound of one of `arrays/score.py` or `arrays/agreement.py`, and whoever changes those looks
here too.
"""

import numpy as np

from egnatia.overlap.agreement import (
    DAYS_OF_A_MONTH,
    DAYS_OF_A_SEASON,
    DAYS_OF_AN_END,
    ENOUGH,
    FAR_START,
    NEAR_AMOUNT,
    ONE_AMOUNT,
    ONE_END,
    ONE_HAND,
    ONE_START,
    ONE_SUM,
)
from egnatia.overlap.arrays.compilation import part
from egnatia.overlap.arrays.features import ones
from egnatia.overlap.arrays.sketches import (
    EVERY,
    FIRST,
    HALF,
    HALVES,
    LAST,
    ODD,
    ONE_LIST,
    SHELVES,
    SIZE,
    WHOLE,
    shared_bits,
)
from egnatia.overlap.arrays.tables import (
    CONCEPTS,
    EXACT_SECTORS,
    FUNDERS,
    GROUPS,
    HANDS,
    OBJECTIVES,
    PLACES,
    SECTORS,
    TAKERS,
    TYPES,
    Sketches,
    Thresholds,
)

SLACK = 1e-6  # sums of floats in another order


@part
def passes(s: Sketches, upper: int, lower: int, limits: Thresholds) -> bool:
    """At least `arrays.score.passes`."""
    mine, theirs = s.facts[upper], s.facts[lower]
    if not mine[HANDS] & theirs[TAKERS] or (theirs[FUNDERS] and not theirs[FUNDERS] & mine[TAKERS]):
        return False
    begins_before = theirs[FIRST] < mine[FIRST] - limits.nested_days
    return not (begins_before or theirs[LAST] > mine[LAST] + limits.nested_days)


@part
def of_titles(s: Sketches, a: int, b: int) -> float:
    """At least `arrays.features.of_titles`."""
    found = np.int32(0)
    for shelf in range(SHELVES):
        found += np.int32(s.titles[a, shelf]) * np.int32(s.titles[b, shelf])
    return float(found) / (WHOLE * WHOLE)


@part
def spelled_alike(s: Sketches, a: int, b: int, floor: float) -> bool:
    """Whether titles may be spelled alike: if there are several, they may."""
    mine, theirs = s.trigrams[a], s.trigrams[b]
    least = floor * (mine + theirs) / 2
    if mine == 0 or theirs == 0:
        return True
    for half in range(HALF, HALF + HALVES):
        if min(mine, theirs) < least:
            return False
        mine -= ones(s.facts[a, half] & ~s.facts[b, half])
        theirs -= ones(s.facts[b, half] & ~s.facts[a, half])
    return bool(min(mine, theirs) >= least)


@part
def of_facts(s: Sketches, a: int, b: int, limits: Thresholds) -> int:
    """At least the points that `agreement.one_work` gives two that state dates for anything but words, or none."""
    mine, theirs = s.facts[a], s.facts[b]
    amount = ONE_AMOUNT if one_size(s, a, b, limits) else NEAR_AMOUNT
    ends = ONE_END if abs(mine[LAST] - theirs[LAST]) <= DAYS_OF_AN_END else 0
    days = abs(mine[FIRST] - theirs[FIRST])
    starts = ONE_START if days <= DAYS_OF_A_MONTH else FAR_START if days > DAYS_OF_A_SEASON else 0
    hands = ONE_HAND if mine[HANDS] & theirs[HANDS] else 0
    if amount < ONE_SUM and not ends and starts < ONE_START and not (hands and not starts):
        return -ENOUGH
    return amount + ends + starts + hands


@part
def one_size(s: Sketches, a: int, b: int, limits: Thresholds) -> bool:
    """Whether the amounts may be within five percent."""
    apart = abs(s.shares[a, SIZE] - s.shares[b, SIZE])
    return not apart > 1.0 - limits.equal_size + SLACK  # True where one is not a number


@part
def of_other_sectors(s: Sketches, a: int, b: int) -> bool:
    """Whether both state sectors of no list but one, and none is common; where objectives count too, never."""
    mine, theirs = s.facts[a], s.facts[b]
    if not mine[ONE_LIST] or mine[ONE_LIST] != theirs[ONE_LIST] or mine[SECTORS] & theirs[SECTORS]:
        return False
    return not (mine[OBJECTIVES] and theirs[OBJECTIVES])


@part
def strength_of_facts(s: Sketches, a: int, b: int, limits: Thresholds) -> float:
    """At least what all parts but texts, time and receivers add to the strength of an overlap."""
    mine, theirs = s.facts[a], s.facts[b]
    found = limits.place
    if mine[PLACES] and theirs[PLACES] and not mine[PLACES] & theirs[PLACES]:
        found *= limits.many
    if (mine[OBJECTIVES] and theirs[OBJECTIVES]) or mine[EXACT_SECTORS] & theirs[EXACT_SECTORS]:
        found += limits.purpose
    elif mine[SECTORS] & theirs[SECTORS]:
        found += limits.purpose * 0.5
    found += limits.kind * share(s, a, b, TYPES) + limits.audience * share(s, a, b, GROUPS)
    apart = abs(s.shares[a, SIZE] - s.shares[b, SIZE])
    return found + limits.size * (1.0 - min(1.0, apart) if apart >= 0.0 else 1.0)


@part
def share(s: Sketches, a: int, b: int, kind: int) -> float:
    """At least `arrays.features.share`."""
    mine, theirs = s.facts[a, kind], s.facts[b, kind]
    return shared_bits(s, a, b, kind) / min(ones(mine), ones(theirs)) if mine & theirs else 0.0


@part
def shorter(s: Sketches, a: int, b: int) -> int:
    """Days of the shorter one."""
    mine, theirs = s.facts[a], s.facts[b]
    days: int = min(mine[LAST] - mine[FIRST], theirs[LAST] - theirs[FIRST]) + 1
    return days


@part
def in_concepts(s: Sketches, a: int, b: int, limits: Thresholds) -> float:
    """At least `arrays.features.concept_likeness`."""
    mine, theirs = s.facts[a, CONCEPTS], s.facts[b, CONCEPTS]
    if EVERY in (mine, theirs):
        return 1.0
    if ones(mine) < 2 or ones(theirs) < 2:
        return 0.0
    whole = weight_of(mine, limits) + weight_of(theirs, limits)
    return 2.0 * weight_of(mine & theirs, limits) / whole * (1.0 if mine & theirs & ODD else limits.untold)


@part
def weight_of(concepts: int, limits: Thresholds) -> float:
    """Telling concepts count more."""
    return ones(concepts) + (limits.telling - 1.0) * ones(concepts & ODD)
