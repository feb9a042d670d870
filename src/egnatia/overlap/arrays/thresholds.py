"""How alike the texts of two activities must be that may match, as their sketches tell: compiled loops.

Each function is an upper bound of one of `arrays/score.py`, and whoever changes that looks here too.
"""

from typing import NamedTuple

from egnatia.overlap.agreement import DAYS_OF_AN_END, ENOUGH, ENOUGH_IN_OTHER_SECTORS, ONE_TALE, WORDS
from egnatia.overlap.arrays.agreement import MOST_OF_WORDS
from egnatia.overlap.arrays.compilation import part
from egnatia.overlap.arrays.features import ones
from egnatia.overlap.arrays.sketch_comparison import (
    SLACK,
    in_concepts,
    of_facts,
    of_other_sectors,
    of_titles,
    one_size,
    passes,
    shorter,
    spelled_alike,
    strength_of_facts,
)
from egnatia.overlap.arrays.sketches import (
    AGAIN,
    DESCRIPTION,
    FIRST,
    LAST,
    ONCE_MORE,
    TITLES,
    TONGUES,
    strangers,
)
from egnatia.overlap.arrays.tables import (
    CONCEPTS,
    EXACT_SECTORS,
    HANDS,
    MONEY,
    NAMES,
    OBJECTIVES,
    RECEIVERS,
    TITLE_CONCEPTS,
    UNDATED,
    Shares,
    Sketches,
    Thresholds,
)
from egnatia.overlap.descriptions import AT_LENGTH, LITTLE, MORE, MUCH, SOME

OTHERS_JUDGE, IMPOSSIBLE = -1.0, 2.0
ASKED = 4  # numbers that say how alike texts must be


class Least(NamedTuple):
    """How alike texts must be, or less, to tell of an overlap, of one work of one money, and of one that is told in two
    languages: IMPOSSIBLE if no texts will do; OTHERS_JUDGE if what may connect them is something else. And whether they
    may be a chain if they do not speak of other things."""

    overlap: float
    work: float
    meant: float
    chain: bool


@part
def note(row: Shares, least: Least) -> None:
    """Puts it in a row of numbers."""
    row[0], row[1], row[2], row[3] = least.overlap, least.work, least.meant, 1.0 if least.chain else 0.0


@part
def noted(row: Shares) -> Least:
    """What was put there."""
    return Least(row[0], row[1], row[2], row[3] > 0.0)


@part
def needed(s: Sketches, a: int, b: int, limits: Thresholds) -> Least:
    """How alike texts must be for a match."""
    if connected(s, a, b):
        return Least(OTHERS_JUDGE, OTHERS_JUDGE, OTHERS_JUDGE, True)
    chain = passes(s, a, b, limits) or passes(s, b, a, limits)
    mine, theirs = s.facts[a], s.facts[b]
    dated = mine[FIRST] != UNDATED and theirs[FIRST] != UNDATED
    days = min(mine[LAST], theirs[LAST]) - max(mine[FIRST], theirs[FIRST]) + 1
    if dated and days <= 0:
        return Least(IMPOSSIBLE, IMPOSSIBLE, IMPOSSIBLE, chain)
    titles, facts = of_titles(s, a, b), of_facts(s, a, b, limits) if dated else -ENOUGH
    if titles >= limits.near_equal - SLACK or spelled_alike(s, a, b, limits.near_equal):
        return Least(OTHERS_JUDGE, OTHERS_JUDGE, OTHERS_JUDGE, True)
    overlap = IMPOSSIBLE
    if not of_other_sectors(s, a, b) or in_spite_of_sectors(s, a, b, titles, facts, limits):
        time = limits.time * (0.5 + 0.5 * days / shorter(s, a, b)) if dated else 0.0
        overlap = for_an_overlap(s, a, b, titles, time, limits)
    return Least(overlap, for_one_work(s, a, b, facts, limits), for_one_meaning(s, a, b, limits), chain)


@part
def hopeless(least: Least) -> bool:
    """Whether no texts will do."""
    return min(least.overlap, least.work, least.meant) >= IMPOSSIBLE and not least.chain


@part
def connected(s: Sketches, a: int, b: int) -> bool:
    """Whether a name, a receiver or an objective may connect them."""
    mine, theirs = s.facts[a], s.facts[b]
    if mine[NAMES] & theirs[NAMES] and mine[AGAIN] & theirs[AGAIN] and mine[ONCE_MORE] & theirs[ONCE_MORE]:
        return True
    return bool((mine[OBJECTIVES] & theirs[OBJECTIVES]) | (mine[RECEIVERS] & theirs[RECEIVERS]))


