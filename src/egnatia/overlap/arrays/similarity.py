"""How much texts may be alike at most, of one activity and many others: compiled loops.

The words of the one are marked in a table, and so is what they mean. Those of another are then looked up as they come,
without a step through both.
"""

from typing import NamedTuple

import numpy as np

from egnatia.overlap.arrays.compilation import part
from egnatia.overlap.arrays.sketch_comparison import SLACK, in_concepts, one_size
from egnatia.overlap.arrays.sketches import (
    COMMON,
    COMMON_TITLES,
    DESCRIPTION,
    END,
    MEANT,
    MEANT_BELOW,
    MEANT_END,
    MEANT_TITLES,
    OF_TITLES,
    RARE_ABOVE,
    RARE_BELOW,
    TITLES,
    WEIGHT,
    WORTHS,
    strangers,
)
from egnatia.overlap.arrays.tables import EXACT_SECTORS, Marks, Sketches, Thresholds
from egnatia.overlap.arrays.thresholds import IMPOSSIBLE, Least, both_at_length, needed_at_length
from egnatia.overlap.descriptions import LITTLE

# Rows of marks: where a word stands, and what a family is worth in descriptions and in titles.
WORDS, FAMILIES = range(2)
ROWS = 2
# Steps from what is said of descriptions to what is said of titles, which stands in front of it in one number.
TO_TITLES, TO_WORTH = 24, 16
IN_DESCRIPTIONS = (1 << TO_WORTH) - 1
BELOW, ABOVE = 1, 1 << TO_TITLES  # in the description, in titles


class TextLikeness(NamedTuple):
    """At least `arrays.agreement.alike` and `arrays.descriptions.in_common`."""

    alike: float
    common: float


@part
def may_reach(s: Sketches, a: int, b: int, marks: Marks, least: Least, limits: Thresholds) -> bool:  # noqa: PLR0913, PLR0917 - two rows, the marks of one, and what is asked
    """Whether `arrays.agreement.alike` may be what is asked, and what both describe at length may be enough alike."""
    texts = in_words(s, a, b, marks, limits)
    if strangers(s, a, b):
        meaning = in_meaning(s, a, b, marks, limits)
        if meaning.alike >= least.meant:
            return True
        texts = TextLikeness(max(texts.alike, meaning.alike), max(texts.common, meaning.common))
    of_one = texts.common >= LITTLE - SLACK or may_differ(s, a, b, limits)
    if least.chain and (of_one or s.facts[a, EXACT_SECTORS] & s.facts[b, EXACT_SECTORS]):
        return True
    overlaps = least.overlap < IMPOSSIBLE and texts.common >= needed_at_length(s, a, b, limits) - SLACK
    floor = min(least.overlap if overlaps else IMPOSSIBLE, least.work if of_one else IMPOSSIBLE)
    if floor >= IMPOSSIBLE:
        return False
    return texts.alike >= floor or limits.of_concepts * in_concepts(s, a, b, limits) >= floor


@part
def may_differ(s: Sketches, a: int, b: int, limits: Thresholds) -> bool:
    """Whether two descriptions of one work may have little in common."""
    return one_size(s, a, b, limits) or not both_at_length(s, a, b)


@part
def mark(s: Sketches, a: int, marks: Marks) -> None:
    """Marks the words of an activity and what they mean, for looking up those of many others."""
    texts = s.texts[a]
    for at in range(texts[DESCRIPTION], texts[TITLES]):
        marks[WORDS, s.words[at] >> 4] |= BELOW
    for at in range(texts[TITLES], texts[END]):
        marks[WORDS, s.words[at] >> 4] |= ABOVE
    for at in range(texts[MEANT_BELOW], texts[MEANT_END]):
        family = family_of(s, at)
        marks[FAMILIES, family] = max(worth_of(s, at), marks[FAMILIES, family])
    for at in range(texts[END], texts[MEANT_BELOW]):
        family = family_of(s, at)
        before = marks[FAMILIES, family]
        marks[FAMILIES, family] = max(worth_of(s, at), before >> TO_WORTH) << TO_WORTH | (before & IN_DESCRIPTIONS)


@part
def family_of(s: Sketches, at: int) -> int:
    """Where a family is marked. Families that share a mark are taken for one."""
    return np.uint64(s.words[at] >> 4)  # type: ignore[return-value] # a row is not looked up from its end


@part
def worth_of(s: Sketches, at: int) -> np.int64:
    """What it is worth, or a little more."""
    return np.int64((np.int64(s.words[at] & 15) + 1) * WORTHS)


@part
def wipe(s: Sketches, a: int, marks: Marks) -> None:
    """Takes the marks of an activity off again."""
    texts = s.texts[a]
    for at in range(texts[DESCRIPTION], texts[END]):
        marks[WORDS, s.words[at] >> 4] = 0
    for at in range(texts[END], texts[MEANT_END]):
        marks[FAMILIES, family_of(s, at)] = 0


@part
def in_words(s: Sketches, a: int, b: int, marks: Marks, limits: Thresholds) -> TextLikeness:
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
    return TextLikeness(
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
def in_meaning(s: Sketches, a: int, b: int, marks: Marks, limits: Thresholds) -> TextLikeness:
    """At least what is meant adds. Families that share a mark are taken for one."""
    mine, theirs = s.texts[a], s.texts[b]
    titles = held = holding = descriptions = np.int64(0)
    for at in range(np.uint64(theirs[END]), np.uint64(theirs[MEANT_BELOW])):
        own = np.int64(marks[FAMILIES, family_of(s, at)])
        if own:
            worth = worth_of(s, at)
            titles += worth * (own >> TO_WORTH)
            held += worth * min(worth, own & IN_DESCRIPTIONS)
    for at in range(np.uint64(theirs[MEANT_BELOW]), np.uint64(theirs[MEANT_END])):
        own = np.int64(marks[FAMILIES, family_of(s, at)])
        if own:
            worth, title = worth_of(s, at), own >> TO_WORTH
            holding += title * min(title, worth)
            descriptions += worth * (own & IN_DESCRIPTIONS)
    within = max(held / max(1, theirs[MEANT_TITLES]), holding / max(1, mine[MEANT_TITLES]))
    of_descriptions = min(1.0, cosine(int(descriptions), mine[MEANT], theirs[MEANT]) / limits.much_meant)
    of_titles = cosine(int(titles), mine[MEANT_TITLES], theirs[MEANT_TITLES])
    return TextLikeness(
        max(of_titles, limits.of_description * max(within, of_descriptions)),
        (max(of_titles, within) + of_descriptions) / 2.0,
    )
