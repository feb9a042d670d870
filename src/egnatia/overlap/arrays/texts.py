"""What texts say, worked out by compiled loops from the numbers of their words (see `arrays/glossary.py`).

The same as `titles.terms_of`, `concepts_in` and `said` find, of thousands of activities at a time.
"""

from typing import NamedTuple

import numpy as np

from egnatia.overlap.arrays.compilation import compiled, part
from egnatia.overlap.arrays.glossary import LEVEL, NONE, GlossaryArrays, Sizes, TextArrays, TextFeatures
from egnatia.overlap.arrays.kernels import first_of
from egnatia.overlap.arrays.tables import Numbers, Small
from egnatia.overlap.basket_funds import FIRST, SECOND, WHOLE
from egnatia.overlap.concepts import BITS, FAMILY, MASK, MOST_IN_DESCRIPTIONS, MOST_IN_TITLES, SHIFT
from egnatia.overlap.keys import ALONE, SAID_BELOW, SAID_IN_TITLE, TELLING
from egnatia.overlap.prepare import FIRST_WORDS

MOST_CODES = SAID_IN_TITLE * (SAID_IN_TITLE + 1) // 2 + SAID_BELOW  # of one activity


class TextWorkspace(NamedTuple):
    """Where a text lies while it is read. `seen` hold the number of the row in which something was noted last."""

    row: Small
    meant: Small
    seen_stems: Numbers
    seen_concepts: Numbers
    seen_families: Numbers
    best: Small
    families: Small


@compiled
def read(texts: TextArrays, known: GlossaryArrays, sizes: Sizes) -> TextFeatures:
    """What each activity says."""
    count = (len(texts.texts_at) - 1) // 2
    desk, told = _desk(texts, known, sizes), _nothing_told(texts, known, sizes, count)
    stems = concepts = said = 0
    for activity in range(count):
        titles, middle, end = texts.texts_at[2 * activity : 2 * activity + 3]
        mark = activity + 1
        for text in range(titles, end):
            words = _words(texts, known, text, FIRST_WORDS if text >= middle else len(desk.row), desk.row)
            if text >= middle:
                stems = _stems(known, desk, words, mark, told.stems, stems)
            concepts = _concepts(known, desk, words, mark, told.concepts, concepts)
            if text < middle:
                told.concepts_to[2 * activity] = concepts
            told.marks[activity] |= _marked(texts, known, text)
            told.pooling[activity] |= _pooling(known, desk, words)
        if titles == middle:
            told.concepts_to[2 * activity] = told.concepts_to[2 * activity - 1] if activity else 0
        told.stems_to[activity], told.concepts_to[2 * activity + 1] = stems, concepts
        begin, between = told.concepts_to[2 * activity - 1] if activity else 0, told.concepts_to[2 * activity]
        told.concepts[begin:between].sort()
        told.concepts[between:concepts].sort()
        for part_of, first, last, most in (
            (0, titles, middle, MOST_IN_TITLES),
            (1, middle, end, MOST_IN_DESCRIPTIONS),
        ):
            found = 0
            for text in range(first, last):
                found = _said(texts, known, desk, text, 2 * mark + part_of, found)
            row = _kept(desk, found, most)
            told.said[said : said + len(row)] = row
            said += len(row)
            told.said_to[2 * activity + part_of] = said
    return told


@compiled
def _desk(texts: TextArrays, known: GlossaryArrays, sizes: Sizes) -> TextWorkspace:
    """Room for the longest text."""
    words = spoken = 0
    for text in range(len(texts.pieces_at) - 1):
        of_words = of_spoken = 0
        for place in range(texts.pieces_at[text], texts.pieces_at[text + 1]):
            piece = texts.pieces[place]
            of_words += known.words_at[piece + 1] - known.words_at[piece]
            of_spoken += known.spoken_at[piece + 1] - known.spoken_at[piece]
        words, spoken = max(words, of_words), max(spoken, of_spoken)
    return TextWorkspace(
        np.empty(max(words, spoken), np.int32),
        np.empty(spoken, np.int32),
        np.zeros(sizes.stems, np.int64),
        np.zeros(sizes.concepts, np.int64),
        np.zeros(sizes.families, np.int64),
        np.empty(sizes.families, np.int32),
        np.empty(sizes.families, np.int32),
    )


