"""Concepts in a text: terms of several words first, then its single words in any form."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import chain
from typing import NamedTuple

from egnatia.language.concepts import LANGUAGES, language_group
from egnatia.language.identify import identify
from egnatia.language.lexicon.sides import Concepts, core, particles_apart, sides
from egnatia.language.lexicon.tables import entries, names, positions
from egnatia.language.words import WORD, Remembered


@lru_cache(maxsize=1 << 17)
def of_word(written: str, language: str) -> Concepts:
    """The concepts that a word may express. English is read beside a language outside the lexicon."""
    side = sides(read_as(language))
    known = side.answers.get(written) if language in LANGUAGES else None
    return side.of_word(written, language) if known is None else known


def is_silent(written: str, language: str) -> bool:
    """Whether a word stands for no concept: "who" and "WE", but not "WHO"."""
    return sides(read_as(language)).is_silent(written)


def read_as(language: str) -> str:
    """The language of the lexicon that a word is looked up in."""
    return language if language in LANGUAGES else "en"


def spans(written: Sequence[str], language: str) -> Iterator[tuple[str, Concepts]]:
    """The words, as written, of each term of several words and of each word that express concepts, and these."""
    side, known = sides(read_as(language)), spoken(language)
    row = [(place, word) for place, each in enumerate(written) for word in known[each]]
    stems = [word.core for _, word in row]
    for position, (place, word) in enumerate(row):
        if word.begins:
            length, phrase = side.phrase_at(stems, position)
            if phrase:
                yield " ".join(written[place : row[position + length - 1][0] + 1]), phrase
        if word.concepts:
            yield written[place], word.concepts


class Spoken(NamedTuple):
    """A word of a text: what its phrases are looked up by, whether one may begin with it, and its concepts."""

    core: str
    begins: bool
    concepts: Concepts


@lru_cache(maxsize=1 << 4)
def read(text: str, language: str) -> tuple[Concepts, ...]:
    """The concepts of each term of several words and of each word, for as many as express any: those of `spans`.

    The last few are kept: what an activity says is asked for in more than one way in a row.
    """
    pieces = text.split()  # no word reaches across white space
    row = list(chain.from_iterable(map(spoken(language).__getitem__, pieces)))
    side, stems = sides(read_as(language)), [word.core for word in row]
    found: list[Concepts] = []
    for position, (_, begins, single) in enumerate(row):
        if begins and (phrase := side.phrase_at(stems, position)[1]):
            found.append(phrase)
        if single:
            found.append(single)
    return tuple(found)


def phrases(language: str) -> Mapping[tuple[str, ...], Concepts]:
    """The terms of several words of a language of the lexicon, by what is left of their words (`core`)."""
    return sides(language).phrases


@lru_cache(maxsize=1 << 6)
def spoken(language: str) -> Remembered[str, tuple[Spoken, ...]]:
    """What is in a piece of text, which has no white space, by the piece; particles are left out."""
    return Remembered(partial(_spoken, language=language), most=1 << 17)


def _spoken(piece: str, language: str) -> tuple[Spoken, ...]:
    firsts = sides(read_as(language)).firsts
    row = [(word, core(word)) for word in spoken_words(piece, language)]
    return tuple(Spoken(own, own in firsts, of_word(word, language)) for word, own in row)


def spoken_words(piece: str, language: str) -> list[str]:
    """The words in a piece of text, as written; particles are left out."""
    found = WORD.findall(piece)
    return [found[place] for place in particles_apart(found, language)]


def concepts(text: str, language: str | None = None) -> Counter[str]:
    """Concept (its English head word) -> how often `text` may express it. None: the language is told by the text."""
    code = identify(text) if language is None else language_group(language)
    found: Counter[str] = Counter()
    for candidates in read(text, code):
        found.update(names()[concept] for concept in candidates)
    return found


def term(concept: str, language: str) -> str:
    """The usual term of a concept in a language of the lexicon; "" for a concept that it lacks."""
    position = positions().get(concept)
    return "" if position is None else entries(language)[position][0]
