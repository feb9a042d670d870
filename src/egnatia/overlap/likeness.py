"""How much texts may be alike at most, of one activity and many others: compiled loops.

The words of the one are marked in a table, and so is what they mean. Those of another are then looked up as they come,
without a step through both.
"""

from typing import NamedTuple

from egnatia.overlap.compiled import part
from egnatia.overlap.merging import ones
from egnatia.overlap.needed import SLACK, needed_at_length
from egnatia.overlap.said import BITS as WORTH_BITS
from egnatia.overlap.said import MASK as WORTH_MASK
from egnatia.overlap.sketches import EVERY, ODD, strangers
from egnatia.overlap.tables import CONCEPTS, Limits, Marks, Sketches, Table

MARKS = 4096  # places for the words of an activity, and for families of concepts
OF_TITLES, OF_DESCRIPTIONS, OF_WORDS = range(3)  # rows of marks: worths of families, and where a word stands
ROWS = 3
IN_DESCRIPTION, IN_TITLES = 1, 2


class Alike(NamedTuple):
    """At least `agreeing.alike` and `describing.in_common`."""

    alike: float
    common: float


@part
def may_reach(  # noqa: PLR0913, PLR0917 - two rows, the marks of one, and what is asked
    table: Table, s: Sketches, a: int, b: int, marks: Marks, least: float, limits: Limits
) -> bool:
    """Whether `agreeing.alike` may be `least`, and what both describe at length may have enough in common."""
    words = in_words(table, s, a, b, marks, limits)
    found, common = words.alike, words.common
    if strangers(s, a, b):
        meaning = in_meaning(table, s, a, b, marks, limits)
        found, common = max(found, meaning.alike), max(common, meaning.common)
    found = max(found, limits.of_concepts * in_concepts(s, a, b, limits))
    return found >= least and common >= needed_at_length(s, a, b, limits) - SLACK


@part
def in_concepts(s: Sketches, a: int, b: int, limits: Limits) -> float:
    """At least `merging.concept_likeness`."""
    mine, theirs = s.sets[a, CONCEPTS], s.sets[b, CONCEPTS]
    if EVERY in (mine, theirs):
        return 1.0
    if ones(mine) < 2 or ones(theirs) < 2:
        return 0.0
    whole = weight_of(mine, limits) + weight_of(theirs, limits)
    return 2.0 * weight_of(mine & theirs, limits) / whole * (1.0 if mine & theirs & ODD else limits.untold)


@part
def weight_of(concepts: int, limits: Limits) -> float:
    """Telling concepts count more."""
    return ones(concepts) + (limits.telling - 1.0) * ones(concepts & ODD)


@part
def mark(table: Table, s: Sketches, a: int, marks: Marks) -> None:
    """Marks the words of an activity and what they mean, for looking up those of many others."""
    texts, said = s.texts[a], s.said[a]
    for at in range(texts[0], texts[1]):
        marks[OF_WORDS, (table.words[at] >> 4) % MARKS] |= IN_DESCRIPTION
    for at in range(texts[1], texts[2]):
        marks[OF_WORDS, (table.words[at] >> 4) % MARKS] |= IN_TITLES
    for row in (OF_TITLES, OF_DESCRIPTIONS):
        for at in range(said[row], said[row + 1]):
            family, worth = (table.said[at] >> WORTH_BITS) % MARKS, table.said[at] & WORTH_MASK
            marks[row, family] = max(worth, marks[row, family])


@part
def wipe(table: Table, s: Sketches, a: int, marks: Marks) -> None:
    """Takes the marks of an activity off again."""
    for at in range(s.texts[a, 0], s.texts[a, 2]):
        marks[OF_WORDS, (table.words[at] >> 4) % MARKS] = 0
    for at in range(s.said[a, 0], s.said[a, 2]):
        family = (table.said[at] >> WORTH_BITS) % MARKS
        marks[OF_TITLES, family] = marks[OF_DESCRIPTIONS, family] = 0


@part
def in_words(table: Table, s: Sketches, a: int, b: int, marks: Marks, limits: Limits) -> Alike:  # noqa: PLR0913, PLR0917 - two rows, and the marks of one
    """At least what words add. Words that share a mark are taken for one, several titles too."""
    mine, theirs = s.texts[a], s.texts[b]
    below, held, common, _ = marked(table, theirs[0], theirs[1], marks, limits)
    holding, titles, _, common_titles = marked(table, theirs[1], theirs[2], marks, limits)
    of_titles = cosine(titles, mine[4], theirs[4])
    within = max(held / max(1, mine[4]), holding / max(1, theirs[4]))
    of_descriptions = min(1.0, cosine(below, mine[3], theirs[3]) / limits.much_shared)
    theme = min(1.0, cosine(common, mine[5], theirs[5]) / limits.much_shared)
    theme = max(theme, cosine(common_titles, mine[6], theirs[6]))
    return Alike(
        max(of_titles, limits.of_description * max(within, of_descriptions)),
        (max(of_titles, within) + of_descriptions + theme) / 3.0,
    )


@part
def marked(table: Table, begin: int, end: int, marks: Marks, limits: Limits) -> tuple[int, int, int, int]:
    """Squared weights of words that the other's description may hold, and of those that its titles may hold; then the
    same without rare words."""
    described = titled = common = common_titled = 0
    for at in range(begin, end):
        word = table.words[at]
        said, weight = int(marks[OF_WORDS, (word >> 4) % MARKS]), (word & 15) * (word & 15)
        below, above = weight * (said & IN_DESCRIPTION), weight * (said // IN_TITLES)
        described += below
        titled += above
        if word & 15 < limits.name_weight:
            common += below
            common_titled += above
    return described, titled, common, common_titled


@part
def cosine(shared: int, one: int, other: int) -> float:
    """Of what two share, and their squared weights; what weighs nothing only shares a mark."""
    return shared / (float(one) * float(other)) ** 0.5 if shared and one and other else 0.0


@part
def in_meaning(table: Table, s: Sketches, a: int, b: int, marks: Marks, limits: Limits) -> Alike:  # noqa: PLR0913, PLR0917 - as above
    """At least what is meant adds. Families that share a mark are taken for one."""
    mine, theirs = s.said[a], s.said[b]
    titles, held, holding, descriptions = 0, 0, 0, 0
    for at in range(theirs[0], theirs[1]):
        family, worth = (table.said[at] >> WORTH_BITS) % MARKS, int(table.said[at] & WORTH_MASK)
        titles += worth * int(marks[OF_TITLES, family])
        held += worth * min(worth, int(marks[OF_DESCRIPTIONS, family]))
    for at in range(theirs[1], theirs[2]):
        family, worth = (table.said[at] >> WORTH_BITS) % MARKS, int(table.said[at] & WORTH_MASK)
        own = int(marks[OF_TITLES, family])
        holding += own * min(own, worth)
        descriptions += worth * int(marks[OF_DESCRIPTIONS, family])
    within = max(held / max(1, theirs[3]), holding / max(1, mine[3]))
    of_descriptions = min(1.0, cosine(descriptions, mine[4], theirs[4]) / limits.much_meant)
    of_titles = cosine(titles, mine[3], theirs[3])
    return Alike(
        max(of_titles, limits.of_description * max(within, of_descriptions)),
        (max(of_titles, within) + of_descriptions) / 2.0,
    )
