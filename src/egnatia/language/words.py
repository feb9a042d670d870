"""Words of a text, their rough stems, and character n-grams."""

import re
import sys
import unicodedata
from collections.abc import Callable, Hashable
from functools import lru_cache
from itertools import chain
from string import ascii_lowercase, digits
from typing import NamedTuple, TypeVar

from egnatia.language.script import fold

_APOSTROPHE = "['’‘ʼ`´ʻ′ʿ]"
WORD = re.compile(rf"[^\W_]+(?:{_APOSTROPHE}[^\W_]+)*")
_ELISION = re.compile(rf"\b[cdjlmnst]{_APOSTROPHE}(?=\w)", re.IGNORECASE)  # l'eau, d'Ivoire
STEM_LENGTH = 4  # shorter stems say too little
# Endings of case, number and article in the languages of the region, and the English plural. Rough on purpose:
# one rule for all languages, because the language that a source states is often wrong.
_WRITTEN = (
    "ijama ovima evima skog skih skim skom ama ima ovi ova evi ega ami jem ego ite eve ave ului ilor elor lar ler "
    "on oi ou is os as es og ih im em om oj ej ot ta te to it ul le in a e i o u y s"
)
_ENDINGS = frozenset(_WRITTEN.split())
_LENGTHS = range(max(map(len, _ENDINGS)), 0, -1)
Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Remembered(dict[Key, Value]):
    """What a pure function gives, by what it was asked; `map(remembered.__getitem__, words)` asks it where need be.

    One that holds `most` answers begins anew: most words of a text were met a short while ago.
    """

    def __init__(self, look_up: Callable[[Key], Value], most: int) -> None:
        super().__init__()
        self._look_up, self._most = look_up, most

    def __missing__(self, key: Key) -> Value:
        value = self._look_up(key)
        if len(self) >= self._most:
            self.clear()
        self[key] = value
        return value


_PLAIN = frozenset(ascii_lowercase + digits)


class Word(NamedTuple):
    """A word as written, folded, and its stem."""

    written: str
    folded: str
    stem: str


@lru_cache(maxsize=1 << 18)
def stem(folded: str) -> str:
    """A rough stem of a folded word: the same for most forms of one word, in every language alike."""
    if folded.isdigit() or len(folded) <= STEM_LENGTH:
        return folded
    if folded.endswith("ies"):
        return folded[:-3]
    if folded.endswith(("ss", "us")):
        return folded
    short = _without_ending(folded)
    return short[:-1] if short[-1] == short[-2] else short


def _without_ending(folded: str) -> str:
    """A word without the longest ending that leaves four Latin letters or digits before it."""
    for length in _LENGTHS:
        if folded[-length:] in _ENDINGS:
            left = folded[:-length]
            if len(left) >= STEM_LENGTH and _PLAIN.issuperset(left[-STEM_LENGTH:]):
                return left
    return folded


def folded_words(text: str) -> list[str]:
    """The folded words of `text`, in order."""
    return list(chain.from_iterable(map(FOLDED.__getitem__, text.split())))


def _folded(piece: str) -> tuple[str, ...]:
    """The folded words of a piece of text without white space, which folding never reaches across."""
    if piece.isascii() and piece.isalpha():
        return (sys.intern(piece.lower()),)
    return tuple(map(sys.intern, WORD.findall(fold(_ELISION.sub(" ", piece)))))


FOLDED = Remembered(_folded, most=1 << 18)


@lru_cache(maxsize=1 << 4)
def words(text: str) -> tuple[Word, ...]:
    """The words of `text`, as written and folded, in order. The last few are kept: what expresses a concept is looked
    for in the same texts as what has a stem."""
    return tuple(chain.from_iterable(map(_AS_WRITTEN.__getitem__, text.split())))


def _written(piece: str) -> tuple[Word, ...]:
    if piece.isalnum() and unicodedata.is_normalized("NFC", piece):
        written = [piece]  # as most often
    else:
        written = WORD.findall(_ELISION.sub(" ", unicodedata.normalize("NFC", piece)))
    return tuple([Word(each, folded, stem(folded)) for each in written for folded in FOLDED[each]])


_AS_WRITTEN = Remembered(_written, most=1 << 17)


def ngrams(folded: str, size: int = 3) -> frozenset[str]:
    """The character n-grams of a folded text, its ends marked by a space."""
    padded = f" {folded} "
    return frozenset(padded[i : i + size] for i in range(len(padded) - size + 1))
