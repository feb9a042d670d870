"""Texts as vectors in one space for all languages: concepts of the lexicon, and romanised pieces of words for names."""

import math
import zlib
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from scipy.sparse import csr_matrix

from egnatia.language.concepts import language_group
from egnatia.language.identify import identifier, identify
from egnatia.language.lemmas import forms, lemmatizer
from egnatia.language.lexicon import families, is_silent, names, of_word, read, telling_weights
from egnatia.language.lexicon.lookup import spoken
from egnatia.language.lexicon.sides import core, sides
from egnatia.language.lexicon.tables import AMBIGUITY
from egnatia.language.script import fold
from egnatia.language.words import WORD

# Chosen on sentences of news in twelve languages and scripts (benchmarks/twins.py).
PIECES = 1 << 18  # columns that pieces of words share by their checksum
SIZE = 3  # characters of a piece
SHARE = 0.6  # length of the part of pieces, where the part of concepts is 1
FAMILY_SHARE = 1.0  # what a concept gives to its family
DAMPING = 0.5  # of how often a concept occurs
UNKNOWN, NAME, KNOWN, DIGITS = 1.0, 2.0, 0.1, 6.0  # weights of pieces: of words that the lexicon lacks, of names …
SHORTEST = 3

Row = dict[int, float]


def forget() -> None:
    """Let go of the lexicon, its dictionaries and what was looked up, read again when next asked for."""
    for kept in (sides, lemmatizer, identifier, forms, of_word, core, spoken, read, _weight_of, _pieces):
        kept.cache_clear()


def width() -> int:
    """How many columns a vector has."""
    return 2 * len(names()) + PIECES


def vectors(texts: Sequence[str], languages: Sequence[str | None] | None = None) -> csr_matrix:
    """One row a text, L2-normalised, of `width()` columns: `vectors(a) @ vectors(b).T` is the similarity, 0 to 1.

    `languages` are their codes; without one a text's language is told by the text.
    """
    rows = [vector(text, code) for text, code in zip(texts, languages or [None] * len(texts), strict=True)]
    starts = np.cumsum([0, *map(len, rows)])
    columns = np.fromiter((column for row in rows for column in row), np.int64, starts[-1])
    values = np.fromiter((value for row in rows for value in row.values()), np.float64, starts[-1])
    return csr_matrix((values, columns, starts), shape=(len(rows), width()))


def vector(text: str, language: str | None = None) -> Row:
    """The row of one text: column -> value. See `vectors`."""
    code = identify(text) if language is None else language_group(language)
    written = WORD.findall(text)
    said = _of_length(_concepts(text, code), 1.0)
    spelt = _of_length(_spelling(written, code), SHARE)
    return _of_length(said | spelt, 1.0)


def _of_length(row: Row, length: float) -> Row:
    own = math.sqrt(sum(value * value for value in row.values()))
    return {column: value * length / own for column, value in sorted(row.items())} if own else {}


def _concepts(text: str, language: str) -> Row:
    counted: dict[int, float] = defaultdict(float)
    for candidates in read(text, language):
        for concept in candidates:
            counted[concept] += len(candidates) ** -AMBIGUITY
    weights, related, count = telling_weights(), families(), len(names())
    row = {concept: weights[concept] * often**DAMPING for concept, often in counted.items()}
    for concept, value in list(row.items()):
        family = count + related[concept]
        row[family] = max(row.get(family, 0.0), FAMILY_SHARE * value)
    return row


def _spelling(written: Sequence[str], language: str) -> Row:
    row: dict[int, float] = defaultdict(float)
    for word in written:
        weight = _weight_of(word, language)
        for column in _pieces(fold(word)) if weight else ():
            row[column] += weight
    return row


@lru_cache(maxsize=1 << 15)
def _weight_of(word: str, language: str) -> float:
    """What each piece of a word counts; long words have more of them."""
    folded = fold(word)
    if any(map(str.isdigit, folded)):
        return DIGITS
    if not folded or is_silent(word, language):  # an apostrophe alone is a letter to Unicode, and nothing folded
        return 0.0
    known = KNOWN if of_word(word, language) else UNKNOWN
    return max(known, NAME if word[0].isupper() else 0.0) / math.sqrt(len(folded))


@lru_cache(maxsize=1 << 15)
def _pieces(folded: str) -> tuple[int, ...]:
    """Columns of the pieces of a word, its ends marked; of a number the one of the whole."""
    first = 2 * len(names())
    if any(map(str.isdigit, folded)):
        return (first + zlib.crc32(folded.encode()) % PIECES,)
    if len(folded) < SHORTEST:
        return ()
    padded = f" {folded} "
    parts = (padded[at : at + SIZE] for at in range(len(padded) - SIZE + 1))
    return tuple(first + zlib.crc32(part.encode()) % PIECES for part in parts)
