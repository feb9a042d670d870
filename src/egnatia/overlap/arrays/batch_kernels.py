"""What stands in columns of thousands of activities, put there by compiled loops from the numbers of what they state
and say. The same as `Columns.add` puts there of activities that are prepared."""

import numpy as np

from egnatia.overlap.arrays.compilation import compiled, part
from egnatia.overlap.arrays.facts import BatchFacts
from egnatia.overlap.arrays.key_parts import begin_of
from egnatia.overlap.arrays.keys import entries
from egnatia.overlap.arrays.tables import ECONOMIES, SETS, TITLE_CONCEPTS, Filed, Small
from egnatia.overlap.arrays.texts import in_twos, read
from egnatia.overlap.arrays.tokenizer import cut

__all__ = ["cut", "entries", "filed", "in_twos", "read"]


@compiled
def filed(of: BatchFacts) -> Filed:
    """The sets and texts of each activity."""
    count, texts = len(of.stated.sums), len(of.stated.sums) + len(of.stated.stems_to)
    made = Filed(
        np.empty(_members(of), np.int64),
        np.empty(count * SETS, np.int64),
        np.empty(begin_of(of.told.stems_to, count) + len(of.stated.stems), np.int32),
        np.empty(texts, np.int64),
        np.zeros(texts, np.int64),
    )
    members = words = text = 0
    for activity in range(count):
        members = _sets(of, activity, made, members)
        begin, end = begin_of(of.told.stems_to, activity), of.told.stems_to[activity]
        words = _text(of, of.told.stems, begin, end, made, text, words)
        text += 1
        for title in range(begin_of(of.stated.titles_to, activity), of.stated.titles_to[activity]):
            begin, end = begin_of(of.stated.stems_to, title), of.stated.stems_to[title]
            words = _text(of, of.stated.stems, begin, end, made, text, words)
            text += 1
    return Filed(made.sets[:members], made.sets_to, made.words, made.words_to, made.whole)


@part
def _members(of: BatchFacts) -> int:
    """Room for the members of all sets."""
    count = len(of.stated.sums)
    room = len(of.stated.names) + 2 * begin_of(of.told.concepts_to, 2 * count)
    for activity in range(count):
        for sort in range(ECONOMIES, TITLE_CONCEPTS):
            number = of.stated.sets[activity, sort]
            room += of.members.hashes_at[number + 1] - of.members.hashes_at[number]
    return room


@compiled
def _sets(of: BatchFacts, activity: int, made: Filed, filled: int) -> int:
    """Adds the sets of an activity, each in order; where the last one ends."""
    row = activity * SETS
    for place in range(begin_of(of.stated.names_to, activity), of.stated.names_to[activity]):
        made.sets[filled] = of.stated.names[place]
        filled += 1
    made.sets_to[row] = filled
    for sort in range(ECONOMIES, TITLE_CONCEPTS):
        number = of.stated.sets[activity, sort]
        for place in range(of.members.hashes_at[number], of.members.hashes_at[number + 1]):
            made.sets[filled] = of.members.hashes[place]
            filled += 1
        made.sets_to[row + sort] = filled
    begin = begin_of(of.told.concepts_to, 2 * activity)
    for sort in range(TITLE_CONCEPTS, SETS):
        before = filled
        for place in range(begin, of.told.concepts_to[2 * activity + sort - TITLE_CONCEPTS]):
            made.sets[filled] = of.terms.concepts[of.told.concepts[place]]
            filled += 1
        made.sets[before:filled].sort()
        made.sets_to[row + sort] = filled
    return filled


@compiled
def _text(of: BatchFacts, stems: Small, begin: int, end: int, made: Filed, text: int, filled: int) -> int:  # noqa: PLR0913, PLR0917 - which stems, and where they go
    """Adds the stems of a text, in order; where the last one stands."""
    before = filled
    for place in range(begin, end):
        made.words[filled] = of.terms.words[stems[place]]
        weight = of.terms.weights[stems[place]]
        made.whole[text] += weight * weight
        filled += 1
    made.words[before:filled].sort()
    made.words_to[text] = filled
    return filled
