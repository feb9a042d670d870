"""Concepts in a text: terms of several words first, then its single words in any form."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from itertools import chain, takewhile
from typing import NamedTuple, TypeVar

from egnatia.language.concepts import LANGUAGES, language_group
from egnatia.language.identify import identify
from egnatia.language.lemmas import forms
from egnatia.language.lexicon.tables import entries, names, positions, silent
from egnatia.language.remembered import Remembered
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
    lemmas: dict[
        str, Concepts
    ]  # what a dictionary makes of a term, if other: of "iyileştirme" (improvement) "iyi" (good)
    stems: dict[str, Concepts]
    beginnings: dict[str, Concepts]
    phrases: dict[tuple[str, ...], Concepts]  # terms of several words, by their stems
    lengths: dict[tuple[str, ...], tuple[int, ...]]  # first two stems -> how many words such terms have, longest first
    firsts: frozenset[str]  # the first of these stems

    def of_word(self, written: str, language: str) -> Concepts:
        own = forms(written, language)
        known = {concept for form in own for concept in self.words.get(form, ())}
        if own[0] not in self.words:
            known.update(concept for form in own for concept in self.lemmas.get(form, ()))
        known.update(self.capitals.get(fold_word(_capitals(written)), ()))
        if known:
            return tuple(sorted(known))
        folded = fold_word(written)
        return self.stems.get(stem(folded)) or self._by_beginning(folded)

    def _by_beginning(self, folded: str) -> Concepts:
        lengths = range(len(folded), BEGINNING - 1, -1)
        return next((self.beginnings[folded[:n]] for n in lengths if folded[:n] in self.beginnings), ())

    def phrase_at(self, stems: Sequence[str], position: int) -> tuple[int, Concepts]:
        """Length and concepts of the longest term of several words that begins at `position`; (0, ()) for none."""
        for length in self.lengths.get(tuple(stems[position : position + 2]), ()):
            phrase = tuple(stems[position : position + length])  # shorter at the end of a text
            if known := self.phrases.get(phrase):
                return len(phrase), known
        return 0, ()


@cache
def sides(language: str) -> Sides:
    """The lexicon as read in `language`: about half a CPU second, once."""
    capitals, words, lemmas, stems, beginnings = (Turned[str]() for _ in range(5))
    phrases = Turned[tuple[str, ...]]()
    lengths = defaultdict[tuple[str, ...], set[int]](set)
    for concept, term in _terms(language):
        if len(term) == 1 and _capitals(term[0]) == term[0]:
            capitals.note(fold_word(term[0]), concept)
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
        capitals=capitals,
        words=words,
        lemmas=lemmas,
        stems=stems,
        beginnings=beginnings,
        phrases=phrases,
        lengths={first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()},
        firsts=frozenset(first for first, *_ in lengths),
    )


class Turned(dict[Form, Concepts]):
    """Which concepts may be meant, by what is written; concepts are noted in their order."""

    def note(self, form: Form, concept: int) -> None:
        known = self.get(form, ())
        if concept not in known[-1:]:
            self[form] = (*known, concept)


def _capitals(written: str) -> str:
    """The capitals that a word begins with, if there are two or more: WHO, but not who; ABD of ABD'nin, MP of MPs."""
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
    return [written[place] for place in _places(written, language)] or written


def _places(written: Sequence[str], language: str) -> Sequence[int]:
    """Where the words of a text stand that are no particles."""
    particles = PARTICLES.get(language)
    if particles is None:
        return range(len(written))
    return [place for place, word in enumerate(written) if fold_word(word) not in particles]


@lru_cache(maxsize=1 << 17)
def of_word(written: str, language: str) -> Concepts:
    """The concepts that a word may express. English is read beside a language outside the lexicon."""
    return () if is_silent(written, language) else sides(read_as(language)).of_word(written, language)


def is_silent(written: str, language: str) -> bool:
    """Whether a word stands for no concept: "who" and "WE", but not "WHO"."""
    read = read_as(language)
    return fold_word(written) in silent(read) and fold_word(_capitals(written)) not in sides(read).capitals


def read_as(language: str) -> str:
    """The language of the lexicon that a word is looked up in."""
    return language if language in LANGUAGES else "en"


def spans(written: Sequence[str], language: str) -> Iterator[tuple[str, Concepts]]:
    """The words, as written, of each term of several words and of each word that express concepts, and these."""
    side = sides(read_as(language))
    places = _places(written, language)
    stems = [core(written[place]) for place in places]
    for position, place in enumerate(places):
        length, phrase = side.phrase_at(stems, position)
        if phrase:
            yield " ".join(written[place : places[position + length - 1] + 1]), phrase
        if single := of_word(written[place], language):
            yield written[place], single


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
    particles = PARTICLES.get(language, frozenset())
    firsts = sides(read_as(language)).firsts
    row = [(word, core(word)) for word in WORD.findall(piece) if fold_word(word) not in particles]
    return tuple(Spoken(own, own in firsts, of_word(word, language)) for word, own in row)


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
