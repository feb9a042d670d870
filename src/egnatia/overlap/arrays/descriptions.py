"""What two descriptions say of one another, in compiled loops: at least what `descriptions.py` says of them."""

from egnatia.overlap.arrays.compilation import part
from egnatia.overlap.arrays.features import (
    apart,
    description_words,
    descriptions_meant,
    of_titles,
    title_in_description,
    title_meant_in_description,
    titles_meant,
    weight_in_both,
    without_names,
)
from egnatia.overlap.arrays.tables import ActivityTable, Thresholds
from egnatia.overlap.descriptions import AT_LENGTH

SLACK = 1e-9  # sums of floats in another order


@part
def both_describe(left: ActivityTable, a: int, right: ActivityTable, b: int) -> bool:
    """As `descriptions.both_describe`, of two that have titles."""
    return bool(left.tongues[a] and right.tongues[b] and _length(left, a) and _length(right, b))


@part
def both_at_length(left: ActivityTable, a: int, right: ActivityTable, b: int) -> bool:
    """As `descriptions.both_at_length`, of two that have titles."""
    return min(_length(left, a), _length(right, b)) >= AT_LENGTH and both_describe(left, a, right, b)


@part
def speak_of_other_things(  # noqa: PLR0913, PLR0917 - two rows, and what is asked
    left: ActivityTable, a: int, right: ActivityTable, b: int, enough: float, limits: Thresholds
) -> bool:
    """As `descriptions.speak_of_other_things`, of two that have titles."""
    return both_at_length(left, a, right, b) and in_common(left, a, right, b, limits) < enough - SLACK


@part
def tell_the_same(left: ActivityTable, a: int, right: ActivityTable, b: int, limits: Thresholds) -> bool:
    """At least `descriptions.tell_the_same`, of two that have titles."""
    if not both_at_length(left, a, right, b):
        return False
    one = limits.meant_as_one if apart(left, a, right, b) else limits.near_equal
    return in_common(left, a, right, b, limits) >= one - SLACK


@part
def in_common(left: ActivityTable, a: int, right: ActivityTable, b: int, limits: Thresholds) -> float:
    """As `descriptions.in_common`."""
    titles = max(of_titles(left, a, right, b), title_in_description(left, a, right, b))
    words = (titles + description_words(left, a, right, b, limits) + theme(left, a, right, b, limits)) / 3.0
    if not apart(left, a, right, b):
        return words
    titles = max(titles_meant(left, a, right, b), title_meant_in_description(left, a, right, b))
    return max(words, (titles + descriptions_meant(left, a, right, b, limits)) / 2.0)


@part
def theme(left: ActivityTable, a: int, right: ActivityTable, b: int, limits: Thresholds) -> float:
    """As `features.theme`, of two that describe the work."""
    described = _alike_without_names(left, left.titles_from[a] - 1, right, right.titles_from[b] - 1, limits)
    best = min(1.0, described / limits.much_shared)
    for one in range(left.titles_from[a], left.titles_to[a]):
        for other in range(right.titles_from[b], right.titles_to[b]):
            best = max(best, _alike_without_names(left, one, right, other, limits))
    return best


@part
def _length(table: ActivityTable, a: int) -> int:
    """How many words of the description, which stands before the titles, say something."""
    text = table.titles_from[a] - 1
    words: int = table.words_at[text + 1] - table.words_at[text]
    return words


@part
def _alike_without_names(left: ActivityTable, one: int, right: ActivityTable, other: int, limits: Thresholds) -> float:
    """How alike two texts are without rare words."""
    shared = weight_in_both(left, one, right, other, limits.name_weight)
    if not shared:
        return 0.0
    mine, theirs = without_names(left, one, limits), without_names(right, other, limits)
    alike: float = shared / (float(mine) * float(theirs)) ** 0.5
    return alike