@part
def for_one_work(s: Sketches, a: int, b: int, facts: int, limits: Thresholds) -> float:
    """At most how alike texts must be to tell that two of one money are one work."""
    missing = ENOUGH - facts
    if missing > MOST_OF_WORDS or not s.facts[a, MONEY] & s.facts[b, MONEY] or other_hands(s, a, b):
        return IMPOSSIBLE
    return (limits.reworded if missing <= 1 + ONE_TALE else WORDS[MOST_OF_WORDS - missing]) - SLACK


@part
def other_hands(s: Sketches, a: int, b: int) -> bool:
    """Only what `arrays.agreement.other_hands` says so of."""
    mine, theirs = s.facts[a], s.facts[b]
    both = mine[HANDS] & ~mine[RECEIVERS] and theirs[HANDS] & ~theirs[RECEIVERS]
    return bool(both and not mine[HANDS] & theirs[HANDS])


@part
def for_one_meaning(s: Sketches, a: int, b: int, limits: Thresholds) -> float:
    """At most how alike two must be in meaning to be one work that is told in two languages."""
    if not strangers(s, a, b):
        return IMPOSSIBLE
    mine, theirs = s.facts[a], s.facts[b]
    agreed = int(mine[MONEY] & theirs[MONEY] != 0) + int(one_size(s, a, b, limits))
    agreed += int(abs(mine[FIRST] - theirs[FIRST]) <= limits.start_days)
    return limits.meant_as_one - SLACK if agreed > 1 else IMPOSSIBLE


@part
def in_spite_of_sectors(s: Sketches, a: int, b: int, titles: float, facts: int, limits: Thresholds) -> bool:  # noqa: PLR0913, PLR0917 - two rows and what is known of them
    """Whether anything may outweigh different sectors."""
    if titles >= limits.sector_floor - SLACK or facts >= ENOUGH_IN_OTHER_SECTORS - MOST_OF_WORDS:
        return True
    return s.facts[a, TITLE_CONCEPTS] & s.facts[b, TITLE_CONCEPTS] != 0 or strangers(s, a, b)


@part
def for_an_overlap(s: Sketches, a: int, b: int, titles: float, time: float, limits: Thresholds) -> float:  # noqa: PLR0913, PLR0917 - as above
    """At most how alike texts must be to tell of an overlap."""
    missing = limits.floor - time - strength_of_facts(s, a, b, limits)
    least = max(0.0, missing / max(limits.text, SLACK), for_one_purpose(s, a, b, limits)) - SLACK
    if least > 1.0:
        return IMPOSSIBLE
    if least <= max(titles, limits.of_description) or strangers(s, a, b):
        return least
    return least if limits.of_concepts * in_concepts(s, a, b, limits) >= least else IMPOSSIBLE


@part
def needed_at_length(s: Sketches, a: int, b: int, limits: Thresholds) -> float:
    """How much two descriptions at length must have in common, or less: 0.0 where they are none."""
    if not both_at_length(s, a, b):
        return 0.0
    mine, theirs = s.facts[a], s.facts[b]
    if mine[HANDS] & theirs[HANDS]:
        return LITTLE
    if one_size(s, a, b, limits) or abs(mine[LAST] - theirs[LAST]) <= DAYS_OF_AN_END:
        return SOME
    return MORE if other_hands(s, a, b) or strangers(s, a, b) else MUCH


@part
def both_at_length(s: Sketches, a: int, b: int) -> bool:
    """As `descriptions.both_at_length`."""
    mine, theirs = s.texts[a], s.texts[b]
    shorter_one = min(mine[TITLES] - mine[DESCRIPTION], theirs[TITLES] - theirs[DESCRIPTION])
    return bool(shorter_one >= AT_LENGTH and s.facts[a, TONGUES] and s.facts[b, TONGUES])


@part
def for_one_purpose(s: Sketches, a: int, b: int, limits: Thresholds) -> float:
    """At most how alike texts must be to tell that two are of one purpose."""
    mine, theirs = s.facts[a], s.facts[b]
    if (
        mine[EXACT_SECTORS] & theirs[EXACT_SECTORS]
        or ones(mine[CONCEPTS] & theirs[CONCEPTS]) >= limits.purpose_concepts - 1
    ):
        return 0.0
    return min(limits.purpose_floor, limits.meant_floor)
