"""What is known of the words of texts, by numbers, so that compiled loops read many texts (`reading.py`).

Each piece of text without white space is looked up once in each language that it is met in; then it is a number. What
it stands for is worked out by the same functions that read one text alone.
"""

import sys
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import numpy as np

from egnatia.language import Remembered, weight
from egnatia.language.concepts import Pattern, beginning_with, listed, parts_that_follow
from egnatia.language.lexicon import Concepts, phrases, spoken
from egnatia.language.words import FOLDED
from egnatia.overlap.growing import Column, Lists
from egnatia.overlap.pooled import beginnings
from egnatia.overlap.said import WORTHS
from egnatia.overlap.tables import Flags, Numbers, Small
from egnatia.overlap.titles import TERMS, numbers_in

MOST = 1 << 18  # pieces; with more of them it begins anew
NONE = -1
LEVEL = 1 << 32  # a step of a phrase: where it stands, times this, and the word that follows


class Known(NamedTuple):
    """A glossary in arrays. Lists are as in `growing.Lists`: where each begins, then the members of all."""

    words_at: Numbers  # of each piece, its folded words
    words: Small
    spoken_at: Numbers  # … and its words as the lexicon reads them: what is left of each without endings
    cores: Small
    meant: Small  # … and a number for the concepts that each may express, or NONE
    marks: Small  # … and whether it holds a number of a project
    stems: Small  # of each folded word, its stem, or NONE where it says nothing
    pooling: Small  # … and whether a term of pooled money may begin with it
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
    worths_at: Numbers  # of each number for concepts, their families with their worths as in `said`
    worths: Small


class Texts(NamedTuple):
    """The texts of activities as pieces: the titles of one, then its descriptions, then those of the next one."""

    pieces: Small
    pieces_at: Numbers  # where each text begins
    said_to: Numbers  # … and where that ends which is read in the lexicon
    texts_at: Numbers  # where the titles of each activity begin, then its descriptions
    tongues: Numbers  # in which languages each is written, as `said.Said` has them


class Sizes(NamedTuple):
    """How many different numbers there are of each sort."""

    stems: int
    concepts: int
    families: int


class Told(NamedTuple):
    """What activities say: rows of numbers, one after the other, and where each ends. Behind the last is spare room."""

    stems: Small  # of each activity, those of its descriptions
    stems_to: Numbers
    concepts: Small  # … the concepts of its titles, then those of its descriptions alone, each in order
    concepts_to: Numbers  # two ends an activity
    said: Small  # … and what its titles say, then its descriptions, as `said` packs it
    said_to: Numbers  # two ends an activity
    marks: Flags  # … and whether a text may hold the number of a project
    pooling: Flags  # … and whether a term of pooled money may begin in one
    tongues: Numbers  # … and in which languages it is written


_LISTS = ("words", "spoken", "meant", "alone", "begun", "fitted", "parts", "worths")
_COLUMNS = ("marks", "stems", "pooling", "expressed")


