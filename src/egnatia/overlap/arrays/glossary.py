"""What is known of the words of texts, by numbers, so that compiled loops read many texts (`arrays/texts.py`).

Each piece of text without white space has a number in each language that it is met in. What the new ones stand for is
looked up before the loops read them, by the same functions that read one text alone.
"""

from typing import NamedTuple

import numpy as np

from egnatia.language.concepts import beginning_with, listed, parts_that_follow
from egnatia.language.lexicon import Concepts, core, of_word, phrases, spoken_words
from egnatia.language.words import FOLDED
from egnatia.overlap.arrays.buffers import GrowableColumn, Lists, Met, Numbered
from egnatia.overlap.arrays.tables import Flags, Numbers, Small
from egnatia.overlap.basket_funds import place_in_terms
from egnatia.overlap.concepts import WORTHS
from egnatia.overlap.titles import TERMS, numbers_in

MOST = 1 << 18  # pieces; with more of them it begins anew
NONE = -1
LEVEL = 1 << 32  # a step of a phrase: where it stands, times this, and the word that follows


class GlossaryArrays(NamedTuple):
    """A glossary in arrays. Lists are as in `arrays.buffers.Lists`: where each begins, then the members of all."""

    words_at: Numbers  # of each piece, its folded words
    words: Small
    spoken_at: Numbers  # … and its words as the lexicon reads them: what is left of each without endings
    cores: Small
    meant: Small  # … and a number for the concepts that each may express, or NONE
    marks: Small  # … and whether it holds a number of a project
    stems: Small  # of each folded word, its stem, or NONE where it says nothing
    pooling: Small  # … and where it may stand in a term of pooled money, as `basket_funds.place_in_terms`
    alone_at: Numbers  # … and the concepts of the compact lexicon that it expresses alone
    alone: Small
    begun_at: Numbers  # … and the patterns of several words that it begins
    begun: Small
    fitted_at: Numbers  # … and the further parts of patterns that it fits
    fitted: Small
    parts_at: Numbers  # of each pattern, the parts that follow its first one
    parts: Small
    expressed: Small  # … and its concept
    roots: Small  # of each core, where phrases that begin with it stand, or NONE
    steps: Numbers  # in order: a place in phrases, times LEVEL, and the core that leads on
    leads: Small  # … to which place
    ends: Small  # of each place, the number of the concepts of the phrase that ends there, or NONE
    worths_at: Numbers  # of each number for concepts, their families with their worths as in `concepts`
    worths: Small


class TextArrays(NamedTuple):
    """The texts of activities as pieces: the titles of one, then its descriptions, then those of the next one."""

    pieces: Small
    pieces_at: Numbers  # where each text begins
    said_to: Numbers  # … and where that ends which is read in the lexicon
    texts_at: Numbers  # where the titles of each activity begin, then its descriptions
    tongues: Numbers  # in which languages each is written, as `concepts.Said` has them


class Sizes(NamedTuple):
    """How many different numbers there are of each sort."""

    stems: int
    concepts: int
    families: int


class TextFeatures(NamedTuple):
    """What activities say: rows of numbers, one after the other, and where each ends. Behind the last is spare room."""

    stems: Small  # of each activity, those of its descriptions
    stems_to: Numbers
    concepts: Small  # … the concepts of its titles, then those of its descriptions alone, each in order
    concepts_to: Numbers  # two ends an activity
    said: Small  # … and what its titles say, then its descriptions, as `concepts` packs it
    said_to: Numbers  # two ends an activity
    marks: Flags  # … and whether a text may hold the number of a project
    pooling: Flags  # … and whether one may speak of pooled money
    tongues: Numbers  # … and in which languages it is written


Term = tuple[str, int]  # a stem and its weight


