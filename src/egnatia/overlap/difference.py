"""Whether what both describe is another work: texts that can be compared, and say nothing of one another."""

from egnatia.language import telling
from egnatia.overlap import cross_language, features
from egnatia.overlap.agreement import (
    FAR_START,
    ONE_AMOUNT,
    ONE_START,
    of_amounts,
    of_ends,
    of_hands,
    of_starts,
    one_sum,
    other_hands,
)
from egnatia.overlap.concepts import apart
from egnatia.overlap.constants import Constants
from egnatia.overlap.descriptions import LITTLE, MORE, MUCH, SOME, both_at_length, both_describe, speak_of_other_things
from egnatia.overlap.prepare import Prepared


def another_grant(a: Prepared, b: Prepared, constants: Constants) -> bool:
    """Whether both describe the work and nothing but who pays whom connects them: one funder gave one partner two."""
    if speak_of_other_things(a, b, constants):
        exact = features.sectors(a.activity.sectors, b.activity.sectors) == 1.0
        exact = exact and not features.elsewhere(a, b, constants)
        return not exact and of_amounts(a.amount, b.amount) < ONE_AMOUNT
    if not both_describe(a, b) or one_sum_or_end(a, b) or of_one_kind(a, b) or a.places & b.places:
        return False
    if a.receivers & b.receivers or _of_one_thing_and_season(a, b):
        return False
    if apart(a.said, b.said) and features.purpose(a, b):
        return False  # across languages much is missed: a category of sectors is enough
    return (features.text(a, b) or 0.0) < constants.purpose_floor


def one_sum_or_end(a: Prepared, b: Prepared) -> bool:
    """Whether both state one sum, or one day on which the work ends."""
    return one_sum(a.amount, b.amount) or bool(a.window and b.window and of_ends(a.window, b.window))


def another_round(a: Prepared, b: Prepared) -> bool:
    """Whether others carry it out, and no day on which both begin or end says that it is one round of a programme."""
    if not other_hands(a, b):
        return False
    return not (a.window and b.window and (of_starts(a.window, b.window) == ONE_START or of_ends(a.window, b.window)))


def of_one_kind(a: Prepared, b: Prepared) -> bool:
    """Whether an objective, an exact sector, a type of work or a target group is in common."""
    one, other = a.activity, b.activity
    if one.objectives & other.objectives or of_one_sort(a, b):
        return True
    return features.sectors(one.sectors, other.sectors) == 1.0


def of_one_sort(a: Prepared, b: Prepared) -> bool:
    """Whether a type of work or a target group is in common."""
    return bool(a.activity.types & b.activity.types or a.activity.groups & b.activity.groups)


def _of_one_thing_and_season(a: Prepared, b: Prepared) -> bool:
    """Whether a concept of one title is expressed by the other, and they do not begin in different seasons."""
    if not (a.title_concepts & b.concepts or b.title_concepts & a.concepts):
        return False
    return bool(a.window and b.window and of_starts(a.window, b.window) != FAR_START)


def only_received_by_one(a: Prepared, b: Prepared, text: float | None, constants: Constants) -> bool:
    """Whether both describe the work, and nothing but who receives it and a category of sectors is in common."""
    if not both_describe(a, b) or of_one_kind(a, b) or a.concepts & b.concepts & telling():
        return False
    return (text or 0.0) < constants.purpose_floor


def under_other_titles(a: Prepared, b: Prepared, constants: Constants) -> bool:
    """Whether both describe the work and neither title says what the other's title or description does: descriptions
    alone are alike in any two works of one sort. Who does it, a sum, an end, or descriptions that are one say more; of
    descriptions at length that are not one, one title must say what makes texts connect two activities."""
    if not both_describe(a, b) or of_hands(a, b) or one_sum_or_end(a, b):
        return False
    if a.title_concepts & b.title_concepts & telling() and of_one_kind(a, b):
        return False
    strangers = apart(a.said, b.said)
    of_titles = max(features.title_words(a, b), features.title_in_description(a, b))
    if strangers:
        of_titles = max(of_titles, cross_language.titles_meant(a, b), cross_language.title_meant_in_description(a, b))
    one = features.description_words(a, b) >= 1.0 or (strangers and cross_language.descriptions_meant(a, b) >= 1.0)
    if both_at_length(a, b):
        return of_titles < (constants.theme_floor if one else constants.text_floor)
    return of_titles < constants.theme_floor and not one


def in_other_words(a: Prepared, b: Prepared, constants: Constants) -> bool:
    """Whether what both describe at length is too little alike for two works of different money; the less else speaks
    of one work, the more must be in common."""
    if of_hands(a, b):
        enough = LITTLE
    elif a.receivers & b.receivers or one_sum_or_end(a, b):
        enough = SOME
    else:
        enough = MORE if other_hands(a, b) or apart(a.said, b.said) else MUCH
    return speak_of_other_things(a, b, constants, enough)
