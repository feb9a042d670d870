"""How alike the texts of two activities must be that may match, as their sketches tell: compiled loops.

Each function is an upper bound of one of `possible.py` or `agreeing.py`, and whoever changes those looks here too.
"""

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
from egnatia.overlap.compiled import part
from egnatia.overlap.described import AT_LENGTH, LITTLE, MORE, MUCH, SOME
from egnatia.overlap.merging import ones
from egnatia.overlap.sketches import AGAIN, HALVES, SHELVES, WHOLE, shared_bits, strangers
from egnatia.overlap.tables import (
    CONCEPTS,
    EXACT_SECTORS,
    FUNDERS,
    GROUPS,
    HANDS,
    MONEY,
    NAMES,
    OBJECTIVES,
    PLACES,
    RECEIVERS,
    SECTORS,
    TAKERS,
    TITLE_CONCEPTS,
    TYPES,
    UNDATED,
    Limits,
    Sketches,
)

OTHERS_JUDGE, IMPOSSIBLE = -1.0, 2.0
SLACK = 1e-6  # sums of floats in another order


@part
def needed(s: Sketches, a: int, b: int, limits: Limits) -> float:
    """How alike texts must be, or less, to tell of an overlap: IMPOSSIBLE if no texts will do, OTHERS_JUDGE if what
    may connect them is something else."""
    if connected(s, a, b, limits):
        return OTHERS_JUDGE
    dated = s.first[a] != UNDATED and s.first[b] != UNDATED
    days = min(s.last[a], s.last[b]) - max(s.first[a], s.first[b]) + 1
    if dated and days <= 0:
        return IMPOSSIBLE
    titles, facts = of_titles(s, a, b), of_facts(s, a, b, limits) if dated else -ENOUGH
    if titles >= limits.near_equal - SLACK or spelled_alike(s, a, b, limits.near_equal):
        return OTHERS_JUDGE
    if maybe_one(s, a, b, facts, limits):
        return OTHERS_JUDGE
    if of_other_sectors(s, a, b) and not in_spite_of_sectors(s, a, b, titles, facts, limits):
        return IMPOSSIBLE
    time = limits.time * (0.5 + 0.5 * days / shorter(s, a, b)) if dated else 0.0
    missing = limits.floor - time - strength_of_facts(s, a, b, limits)
    return max(0.0, missing / max(limits.text, SLACK), for_one_purpose(s, a, b, limits)) - SLACK


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
    """At least `possible.passes`."""
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
    return not apart > 1.0 - limits.equal_size + SLACK  # True where one is not a number


@part
def maybe_one(s: Sketches, a: int, b: int, facts: int, limits: Limits) -> bool:
    """Whether they may be one work of one money, or one that is told in two languages."""
    one_money = s.sets[a, MONEY] & s.sets[b, MONEY] != 0
    if one_money and facts >= ENOUGH - MOST_OF_WORDS:
        return True
    one_start = abs(s.first[a] - s.first[b]) <= limits.start_days
    return strangers(s, a, b) and one_money + one_start + one_size(s, a, b, limits) > 1


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
    if titles >= limits.sector_floor - SLACK or facts >= ENOUGH_IN_OTHER_SECTORS - MOST_OF_WORDS:
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
def needed_at_length(s: Sketches, a: int, b: int, limits: Limits) -> float:
    """How much two descriptions at length must have in common, or less: 0.0 where they are none."""
    mine, theirs = s.texts[a], s.texts[b]
    if min(mine[1] - mine[0], theirs[1] - theirs[0]) < AT_LENGTH or not (s.tongues[a] and s.tongues[b]):
        return 0.0
    if s.sets[a, HANDS] & s.sets[b, HANDS]:
        return LITTLE
    if one_size(s, a, b, limits) or abs(s.last[a] - s.last[b]) <= DAYS_OF_AN_END:
        return SOME
    return MORE if strangers(s, a, b) else MUCH


@part
def share(s: Sketches, a: int, b: int, kind: int) -> float:
    """At least `merging.share`."""
    mine, theirs = s.sets[a, kind], s.sets[b, kind]
    return shared_bits(s, a, b, kind) / min(ones(mine), ones(theirs)) if mine & theirs else 0.0


@part
def shorter(s: Sketches, a: int, b: int) -> int:
    """Days of the shorter one."""
    days: int = min(s.last[a] - s.first[a], s.last[b] - s.first[b]) + 1
    return days


@part
def for_one_purpose(s: Sketches, a: int, b: int, limits: Limits) -> float:
    """At most how alike texts must be to tell that two are of one purpose."""
    mine, theirs = s.sets[a], s.sets[b]
    if (
        mine[EXACT_SECTORS] & theirs[EXACT_SECTORS]
        or ones(mine[CONCEPTS] & theirs[CONCEPTS]) >= limits.purpose_concepts - 1
    ):
        return 0.0
    return min(limits.purpose_floor, limits.meant_floor)
