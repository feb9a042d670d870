"""How much texts may be alike at most, of one activity and many others: compiled loops.

The words of the one are marked in a table, and so is what they mean. Those of another are then looked up as they come,
without a step through both.
"""

from typing import NamedTuple

import numpy as np

from egnatia.overlap.comparing import SLACK, in_concepts, one_size
from egnatia.overlap.compiled import part
from egnatia.overlap.described import LITTLE
from egnatia.overlap.needed import IMPOSSIBLE, Least, both_at_length, needed_at_length
from egnatia.overlap.said import BITS as WORTH_BITS
from egnatia.overlap.said import MASK as WORTH_MASK
from egnatia.overlap.sketches import (
    COMMON,
    COMMON_TITLES,
    DESCRIPTION,
    END,
    MARKS,
    OF_TITLES,
    RARE_ABOVE,
    RARE_BELOW,
    TITLES,
    WEIGHT,
    strangers,
)
from egnatia.overlap.tables import EXACT_SECTORS, Limits, Marks, Sketches, Table

# Rows of marks: where a word stands, and what a family is worth in descriptions and in titles.
WORDS, FAMILIES = range(2)
ROWS = 2
# Steps from what is said of descriptions to what is said of titles, which stands in front of it in one number.
TO_TITLES, TO_WORTH = 24, 16
BELOW, ABOVE = 1, 1 << TO_TITLES  # in the description, in titles


class Alike(NamedTuple):
    """At least `agreeing.alike` and `describing.in_common`."""

    alike: float
    common: float


@part
def may_reach(  # noqa: PLR0913, PLR0917 - two rows, the marks of one, and what is asked
    table: Table, s: Sketches, a: int, b: int, marks: Marks, least: Least, limits: Limits
) -> bool:
    """Whether `agreeing.alike` may be what is asked, and what both describe at length may have enough in common."""
    texts = in_words(s, a, b, marks, limits)
    if strangers(s, a, b):
        meaning = in_meaning(table, s, a, b, marks, limits)
        if meaning.alike >= least.meant:
            return True
        texts = Alike(max(texts.alike, meaning.alike), max(texts.common, meaning.common))
    of_one = texts.common >= LITTLE - SLACK or may_differ(s, a, b, limits)
    if least.chain and (of_one or s.facts[a, EXACT_SECTORS] & s.facts[b, EXACT_SECTORS]):
        return True
    overlaps = least.overlap < IMPOSSIBLE and texts.common >= needed_at_length(s, a, b, limits) - SLACK
    floor = min(least.overlap if overlaps else IMPOSSIBLE, least.work if of_one else IMPOSSIBLE)
    if floor >= IMPOSSIBLE:
        return False
    return texts.alike >= floor or limits.of_concepts * in_concepts(s, a, b, limits) >= floor


@part
def may_differ(s: Sketches, a: int, b: int, limits: Limits) -> bool:
    """Whether two descriptions of one work may have little in common."""
    return one_size(s, a, b, limits) or not both_at_length(s, a, b)


@part
def mark(table: Table, s: Sketches, a: int, marks: Marks) -> None:
    """Marks the words of an activity and what they mean, for looking up those of many others."""
    texts, said = s.texts[a], s.said[a]
    for at in range(texts[DESCRIPTION], texts[TITLES]):
        marks[WORDS, s.words[at] >> 4] |= BELOW
    for at in range(texts[TITLES], texts[END]):
        marks[WORDS, s.words[at] >> 4] |= ABOVE
    for at in range(said[1], said[2]):
        family, worth = family_of(table, at), table.said[at] & WORTH_MASK
        marks[FAMILIES, family] = max(worth, marks[FAMILIES, family])
    for at in range(said[0], said[1]):
        family, worth = family_of(table, at), table.said[at] & WORTH_MASK
        before = marks[FAMILIES, family]
        marks[FAMILIES, family] = max(worth, before >> TO_WORTH) << TO_WORTH | (before & WORTH_MASK)


@part
def family_of(table: Table, at: int) -> int:
    """Where a family is marked. Families that share a mark are taken for one."""
    return np.uint64((table.said[at] >> WORTH_BITS) & (MARKS - 1))  # type: ignore[return-value] # a row is not looked up from its end


