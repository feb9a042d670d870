"""What two descriptions say of one another, where there is enough of them to tell.

Where a side gives no more than a title, or writes in a language that the lexicon lacks, nothing is said: that two texts
share no word tells something only where both speak of the work, and the more of it they tell, the more it says.
"""

from egnatia.overlap import cross_language, features
from egnatia.overlap.concepts import apart
from egnatia.overlap.constants import Constants
from egnatia.overlap.prepare import Prepared

AT_LENGTH = 20  # words that say something, in each description; of fewer, sharing none says little
# Of what may be in common, 0..1. Two descriptions at length of one piece of work have more than a little: some where
# only who receives it, a sum or a last day speaks of one, much where nothing but words and a place does, and still more
# where concepts stand for words, or others carry it out.
LITTLE, SOME, MUCH, MORE = 0.25, 0.4, 0.6, 0.7


def both_describe(a: Prepared, b: Prepared) -> bool:
    """Whether both say more than a title, in languages that are read: by words, or by concepts if they share none."""
    return bool(a.description and b.description and a.said.tongues and b.said.tongues)


def both_at_length(a: Prepared, b: Prepared) -> bool:
    """Whether both do, in so many words that two descriptions of one piece of work share some."""
    return both_describe(a, b) and min(len(a.description), len(b.description)) >= AT_LENGTH


def speak_of_other_things(a: Prepared, b: Prepared, constants: Constants, enough: float = LITTLE) -> bool:
    """Whether both describe the work at length and have less than `enough` in common."""
    return both_at_length(a, b) and in_common(a, b, constants) < enough


def tell_the_same(a: Prepared, b: Prepared, constants: Constants) -> bool:
    """Whether both describe the work at length and nearly in the same words."""
    one = constants.meant_as_one if apart(a.said, b.said) else constants.near_equal
    return both_at_length(a, b) and in_common(a, b, constants) >= one


def in_common(a: Prepared, b: Prepared, constants: Constants) -> float:
    """0..1: the mean of how alike titles, descriptions, and both without their names are; where no language is shared,
    that of titles and descriptions in concepts, if it is more."""
    of_titles = max(features.title_words(a, b), features.title_in_description(a, b))
    of_words = (of_titles + features.description_words(a, b) + features.theme(a, b, constants)) / 3
    if not apart(a.said, b.said):
        return of_words
    of_titles = max(cross_language.titles_meant(a, b), cross_language.title_meant_in_description(a, b))
    return max(of_words, (of_titles + cross_language.descriptions_meant(a, b)) / 2)