class Glossary:
    """Grows with every piece that is met."""

    def __init__(self) -> None:
        self.count = 0
        self.terms: list[tuple[str, int]] = []  # stem and weight, by number
        self.concepts = sorted(listed())
        self._concept = {concept: number for number, concept in enumerate(self.concepts)}
        self._pieces: dict[tuple[str, str], Remembered[str, int]] = {}
        self._words: dict[tuple[str, str], int] = {}
        self.stems = Remembered(self._term, most=sys.maxsize)  # the number of each stem
        self._parts = {part: number for number, part in enumerate(sorted(parts_that_follow().known))}
        self._patterns: dict[tuple[str, tuple[str, ...]], int] = {}
        self._candidates: dict[Concepts, int] = {}
        self._phrases = Phrases(self._meant)
        self._lists = {
            name: Lists() for name in ("words", "spoken", "meant", "alone", "begun", "fitted", "parts", "worths")
        }
        self._columns = {name: Column(np.int32) for name in ("marks", "stems", "pooling", "expressed")}
        self._new: dict[str, list[int]] = {name: [] for name in self._columns}

    def pieces(self, group: str, language: str) -> Remembered[str, int]:
        """The numbers of pieces in a text of a language group, by the piece. What they say in the lexicon is known
        where `language` is one of its languages, not where it is ""."""
        known = self._pieces.get((group, language or group)) or self._pieces.get((group, language))
        if known is None:
            if language:
                self._phrases.learn(language)
            known = Remembered(partial(self._piece, group=group, language=language), most=sys.maxsize)
            self._pieces[group, language] = known
        return known

    def known(self) -> Known:
        """All of it in arrays; what is met later leaves them as they are."""
        for name, column in self._columns.items():
            column.extend(self._new[name])
            self._new[name] = []
        lists = {name: each.filled() for name, each in self._lists.items()}
        columns = {name: column.filled() for name, column in self._columns.items()}
        roots, steps, leads, ends = self._phrases.filled()
        found = {name: numbers for name, (_, numbers) in lists.items()} | columns
        found |= {f"{name}_at": at for name, (at, _) in lists.items()}
        found |= {"cores": found.pop("spoken"), "roots": roots, "steps": steps, "leads": leads, "ends": ends}
        del found["meant_at"]  # as many as are spoken
        return Known(**found)

    def _piece(self, piece: str, *, group: str, language: str) -> int:
        self._lists["words"].add(self._word(group, folded) for folded in FOLDED[piece])
        row = spoken(language)[piece] if language else ()
        self._lists["spoken"].add(self._phrases.core(language, word.core) for word in row)
        self._lists["meant"].add(self._meant(word.concepts) if word.concepts else NONE for word in row)
        self._new["marks"].append(bool(numbers_in(piece)))
        self.count += 1
        return self.count - 1

    def _word(self, group: str, folded: str) -> int:
        known = self._words.get((group, folded))
        if known is None:
            known = self._words[group, folded] = len(self._words)
            self._new["stems"].append(self._stem(folded))
            self._new["pooling"].append(folded in beginnings())
            patterns = beginning_with(group)[folded]
            self._lists["alone"].add(self._concept[each.concept] for each in patterns if len(each.parts) == 1)
            self._lists["begun"].add([self._pattern(each) for each in patterns if len(each.parts) > 1])
            self._lists["fitted"].add(map(self._parts.__getitem__, parts_that_follow().fitted(folded)))
        return known

    def _stem(self, folded: str) -> int:
        term = TERMS[folded]
        return NONE if term is None else self.stems[term[0]]

    def _term(self, stem: str) -> int:
        self.terms.append((stem, weight(stem)))
        return len(self.terms) - 1

    def _pattern(self, pattern: Pattern) -> int:
        known = self._patterns.setdefault((pattern.concept, pattern.parts), len(self._patterns))
        if known == len(self._new["expressed"]) + self._columns["expressed"].count:
            self._lists["parts"].add(map(self._parts.__getitem__, pattern.parts[1:]))
            self._new["expressed"].append(self._concept[pattern.concept])
        return known

    def _meant(self, candidates: Concepts) -> int:
        known = self._candidates.get(candidates)
        if known is None:
            known = self._candidates[candidates] = len(self._candidates)
            self._lists["worths"].add(WORTHS[candidates])
        return known


class Phrases:
    """The terms of several words of each language, as steps from word to word."""

    def __init__(self, meant: Callable[[Concepts], int]) -> None:
        self._meant = meant
        self._cores: dict[tuple[str, str], int] = {}
        self._roots: list[int] = []
        self._steps: dict[int, int] = {}
        self._ends: list[int] = []
        self._languages: set[str] = set()
        self._filled: tuple[Numbers, Small, Small] | None = None

    def core(self, language: str, core: str) -> int:
        """The number of what is left of a word of a language."""
        known = self._cores.setdefault((language, core), len(self._roots))
        if known == len(self._roots):
            self._roots.append(NONE)
        return known

    def learn(self, language: str) -> None:
        """All phrases of a language."""
        if language in self._languages:
            return
        self._languages.add(language)
        for parts, candidates in phrases(language).items():
            first, *further = (self.core(language, part) for part in parts)
            if self._roots[first] == NONE:
                self._roots[first] = self._place()
            at = self._roots[first]
            for core in further:
                at = self._led(at * LEVEL + core)
            self._ends[at] = self._meant(candidates)
        self._filled = None

    def filled(self) -> tuple[Small, Numbers, Small, Small]:
        """`roots`, `steps`, `leads` and `ends` of `Known`."""
        if self._filled is None:
            steps = np.array(sorted(self._steps), np.int64)
            leads = np.array([self._steps[step] for step in steps.tolist()], np.int32)
            self._filled = steps, leads, np.array(self._ends, np.int32)
        return np.array(self._roots, np.int32), *self._filled

    def _led(self, step: int) -> int:
        if step not in self._steps:
            self._steps[step] = self._place()
        return self._steps[step]

    def _place(self) -> int:
        self._ends.append(NONE)
        return len(self._ends) - 1