@compiled
def _nothing_told(texts: TextArrays, known: GlossaryArrays, sizes: Sizes, count: int) -> TextFeatures:
    """Room for all that may be told."""
    words = 0
    for piece in texts.pieces:
        words += known.words_at[piece + 1] - known.words_at[piece]
    return TextFeatures(
        np.empty(words, np.int32),
        np.empty(count, np.int64),
        np.empty(count * sizes.concepts, np.int32),
        np.empty(2 * count, np.int64),
        np.empty(count * (MOST_IN_TITLES + MOST_IN_DESCRIPTIONS), np.int32),
        np.empty(2 * count, np.int64),
        np.zeros(count, np.bool_),
        np.zeros(count, np.bool_),
        texts.tongues,
    )


@part
def _words(texts: TextArrays, known: GlossaryArrays, text: int, most: int, row: Small) -> int:
    """Puts the folded words of a text into a row; how many."""
    filled = 0
    for place in range(texts.pieces_at[text], texts.pieces_at[text + 1]):
        piece = texts.pieces[place]
        for word in range(known.words_at[piece], known.words_at[piece + 1]):
            if filled == most:
                return filled
            row[filled] = known.words[word]
            filled += 1
    return filled


@part
def _noted(number: int, seen: Numbers, mark: int, found: Small, filled: int) -> int:
    """Adds a number to what was found, unless it was noted under this mark before."""
    if seen[number] == mark:
        return filled
    seen[number] = mark
    found[filled] = number
    return filled + 1


@part
def _stems(known: GlossaryArrays, desk: TextWorkspace, words: int, mark: int, found: Small, filled: int) -> int:  # noqa: PLR0913, PLR0917 - a row, and where its stems go
    for place in range(words):
        stem = known.stems[desk.row[place]]
        if stem != NONE:
            filled = _noted(stem, desk.seen_stems, mark, found, filled)
    return filled


@part
def _concepts(known: GlossaryArrays, desk: TextWorkspace, words: int, mark: int, found: Small, filled: int) -> int:  # noqa: PLR0913, PLR0917 - as above
    for place in range(words):
        word = desk.row[place]
        for at in range(known.alone_at[word], known.alone_at[word + 1]):
            filled = _noted(known.alone[at], desk.seen_concepts, mark, found, filled)
        for at in range(known.begun_at[word], known.begun_at[word + 1]):
            if _goes_on(known, known.begun[at], desk.row, place, words):
                filled = _noted(known.expressed[known.begun[at]], desk.seen_concepts, mark, found, filled)
    return filled


@part
def _goes_on(known: GlossaryArrays, pattern: int, row: Small, place: int, words: int) -> bool:
    """As `concepts.Pattern.goes_on`."""
    for at in range(known.parts_at[pattern], known.parts_at[pattern + 1]):
        place += 1
        if place == words or not _fits(known, row[place], known.parts[at]):
            return False
    return True


@part
def _fits(known: GlossaryArrays, word: int, wanted: int) -> bool:
    for at in range(known.fitted_at[word], known.fitted_at[word + 1]):  # noqa: SIM110 - a generator makes objects
        if known.fitted[at] == wanted:
            return True
    return False


@part
def _marked(texts: TextArrays, known: GlossaryArrays, text: int) -> bool:
    for place in range(texts.pieces_at[text], texts.pieces_at[text + 1]):  # noqa: SIM110 - a generator makes objects
        if known.marks[texts.pieces[place]]:
            return True
    return False


@part
def _pooling(known: GlossaryArrays, desk: TextWorkspace, words: int) -> bool:
    """Whether a term of one word stands in a row, or what may be the first two words of a term."""
    begun = False
    for place in range(words):
        stands = known.pooling[desk.row[place]]
        if stands & WHOLE or (begun and stands & SECOND):
            return True
        begun = bool(stands & FIRST)
    return False


@part
def _said(texts: TextArrays, known: GlossaryArrays, desk: TextWorkspace, text: int, mark: int, found: int) -> int:  # noqa: PLR0913, PLR0917 - as above
    """Adds the families of a text to those found, each with the greatest worth; how many there are."""
    spoken = 0
    for place in range(texts.pieces_at[text], texts.said_to[text]):
        piece = texts.pieces[place]
        for word in range(known.spoken_at[piece], known.spoken_at[piece + 1]):
            desk.row[spoken], desk.meant[spoken] = known.cores[word], known.meant[word]
            spoken += 1
    for place in range(spoken):
        if known.roots[desk.row[place]] != NONE:
            found = _worth(known, desk, _phrase(known, desk.row, place, spoken), mark, found)
        found = _worth(known, desk, desk.meant[place], mark, found)
    return found


