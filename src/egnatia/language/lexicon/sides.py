"""The lexicon turned round: which concepts a term, a word or what is left of it may stand for.

What is worked out of the tables is kept on disk.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache, partial
from importlib.metadata import version
from itertools import takewhile
from pathlib import Path
from typing import TypeVar

import msgspec

from egnatia.language import disk_cache
from egnatia.language.lemmas import forms
from egnatia.language.lexicon.tables import entries, silent
from egnatia.language.script import fold_word
from egnatia.language.words import WORD, stem

Concepts = tuple[int, ...]  # positions in `names`
Form = TypeVar("Form", bound=Hashable)
# Words of a term that a text bends, puts elsewhere or leaves out: the article of Albanian adjectives, what makes verbs
# reflexive, the verb that Turkish makes verbs with.
_REFLEXIVE = dict.fromkeys(("hbs", "mk", "bg", "sl", "ro"), frozenset({"se"}))
PARTICLES = _REFLEXIVE | {"sq": frozenset({"i", "e", "te", "se"}), "tr": frozenset({"etmek", "edilmek", "olmak"})}
BEGINNING = 5  # letters that a form and its term must share at least, where no dictionary knows the form
ENDING = 2  # letters of a term that its forms may change


@dataclass(frozen=True, slots=True)
class Sides:
    """One language of the lexicon, turned round."""

    capitals: dict[str, Concepts]  # abbreviations, folded: read only where they are written in capitals
    words: dict[str, Concepts]  # terms of one word, folded
    # what a dictionary makes of a term, if other: of "iyileştirme" (improvement) "iyi" (good)
    lemmas: dict[str, Concepts]
    stems: dict[str, Concepts]
    beginnings: dict[str, Concepts]
    phrases: dict[tuple[str, ...], Concepts]  # terms of several words, by their stems
    lengths: dict[tuple[str, ...], tuple[int, ...]]  # first two stems -> how many words such terms have, longest first
    firsts: frozenset[str]  # the first of these stems
    silent: frozenset[str]  # folded words that stand for no concept
    answers: dict[str, Concepts]  # of terms of one word as the tables have them, and as they begin a sentence

    def with_answers(self, language: str) -> "Sides":
        """The same, with the answers that are asked for most."""
        terms = {term[0] for _, term in _terms(language) if len(term) == 1}
        terms |= {term[0].upper() + term[1:] for term in terms}
        return replace(self, answers={term: self.of_word(term, language) for term in sorted(terms)})

    def is_silent(self, written: str) -> bool:
        """Whether a word stands for no concept: "who" and "WE", but not "WHO"."""
        return fold_word(written) in self.silent and fold_word(capitals(written)) not in self.capitals

    def of_word(self, written: str, language: str) -> Concepts:
        """The concepts that a word may express. `language` is another one where this one is read beside it."""
        if self.is_silent(written):
            return ()
        own = forms(written, language)
        known = {concept for form in own for concept in self.words.get(form, ())}
        if own[0] not in self.words:
            known.update(concept for form in own for concept in self.lemmas.get(form, ()))
        if short := capitals(written):
            known.update(self.capitals.get(fold_word(short), ()))
        if known:
            return tuple(sorted(known))
        folded = fold_word(written)
        return self.stems.get(stem(folded)) or self._by_beginning(folded)

    def _by_beginning(self, folded: str) -> Concepts:
        for length in range(len(folded), BEGINNING - 1, -1):
            if known := self.beginnings.get(folded[:length]):
                return known
        return ()

    def phrase_at(self, stems: Sequence[str], position: int) -> tuple[int, Concepts]:
        """Length and concepts of the longest term of several words that begins at `position`; (0, ()) for none."""
        for length in self.lengths.get(tuple(stems[position : position + 2]), ()):
            phrase = tuple(stems[position : position + length])  # shorter at the end of a text
            if known := self.phrases.get(phrase):
                return len(phrase), known
        return 0, ()


@cache
def sides(language: str) -> Sides:
    """The lexicon as read in `language`, worked out once for all processes."""
    return kept_in(_places(), language)


def kept_in(places: Sequence[Path], language: str) -> Sides:
    """The same, as one of these folders has it, or worked out and put there."""
    make, unpack = partial(turned_round, language), msgspec.msgpack.Decoder(Sides).decode
    found: Sides = disk_cache.kept(places, language, make, msgspec.msgpack.encode, unpack)
    return found


@cache
def _places() -> list[Path]:
    language = Path(__file__).parents[1]
    return disk_cache.places(language, "lexicon", version_of(language))


def version_of(folder: Path) -> bytes:
    """Another version of a table or of a source, of simplemma or of Unicode may read a word in another way."""
    sources = sorted(path for kind in ("*.py", "*.tsv") for path in folder.rglob(kind))
    made_of = [f"{version('simplemma')} {unicodedata.unidata_version}".encode(), *map(Path.read_bytes, sources)]
    return b"".join(made_of)


def turned_round(language: str) -> Sides:
    """The same, worked out: about half a CPU second."""
    short, words, lemmas, stems, beginnings = (Turned[str]() for _ in range(5))
    phrases = Turned[tuple[str, ...]]()
    lengths = defaultdict[tuple[str, ...], set[int]](set)
    for concept, term in _terms(language):
        if len(term) == 1 and capitals(term[0]) == term[0]:
            short.note(fold_word(term[0]), concept)
        elif len(term) == 1:
            own = fold_word(term[0])
            for form in forms(term[0], language):
                (words if form == own else lemmas).note(form, concept)
                if len(form) > BEGINNING:
                    beginnings.note(form[: max(BEGINNING, len(form) - ENDING)], concept)
            stems.note(stem(own), concept)
        else:
            key = tuple(map(core, term))
            phrases.note(key, concept)
            lengths[key[:2]].add(len(key))
    return Sides(
        capitals=short,
        words=words,
        lemmas=lemmas,
        stems=stems,
        beginnings=beginnings,
        phrases=phrases,
        lengths={first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()},
        firsts=frozenset(first for first, *_ in lengths),
        silent=silent(language),
        answers={},
    ).with_answers(language)


class Turned(dict[Form, Concepts]):
    """Which concepts may be meant, by what is written; concepts are noted in their order."""

    def note(self, form: Form, concept: int) -> None:
        known = self.get(form, ())
        if concept not in known[-1:]:
            self[form] = (*known, concept)


def capitals(written: str) -> str:
    """The capitals that a word begins with, if there are two or more: WHO, but not who; ABD of ABD'nin, MP of MPs."""
    if not written[:2].isupper():
        return ""
    found = "".join(takewhile(str.isupper, written))
    return found if len(found) > 1 else ""


@lru_cache(maxsize=1 << 17)
def core(written: str) -> str:
    """What is left of a word of a phrase when every ending is taken off: of "trafikim" what is left of "trafikimit"."""
    whole, core = "", fold_word(written)
    while whole != core:
        whole, core = core, stem(core)
    return core


def _terms(language: str) -> Iterator[tuple[int, Sequence[str]]]:
    for concept, terms in enumerate(entries(language)):
        for term in terms:
            written = WORD.findall(term)
            yield concept, without_particles(written, language)


def without_particles(written: Sequence[str], language: str) -> Sequence[str]:
    """The words of a term or a text that tell it from others; all, where there are no others."""
    return [written[place] for place in particles_apart(written, language)] or written


def particles_apart(written: Sequence[str], language: str) -> Sequence[int]:
    """Where the words of a text stand that are no particles."""
    particles = PARTICLES.get(language)
    if particles is None:
        return range(len(written))
    return [place for place, word in enumerate(written) if fold_word(word) not in particles]
