"""How alike two activities are whose texts share no language: by what they say in concepts of the lexicon."""

from egnatia.overlap.concepts import WORTH, Worths, apart, worths
from egnatia.overlap.constants import Constants
from egnatia.overlap.prepare import Prepared

MUCH_SHARED_MEANING = 0.4  # cosine of two descriptions that speak of one thing
OF_DESCRIPTION = 0.8  # what likeness counts that is not of the titles alone


def one_meaning(a: Prepared, b: Prepared, constants: Constants) -> bool:
    """Whether they share no language and mean the same: alike in concepts, of which several are telling."""
    if not (a.titles and b.titles and apart(a.said, b.said)) or meant(a, b) < constants.meant_floor:
        return False
    worth, beside = meant_in_common(a, b)
    return worth >= constants.meant_weight and beside >= constants.meant_beside


def titles_meant(a: Prepared, b: Prepared) -> float:
    """How alike the titles are in concepts; 0.0 where a language is shared."""
    return _cosine(worths(a.said.titles), worths(b.said.titles)) if apart(a.said, b.said) else 0.0


def meant(a: Prepared, b: Prepared) -> float:
    """How alike the texts are in concepts, titles and descriptions apart as in `text`."""
    of_descriptions = max(descriptions_meant(a, b), title_meant_in_description(a, b))
    return max(_cosine(worths(a.said.titles), worths(b.said.titles)), OF_DESCRIPTION * of_descriptions)


def descriptions_meant(a: Prepared, b: Prepared) -> float:
    """How alike the descriptions are in concepts; 1 from the level at which two speak of one thing."""
    return min(1.0, _cosine(worths(a.said.descriptions), worths(b.said.descriptions)) / MUCH_SHARED_MEANING)


def title_meant_in_description(a: Prepared, b: Prepared) -> float:
    """How much of what the titles of one are worth the other's descriptions say."""
    return max(_within(worths(mine.said.titles), worths(other.said.descriptions)) for mine, other in ((a, b), (b, a)))


def meant_in_common(a: Prepared, b: Prepared) -> tuple[float, float]:
    """What the families are worth that two titles, a title and a description, or, by a third, two descriptions share:
    the largest sum, comparable with the sum of weights of words, and what remains of it without the greatest one."""
    mine, theirs = worths(a.said.titles), worths(b.said.titles)
    below, beside = worths(a.said.descriptions), worths(b.said.descriptions)
    by_title = max(_in_both(mine, theirs), _in_both(mine, beside), _in_both(theirs, below))
    of_both, rest = _in_both(below, beside)
    return max(by_title, (of_both / 3, rest / 3))


def _in_both(mine: Worths, theirs: Worths) -> tuple[float, float]:
    """What the shared families are worth on the side where it is less: all, and all but the greatest."""
    shared = [min(worth, theirs[family]) / WORTH for family, worth in mine.items() if family in theirs]
    return sum(shared), sum(shared) - max(shared, default=0.0)


def _cosine(mine: Worths, theirs: Worths) -> float:
    shared = sum(worth * theirs[family] for family, worth in mine.items() if family in theirs)
    return shared / float(_whole(mine) * _whole(theirs)) ** 0.5 if shared else 0.0


def _within(title: Worths, text: Worths) -> float:
    """How much of what a title is worth a text holds."""
    shared = sum(worth * min(worth, text[family]) for family, worth in title.items() if family in text)
    return shared / _whole(title) if shared else 0.0


def _whole(row: Worths) -> int:
    return sum(worth * worth for worth in row.values())