@part
def _phrase(known: GlossaryArrays, cores: Small, place: int, spoken: int) -> int:
    """The number for the concepts of the longest phrase that begins at a place, or NONE."""
    at, longest = known.roots[cores[place]], NONE
    for further in range(place + 1, spoken):
        at = _led(known, int(at) * LEVEL + int(cores[further]))
        if at == NONE:
            break
        if known.ends[at] != NONE:
            longest = known.ends[at]
    return longest


@part
def _led(known: GlossaryArrays, step: int) -> int:
    """Where a step of a phrase leads; NONE where no phrase goes on so."""
    at = first_of(known.steps, step)
    return known.leads[at] if at < len(known.steps) and known.steps[at] == step else NONE


@part
def _worth(known: GlossaryArrays, desk: TextWorkspace, meant: int, mark: int, found: int) -> int:
    """Adds the families that some concepts are of."""
    if meant == NONE:
        return found
    for at in range(known.worths_at[meant], known.worths_at[meant + 1]):
        family = known.worths[at] >> BITS
        if desk.seen_families[family] == mark:
            desk.best[family] = max(desk.best[family], known.worths[at])
        else:
            desk.seen_families[family] = mark
            desk.best[family] = known.worths[at]
            desk.families[found] = family
            found += 1
    return found


@compiled
def _kept(desk: TextWorkspace, found: int, most: int) -> Small:
    """The worths of the families found, in order; of too many the most telling ones, as `concepts.most_telling`."""
    row = desk.best[desk.families[:found]]
    if found > most:
        turned = (MASK - (row & MASK)).astype(np.int64) << SHIFT | (row >> BITS)
        turned.sort()
        turned = turned[:most]
        row = ((turned & FAMILY) << BITS | MASK - (turned >> SHIFT)).astype(np.int32)
    row.sort()
    return row


@compiled
def in_twos(said: Small, ends: Numbers) -> tuple[Numbers, Numbers]:
    """As `keys.said_in_twos`, of activities whose titles and descriptions say these rows; where those of each end."""
    count = len(ends) // 2
    codes, codes_to = np.empty(count * MOST_CODES, np.int64), np.empty(count, np.int64)
    first, further = np.empty(MOST_IN_TITLES, np.int64), np.empty(MOST_IN_DESCRIPTIONS, np.int64)
    filled = 0
    for activity in range(count):
        begin = ends[2 * activity - 1] if activity else 0
        middle, end = ends[2 * activity], ends[2 * activity + 1]
        titles = _turned(said, begin, middle, begin, begin, first)
        below = _turned(said, middle, end, begin, middle, further)
        first[:titles].sort()
        further[:below].sort()
        filled = _alone(first, min(titles, SAID_IN_TITLE), codes, filled)
        families = first[: min(titles, SAID_IN_TITLE)] & FAMILY
        families.sort()
        for one in range(len(families)):
            for two in range(one + 1, len(families)):
                codes[filled] = families[one] << SHIFT | families[two]
                filled += 1
        filled = _alone(further, min(below, SAID_BELOW), codes, filled)
        codes_to[activity] = filled
    return codes[:filled], codes_to


@part
def _turned(said: Small, begin: int, end: int, there: int, to: int, found: Numbers) -> int:  # noqa: PLR0913, PLR0917 - two parts of a row
    """The numbers from `begin` to `end`, so turned that the most telling one is the least, without the families that
    stand from `there` to `to`; how many."""
    filled = 0
    for place in range(begin, end):
        number = int(said[place])
        family = number >> BITS
        while there < to and said[there] >> BITS < family:
            there += 1
        if there == to or said[there] >> BITS != family:
            found[filled] = (MASK - (number & MASK)) << SHIFT | family
            filled += 1
    return filled


@part
def _alone(turned: Numbers, most: int, codes: Numbers, filled: int) -> int:
    """Adds the families that can stand alone among the first `most`."""
    for place in range(most):
        if MASK - (turned[place] >> SHIFT) >= TELLING:
            codes[filled] = (turned[place] & FAMILY) << SHIFT | ALONE & FAMILY
            filled += 1
    return filled
