"""Whether what two activities describe is another work, in compiled loops: only what `difference.py` says so of."""

from egnatia.overlap.agreement import FAR_START, ONE_AMOUNT, ONE_START
from egnatia.overlap.arrays.agreement import alike, of_amounts, of_ends, of_starts, one_sum, other_hands
from egnatia.overlap.arrays.compilation import part
from egnatia.overlap.arrays.descriptions import SLACK, both_at_length, both_describe, speak_of_other_things
from egnatia.overlap.arrays.features import (
    apart,
    description_words,
    descriptions_meant,
    meet,
    meet_of,
    odd_in_common,
    of_titles,
    size,
    stated,
    title_in_description,
    title_meant_in_description,
    titles_meant,
)
from egnatia.overlap.arrays.tables import (
    CONCEPTS,
    EXACT_SECTORS,
    GROUPS,
    HANDS,
    OBJECTIVES,
    PLACES,
    RECEIVERS,
    SECTORS,
    TITLE_CONCEPTS,
    TYPES,
    UNDATED,
    ActivityTable,
    Thresholds,
)
from egnatia.overlap.descriptions import LITTLE, MORE, MUCH, SOME


@part
def another_grant(left: ActivityTable, a: int, right: ActivityTable, b: int, limits: Thresholds) -> bool:
    """As `difference.another_grant`."""
    if speak_of_other_things(left, a, right, b, LITTLE, limits):
        return not meet(left, a, right, b, EXACT_SECTORS) and of_amounts(left, a, right, b) < ONE_AMOUNT
    if not both_describe(left, a, right, b) or of_one_kind(left, a, right, b) or _one_sum_or_end(left, a, right, b):
        return False
    if meet(left, a, right, b, PLACES) or meet(left, a, right, b, RECEIVERS):
        return False
    if _of_one_thing_and_season(left, a, right, b):
        return False
    if apart(left, a, right, b) and (meet(left, a, right, b, SECTORS) or size(left, a, OBJECTIVES)):
        return False
    return alike(left, a, right, b, limits) < limits.purpose_floor - SLACK


@part
def _of_one_thing_and_season(left: ActivityTable, a: int, right: ActivityTable, b: int) -> bool:
    """As `difference._of_one_thing_and_season`, of two that state dates."""
    if of_starts(left, a, right, b) == FAR_START:
        return False
    return meet_of(left, a, TITLE_CONCEPTS, right, b, CONCEPTS) or meet_of(left, a, CONCEPTS, right, b, TITLE_CONCEPTS)


@part
def _one_sum_or_end(left: ActivityTable, a: int, right: ActivityTable, b: int) -> bool:
    """At least `difference.one_sum_or_end`."""
    dated = left.first[a] != UNDATED and right.first[b] != UNDATED
    return one_sum(left, a, right, b) or (dated and of_ends(left, a, right, b) > 0)


@part
def another_round(left: ActivityTable, a: int, right: ActivityTable, b: int) -> bool:
    """Only what `difference.another_round` says so of."""
    if not other_hands(left, a, right, b):
        return False
    dated = left.first[a] != UNDATED and right.first[b] != UNDATED
    return not (dated and (of_starts(left, a, right, b) == ONE_START or of_ends(left, a, right, b) > 0))


@part
def of_other_work(left: ActivityTable, a: int, right: ActivityTable, b: int) -> bool:
    """As `same._other_work`."""
    if stated(left, a, right, b, TYPES) and not meet(left, a, right, b, TYPES):
        return True
    return stated(left, a, right, b, RECEIVERS) and not meet(left, a, right, b, RECEIVERS)


@part
def of_one_kind(left: ActivityTable, a: int, right: ActivityTable, b: int) -> bool:
    """As `difference.of_one_kind`."""
    return (
        meet(left, a, right, b, EXACT_SECTORS) or meet(left, a, right, b, OBJECTIVES) or of_one_sort(left, a, right, b)
    )


@part
def of_one_sort(left: ActivityTable, a: int, right: ActivityTable, b: int) -> bool:
    """As `difference.of_one_sort`."""
    return meet(left, a, right, b, TYPES) or meet(left, a, right, b, GROUPS)


@part
def only_received_by_one(left: ActivityTable, a: int, right: ActivityTable, b: int, limits: Thresholds) -> bool:
    """As `difference.only_received_by_one`."""
    if not both_describe(left, a, right, b) or of_one_kind(left, a, right, b):
        return False
    if odd_in_common(left, a, CONCEPTS, right, b, CONCEPTS):
        return False
    return alike(left, a, right, b, limits) < limits.purpose_floor - SLACK


@part
def under_other_titles(left: ActivityTable, a: int, right: ActivityTable, b: int, limits: Thresholds) -> bool:
    """As `difference.under_other_titles`."""
    if not both_describe(left, a, right, b) or meet(left, a, right, b, HANDS) or _one_sum_or_end(left, a, right, b):
        return False
    if odd_in_common(left, a, TITLE_CONCEPTS, right, b, TITLE_CONCEPTS) and of_one_kind(left, a, right, b):
        return False
    titles = max(of_titles(left, a, right, b), title_in_description(left, a, right, b))
    if titles >= limits.text_floor - SLACK:
        return False
    strangers, one = apart(left, a, right, b), description_words(left, a, right, b, limits) >= 1.0 - SLACK
    if strangers:
        titles = max(titles, titles_meant(left, a, right, b), title_meant_in_description(left, a, right, b))
        one = one or descriptions_meant(left, a, right, b, limits) >= 1.0 - SLACK
    if both_at_length(left, a, right, b):
        return titles < (limits.theme_floor if one else limits.text_floor) - SLACK
    return titles < limits.theme_floor - SLACK and not one


@part
def in_other_words(left: ActivityTable, a: int, right: ActivityTable, b: int, limits: Thresholds) -> bool:
    """As `difference.in_other_words`, as far as it is known who carries it out."""
    if meet(left, a, right, b, HANDS):
        return speak_of_other_things(left, a, right, b, LITTLE, limits)
    if _one_sum_or_end(left, a, right, b):
        return speak_of_other_things(left, a, right, b, SOME, limits)
    enough = MORE if other_hands(left, a, right, b) or apart(left, a, right, b) else MUCH
    return speak_of_other_things(left, a, right, b, enough, limits)
