"""How much two activities agree, in compiled loops: at least what `features.text` and `agreement.py` say of them."""

import math

from egnatia.overlap.agreement import (
    DAYS_OF_A_MONTH,
    DAYS_OF_A_SEASON,
    DAYS_OF_AN_END,
    EXACT,
    FAR,
    FAR_AMOUNT,
    FAR_START,
    NEAR_AMOUNT,
    ONE_AMOUNT,
    ONE_END,
    ONE_HAND,
    ONE_START,
    ONE_SUM,
    ONE_TALE,
    ROUND,
    WORDS,
)
from egnatia.overlap.amounts import SAME_SHARE
from egnatia.overlap.arrays.compilation import part
from egnatia.overlap.arrays.descriptions import SLACK, speak_of_other_things, tell_the_same
from egnatia.overlap.arrays.features import (
    amounts,
    apart,
    concept_likeness,
    description_words,
    meant,
    meet,
    of_titles,
    of_two_currencies,
    size,
    title_in_description,
)
from egnatia.overlap.arrays.tables import HANDS, RECEIVERS, UNDATED, ActivityTable, Thresholds
from egnatia.overlap.descriptions import LITTLE

MOST_OF_WORDS = 1 + len(WORDS) + ONE_TALE  # points


@part
def one_work(left: ActivityTable, a: int, right: ActivityTable, b: int, enough: int, limits: Thresholds) -> bool:  # noqa: PLR0913, PLR0917 - two rows, and what is asked
    """At least `agreement.one_work`; texts are compared last."""
    if left.first[a] == UNDATED or right.first[b] == UNDATED or other_hands(left, a, right, b):
        return False
    amount, ends, starts = of_amounts(left, a, right, b), of_ends(left, a, right, b), of_starts(left, a, right, b)
    hands = ONE_HAND if meet(left, a, right, b, HANDS) else 0
    if amount < ONE_SUM and not ends and starts < ONE_START and not (hands and not starts):
        return False
    missing = enough - (amount + ends + starts + hands)
    if missing > MOST_OF_WORDS:
        return False
    likeness = alike(left, a, right, b, limits)
    if likeness < limits.reworded - SLACK:
        return False
    missing -= of_words(likeness)
    if missing > 0 and (missing > ONE_TALE or not tell_the_same(left, a, right, b, limits)):
        return False
    return amount >= ONE_AMOUNT or not speak_of_other_things(left, a, right, b, LITTLE, limits)


@part
def other_hands(left: ActivityTable, a: int, right: ActivityTable, b: int) -> bool:
    """Only what `agreement.other_hands` says so of: hands that are no receiver's implement."""
    if size(left, a, HANDS) == size(left, a, RECEIVERS) or size(right, b, HANDS) == size(right, b, RECEIVERS):
        return False
    return not meet(left, a, right, b, HANDS)


@part
def of_words(likeness: float) -> int:
    """At least `agreement.of_words`."""
    found = 1
    for floor in WORDS:
        found += int(likeness >= floor - SLACK)
    return found


@part
def of_amounts(left: ActivityTable, a: int, right: ActivityTable, b: int) -> int:
    """At least `agreement.of_amounts`."""
    one, other = amounts(left, a, right, b)
    if math.isnan(one) or math.isnan(other):
        return 0
    share = min(one, other) / max(one, other)
    if share >= 1.0 - SAME_SHARE - SLACK and not of_two_currencies(left, a, right, b):
        whole = one % ROUND == 0.0 and other % ROUND == 0.0
        return ONE_AMOUNT if not whole and one_sum(left, a, right, b) else ONE_SUM
    return FAR_AMOUNT if share < FAR - SLACK else NEAR_AMOUNT


@part
def one_sum(left: ActivityTable, a: int, right: ActivityTable, b: int) -> bool:
    """At least `agreement.one_sum`."""
    one, other = amounts(left, a, right, b)
    return abs(one - other) <= max(one, other) * (1.0 / EXACT + SLACK)  # False where one is not a number


@part
def of_ends(left: ActivityTable, a: int, right: ActivityTable, b: int) -> int:
    """At least `agreement.of_ends`."""
    return ONE_END if abs(left.last[a] - right.last[b]) <= DAYS_OF_AN_END else 0


@part
def of_starts(left: ActivityTable, a: int, right: ActivityTable, b: int) -> int:
    """As `agreement.of_starts`."""
    days = abs(left.first[a] - right.first[b])
    if days > DAYS_OF_A_SEASON:
        return FAR_START
    return ONE_START if days <= DAYS_OF_A_MONTH else 0


@part
def alike(left: ActivityTable, a: int, right: ActivityTable, b: int, limits: Thresholds) -> float:
    """At least `features.text`."""
    if left.titles_from[a] == left.titles_to[a] or right.titles_from[b] == right.titles_to[b]:
        return 0.0
    best = max(of_titles(left, a, right, b), limits.of_concepts * concept_likeness(left, a, right, b, limits))
    of_descriptions = max(description_words(left, a, right, b, limits), title_in_description(left, a, right, b))
    best = max(best, limits.of_description * of_descriptions)
    return max(best, meant(left, a, right, b, limits)) if apart(left, a, right, b) else best