@part
def wipe(table: Table, s: Sketches, a: int, marks: Marks) -> None:
    """Takes the marks of an activity off again."""
    for at in range(s.texts[a, DESCRIPTION], s.texts[a, END]):
        marks[WORDS, s.words[at] >> 4] = 0
    for at in range(s.said[a, 0], s.said[a, 2]):
        marks[FAMILIES, family_of(table, at)] = 0


@part
def in_words(s: Sketches, a: int, b: int, marks: Marks, limits: Limits) -> Alike:
    """At least what words add. Words that share a mark are taken for one, several titles too."""
    mine, theirs = s.texts[a], s.texts[b]
    common, common_titled = marked(s, theirs[DESCRIPTION], theirs[RARE_BELOW], marks)
    below, titled = marked(s, theirs[RARE_BELOW], theirs[TITLES], marks)
    common_holding, common_titles = marked(s, theirs[TITLES], theirs[RARE_ABOVE], marks)
    holding, titles = marked(s, theirs[RARE_ABOVE], theirs[END], marks)
    of_titles = cosine(common_titles + titles, mine[OF_TITLES], theirs[OF_TITLES])
    within = max(
        (common_titled + titled) / max(1, mine[OF_TITLES]), (common_holding + holding) / max(1, theirs[OF_TITLES])
    )
    of_descriptions = min(1.0, cosine(common + below, mine[WEIGHT], theirs[WEIGHT]) / limits.much_shared)
    theme = min(1.0, cosine(common, mine[COMMON], theirs[COMMON]) / limits.much_shared)
    theme = max(theme, cosine(common_titles, mine[COMMON_TITLES], theirs[COMMON_TITLES]))
    return Alike(
        max(of_titles, limits.of_description * max(within, of_descriptions)),
        (max(of_titles, within) + of_descriptions + theme) / 3.0,
    )


@part
def marked(s: Sketches, begin: int, end: int, marks: Marks) -> tuple[int, int]:
    """Squared weights of words that the other's description may hold, and of those that its titles may hold."""
    found = np.int64(0)
    for at in range(np.uint64(begin), np.uint64(end)):  # not signed: no row is looked up from its end
        word = np.uint64(s.words[at])
        weight = np.int64(word & np.uint64(15))
        found += weight * weight * marks[WORDS, word >> np.uint64(4)]
    return int(found & (ABOVE - 1)), int(found >> TO_TITLES)


@part
def cosine(shared: int, one: int, other: int) -> float:
    """Of what two share, and their squared weights; what weighs nothing only shares a mark."""
    return shared / (float(one) * float(other)) ** 0.5 if shared and one and other else 0.0


@part
def in_meaning(table: Table, s: Sketches, a: int, b: int, marks: Marks, limits: Limits) -> Alike:  # noqa: PLR0913, PLR0917 - as above
    """At least what is meant adds. Families that share a mark are taken for one."""
    mine, theirs = s.said[a], s.said[b]
    titles = held = holding = descriptions = np.int64(0)
    for at in range(np.uint64(theirs[0]), np.uint64(theirs[1])):
        own = np.int64(marks[FAMILIES, family_of(table, at)])
        if own:
            worth = np.int64(table.said[at] & WORTH_MASK)
            titles += worth * (own >> TO_WORTH)
            held += worth * min(worth, own & WORTH_MASK)
    for at in range(np.uint64(theirs[1]), np.uint64(theirs[2])):
        own = np.int64(marks[FAMILIES, family_of(table, at)])
        if own:
            worth, title = np.int64(table.said[at] & WORTH_MASK), own >> TO_WORTH
            holding += title * min(title, worth)
            descriptions += worth * (own & WORTH_MASK)
    within = max(held / max(1, theirs[3]), holding / max(1, mine[3]))
    of_descriptions = min(1.0, cosine(int(descriptions), mine[4], theirs[4]) / limits.much_meant)
    of_titles = cosine(int(titles), mine[3], theirs[3])
    return Alike(
        max(of_titles, limits.of_description * max(within, of_descriptions)),
        (max(of_titles, within) + of_descriptions) / 2.0,
    )
