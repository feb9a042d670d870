"""How much texts may be alike at most, of one activity and many others: compiled loops.

The words of the one are marked in a table, and so is what they mean. Those of another are then looked up as they come,
without a step through both.
"""

from egnatia.overlap.compiled import part
from egnatia.overlap.merging import ones
from egnatia.overlap.said import BITS as WORTH_BITS
from egnatia.overlap.said import MASK as WORTH_MASK
from egnatia.overlap.sketches import EVERY, ODD, strangers
from egnatia.overlap.tables import CONCEPTS, Limits, Marks, Sketches, Table

MARKS = 4096  # places for the words of an activity, and for families of concepts
OF_TITLES, OF_DESCRIPTIONS, OF_WORDS = range(3)  # rows of marks: worths of families, and where a word stands
ROWS = 3
IN_DESCRIPTION, IN_TITLES = 1, 2


@part
def reached(table: Table, s: Sketches, a: int, b: int, marks: Marks, limits: Limits) -> float:  # noqa: PLR0913, PLR0917 - two rows, and the marks of one
    """At least `agreeing.alike`."""
    found = max(in_words(table, s, a, b, marks, limits), limits.of_concepts * in_concepts(s, a, b, limits))
    return max(found, in_meaning(table, s, a, b, marks, limits)) if strangers(s, a, b) else found


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
def in_words(table: Table, s: Sketches, a: int, b: int, marks: Marks, limits: Limits) -> float:  # noqa: PLR0913, PLR0917 - two rows, and the marks of one
    """At least what words add to `agreeing.alike`. Words that share a mark are taken for one, several titles too."""
    described, held = marked(table, s.texts[b, 0], s.texts[b, 1], marks)
    holding, titles = marked(table, s.texts[b, 1], s.texts[b, 2], marks)
    descriptions = cosine(described, s.texts[a, 3], s.texts[b, 3]) / limits.much_shared
    within = max(held / max(1, s.texts[a, 4]), holding / max(1, s.texts[b, 4]))
    of_descriptions: float = limits.of_description * max(within, min(1.0, descriptions))
    return max(of_descriptions, cosine(titles, s.texts[a, 4], s.texts[b, 4]))


@part
def marked(table: Table, begin: int, end: int, marks: Marks) -> tuple[int, int]:
    """Squared weights of words that the other's description may hold, and of those that its titles may hold."""
    described = titled = 0
    for at in range(begin, end):
        word = table.words[at]
        said, weight = int(marks[OF_WORDS, (word >> 4) % MARKS]), (word & 15) * (word & 15)
        described += weight * (said & IN_DESCRIPTION)
        titled += weight * (said // IN_TITLES)
    return described, titled


@part
def cosine(shared: int, one: int, other: int) -> float:
    """Of what two share, and their squared weights."""
    return shared / (float(one) * float(other)) ** 0.5 if shared else 0.0


@part
def in_meaning(table: Table, s: Sketches, a: int, b: int, marks: Marks, limits: Limits) -> float:  # noqa: PLR0913, PLR0917 - as above
    """At least `merging.meant`. Families that share a mark are taken for one."""
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
    found: float = limits.of_description * max(within, of_descriptions)
    return max(found, cosine(titles, mine[3], theirs[3]))