class Glossary:
    """Grows with every piece that is met."""

    def __init__(self) -> None:
        self.concepts = sorted(listed())
        self._concept = {concept: number for number, concept in enumerate(self.concepts)}
        self._part = {part: number for number, part in enumerate(sorted(parts_that_follow().known))}
        self._pieces = Met[tuple[str, str], str]()  # by language group and language
        self._words = Met[str, str]()  # folded, by language group
        self._spoken = Met[str, str]()  # as written, by language
        self._patterns = Met[None, tuple[str, tuple[str, ...]]]()
        self._stems = Met[None, Term]()
        self._candidates = Met[None, Concepts]()
        self._candidates[None][()] = NONE
        self._phrases = Phrases(self._candidates[None])
        self._lists = {name: Lists() for name in ("words", "spoken", "alone", "begun", "fitted", "parts", "worths")}
        columns = ("marks", "stems", "pooling", "cores", "meant", "expressed")
        self._columns = {name: GrowableColumn(np.int32) for name in columns}
        self._known: tuple[int, GlossaryArrays] | None = None  # of so many pieces

    @property
    def count(self) -> int:
        """How many pieces were met."""
        return len(self._pieces.keys_met)

    @property
    def terms(self) -> list[Term]:
        """Stem and weight, by number."""
        return self._stems.keys_met

    @property
    def stems(self) -> Numbered[Term]:
        """The number of each stem with its weight."""
        return self._stems[None]

    def pieces(self, group: str, language: str) -> Numbered[str]:
        """The numbers of pieces in a text of a language group, by the piece. What they say in the lexicon is known
        where `language` is one of its languages, not where it is ""."""
        known = self._pieces.get((group, language or group))
        if known is None:
            if language:
                self._phrases.learn(language)
            known = self._pieces[group, language]
        return known

    def known(self) -> GlossaryArrays:
        """All of it in arrays; what is met later leaves them as they are."""
        if self._known is None or self._known[0] < self.count:
            self._known = self.count, self._in_arrays()
        return self._known[1]

    def _in_arrays(self) -> GlossaryArrays:
        self._look_up_pieces()
        self._look_up_words()
        self._look_up_spoken()
        self._look_up_patterns()
        self._lists["worths"].extend([WORTHS[candidates] for _, candidates in self._candidates.new()])
        lists = {name: each.filled() for name, each in self._lists.items()}
        found = {name: numbers for name, (_, numbers) in lists.items()}
        found |= {f"{name}_at": at for name, (at, _) in lists.items()}
        found |= {name: column.filled() for name, column in self._columns.items()}
        spoken = found.pop("spoken")
        found |= {name: found[name][spoken] for name in ("cores", "meant")}
        return GlossaryArrays(**found | self._phrases.filled())

    def _look_up_pieces(self) -> None:
        new, words, spoken = self._pieces.new(), self._words, self._spoken
        self._lists["words"].extend(list(map(words[group].__getitem__, FOLDED[piece])) for (group, _), piece in new)
        self._lists["spoken"].extend(
            list(map(spoken[language].__getitem__, spoken_words(piece, language))) if language else ()
            for (_, language), piece in new
        )
        self._columns["marks"].extend([bool(numbers_in(piece)) for _, piece in new])

    def _look_up_words(self) -> None:
        new, stems = self._words.new(), self._stems[None]
        terms = map(TERMS.__getitem__, (word for _, word in new))
        self._columns["stems"].extend([stems[term] if term else NONE for term in terms])
        self._columns["pooling"].extend([place_in_terms(word) for _, word in new])
        patterns = [beginning_with(group)[word] for group, word in new]
        numbers, concept = self._patterns[None], self._concept
        self._lists["alone"].extend([concept[each.concept] for each in row if len(each.parts) == 1] for row in patterns)
        self._lists["begun"].extend(
            [numbers[each.concept, each.parts] for each in row if len(each.parts) > 1] for row in patterns
        )
        fitted = parts_that_follow().fitted
        self._lists["fitted"].extend(list(map(self._part.__getitem__, fitted(word))) for _, word in new)

    def _look_up_patterns(self) -> None:
        new = [pattern for _, pattern in self._patterns.new()]
        self._lists["parts"].extend(list(map(self._part.__getitem__, parts[1:])) for _, parts in new)
        self._columns["expressed"].extend([self._concept[concept] for concept, _ in new])

    def _look_up_spoken(self) -> None:
        new, meant = self._spoken.new(), self._candidates[None]
        self._columns["cores"].extend([self._phrases.cores[language][core(word)] for language, word in new])
        self._columns["meant"].extend([meant[of_word(word, language)] for language, word in new])


class Phrases:
    """The terms of several words of each language, as steps from word to word."""

    def __init__(self, meant: Numbered[Concepts]) -> None:
        self.cores = Met[str, str]()  # what is left of words, by language
        self._meant = meant
        self._roots: dict[int, int] = {}
        self._steps: dict[int, int] = {}
        self._ends: list[int] = []
        self._languages: set[str] = set()
        self._filled: dict[str, Numbers | Small] = {}

    def learn(self, language: str) -> None:
        """All phrases of a language."""
        if language in self._languages:
            return
        self._languages.add(language)
        cores = self.cores[language]
        for parts, candidates in phrases(language).items():
            first, *further = map(cores.__getitem__, parts)
            at = self._led(self._roots, first)
            for word in further:
                at = self._led(self._steps, at * LEVEL + word)
            self._ends[at] = self._meant[candidates]
        self._filled = {}

    def filled(self) -> dict[str, Numbers | Small]:
        """`roots`, `steps`, `leads` and `ends` of `Known`."""
        if not self._filled:
            steps = np.array(sorted(self._steps), np.int64)
            leads = np.array([self._steps[step] for step in steps.tolist()], np.int32)
            self._filled = {"steps": steps, "leads": leads, "ends": np.array(self._ends, np.int32)}
        roots = np.full(len(self.cores.keys_met), NONE, np.int32)
        roots[list(self._roots)] = list(self._roots.values())
        return self._filled | {"roots": roots}

    def _led(self, leading: dict[int, int], step: int) -> int:
        """The place that a step leads to."""
        if step not in leading:
            leading[step] = len(self._ends)
            self._ends.append(NONE)
        return leading[step]
