"""What activities state besides their texts, by numbers, so that compiled loops put many into arrays.

Each set of words is looked up once; then it is a number. What it stands for is worked out by the same functions that
put one activity alone into arrays.
"""

import sys
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from egnatia.language import Remembered, telling
from egnatia.overlap.activity import ActivityFacts
from egnatia.overlap.amounts import Amount, amount_of
from egnatia.overlap.arrays.buffers import GrowableColumn, Lists, ends_of
from egnatia.overlap.arrays.glossary import MOST, Glossary, TextFeatures
from egnatia.overlap.arrays.hashes import CONCEPTS, ECONOMIES, HASHED, SECTORS, WORDS, number_of
from egnatia.overlap.arrays.key_hashes import FIRST, PLACES, SECOND, code, hashes_of, turned, turned_each_way
from egnatia.overlap.arrays.key_index import kind_of
from egnatia.overlap.arrays.tables import NAMES, NUMBER, Flags, Kinds, Numbers, Small
from egnatia.overlap.keys import BROAD, beside_places, first_day, looked_for_in, names_by, round_sum, sums
from egnatia.overlap.prepare import (
    NOTHING,
    Parties,
    Prepared,
    cited_by,
    folded_identifier,
    identifiers_of,
    parties_of,
    places_of,
    titles_of,
)
from egnatia.overlap.titles import Title, numbers_of
from egnatia.overlap.window import Window, window_of

EVERYONE = NAMES  # where a row of sets has all organisations; names are in no set of words


class Members(NamedTuple):
    """Sets: what stands in columns for their members, and the members as parts of keys, in the order of their names."""

    hashes_at: Numbers
    hashes: Numbers
    named_at: Numbers
    named: Numbers  # at each place, as `arrays.key_hashes.turned_each_way`


class TermArrays(NamedTuple):
    """Stems and concepts, by the numbers that a glossary gives them."""

    weights: Small  # of each stem
    words: Small  # … what stands for it in columns
    parts: Numbers  # … and what it is at each place of a key
    letters_at: Numbers
    letters: Small  # … and how it is written
    concepts: Numbers  # of each concept, what stands for it in columns
    concept_parts: Numbers  # … and what it is at each place of a key
    telling: Flags
    broad: Flags


class FactArrays(NamedTuple):
    """What each activity states: rows of numbers, one after the other, and where each ends."""

    names: Numbers  # hashes of what it may be named by, in order
    names_to: Numbers
    keys: Numbers  # keys by names
    kinds: Kinds
    keys_to: Numbers
    begun: Numbers  # the day on which each begins, as part of a key; 0 for none
    round_sums: Numbers  # … and its amount, if it is a round one
    sums: Numbers  # what is looked for by its amount; 0 for nothing
    sets: Numbers  # a row of sets, in the order of `tables` from ECONOMIES to MONEY, after EVERYONE
    plain: Numbers  # of each title, its folded form as part of a key
    titles_to: Numbers
    stems: Small  # … and its stems
    stems_to: Numbers


class BatchFacts(NamedTuple):
    """All that the compiled loops read of some activities."""

    stated: FactArrays
    told: TextFeatures
    members: Members
    terms: TermArrays


class Facts(NamedTuple):
    """What stands in columns of each activity as it is stated."""

    sources: Sequence[str]
    money: Sequence[frozenset[str]]
    windows: Sequence[Window | None]
    amounts: Sequence[Amount | None]
    titles: Sequence[Sequence[Title]]
    tongues: Sequence[int] | Numbers
    said: Small  # rows of titles and descriptions, and where each ends
    said_to: Numbers


def facts_of(activities: Sequence[Prepared]) -> Facts:
    """The facts of activities that are prepared."""
    said = [row for each in activities for row in (each.said.titles, each.said.descriptions)]
    return Facts(
        [each.activity.source for each in activities],
        [each.money for each in activities],
        [each.window for each in activities],
        [each.amount for each in activities],
        [each.titles for each in activities],
        [each.said.tongues for each in activities],
        np.frombuffer(b"".join(said), NUMBER),
        ends_of(said) // NUMBER.itemsize,
    )


class Statements:
    """Grows with every set that is met until they are many, and with the words of `glossary`."""

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary
        self._sets = _Sets()
        self._terms = _Terms(glossary)

    def let_go(self) -> None:
        """Is done with all sets, which go at once: no circle of objects is left for Python to look for."""
        self._sets.let_go()

    def gathered(self, activities: Sequence[ActivityFacts], told: TextFeatures) -> tuple[BatchFacts, Facts]:
        """What `activities` state, beside what their texts say."""
        if self._sets.count > MOST:
            self.let_go()
            self._sets = _Sets()
        parties = list(map(parties_of, activities))
        titles = list(map(titles_of, activities))
        facts = Facts(
            [each.source for each in activities],
            [each.money for each in parties],
            [window_of(each.start, each.end) for each in activities],
            [amount_of(each.amount, each.currency, each.band) for each in activities],
            titles,
            told.tongues,
            told.said[: told.said_to[-1]],
            told.said_to,
        )
        named, sets = _named(activities, told.marks.tolist()), self._sets.rows(activities, parties)
        begun = _seconds([first_day(each) for each in facts.windows])
        round_sums = _seconds([round_sum(each) for each in facts.amounts])
        stated = FactArrays(*named, begun, round_sums, _sums(facts.amounts), sets, *self._titled(titles))
        return BatchFacts(stated, told, self._sets.filled(), self._terms.filled()), facts

    def _titled(self, titles: Sequence[Sequence[Title]]) -> tuple[Numbers, Numbers, Small, Numbers]:
        every = list(chain.from_iterable(titles))
        stems, number = [title.terms.items() for title in every], self._glossary.stems.__getitem__
        return (
            turned(hashes_of([title.plain for title in every]), FIRST),
            ends_of(titles),
            np.array(list(map(number, chain.from_iterable(stems))), np.int32),
            ends_of(stems),
        )


class _Sets:
    """Each set of words that is met, by its number."""

    def __init__(self) -> None:
        self._hashes, self._named = Lists(np.int64), Lists(np.int64)
        self._turned = GrowableColumn(width=PLACES)
        self._words = Remembered(self._of_words, most=sys.maxsize)
        self._places = Remembered(self._of_places, most=sys.maxsize)
        self._economies = Remembered(self._of_economies, most=sys.maxsize)
        self._sectors = Remembered(self._of_sectors, most=sys.maxsize)

    def let_go(self) -> None:
        """Each of these holds on to whom it belongs to."""
        del self._words, self._places, self._economies, self._sectors

    @property
    def count(self) -> int:
        return self._hashes.count

    def rows(self, activities: Sequence[ActivityFacts], parties: Sequence[Parties]) -> Numbers:
        """The sets of each activity."""
        return np.array(list(map(self._row, activities, parties)), np.int64).reshape(len(activities), -1)

    def filled(self) -> Members:
        named_at, named = self._named.filled()
        self._turned.extend(turned_each_way(named[self._turned.count :]))
        return Members(*self._hashes.filled(), named_at, self._turned.filled())

    def _row(self, activity: ActivityFacts, by: Parties) -> tuple[int, ...]:
        words, hands, takers = self._words, by.implementers | by.receivers, by.reporters | by.funders
        return (
            words[hands | takers],
            self._economies[activity.economies],
            self._places[activity.places],
            *self._sectors[activity.sectors],
            words[by.receivers],
            words[activity.objectives],
            words[activity.types],
            words[activity.groups],
            words[hands],
            words[takers],
            words[by.funders],
            words[by.money],
        )

    def _add(self, hashes: Sequence[int], named: Iterable[str] = ()) -> int:
        self._hashes.add(hashes)
        self._named.add(list(map(hash, named)))
        return self._hashes.count - 1

    def _of_words(self, found: frozenset[str]) -> int:
        return self._add(HASHED[found], sorted(found))

    def _of_places(self, stated: frozenset[str]) -> int:
        return self._words[places_of(stated)]

    def _of_economies(self, stated: frozenset[str]) -> int:
        return self._add(ECONOMIES[stated], looked_for_in(stated))

    def _of_sectors(self, stated: frozenset[str]) -> tuple[int, int, int]:
        exact, every, lists = SECTORS[stated]
        return self._add(exact), self._add(every, beside_places(stated)), self._add(lists)


class _Terms:
    """What is known of the stems and concepts of a glossary."""

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary
        self._weights, self._words, self._parts = (
            GrowableColumn(np.int32),
            GrowableColumn(np.int32),
            GrowableColumn(width=PLACES),
        )
        self._letters_at, self._letters = GrowableColumn(), GrowableColumn(np.int32)
        self._letters_at.extend([0])
        self._concepts = np.array(list(map(CONCEPTS.__getitem__, glossary.concepts)), np.int64)
        self._concept_parts = turned_each_way(hashes_of(glossary.concepts))

    def filled(self) -> TermArrays:
        new = self._glossary.terms[self._weights.count :]
        written = [stem for stem, _ in new]
        self._weights.extend([weight for _, weight in new])
        self._words.extend(list(map(WORDS.__getitem__, written)))
        self._parts.extend(turned_each_way(hashes_of(written)))
        self._letters_at.extend(self._letters.count + ends_of(written))
        self._letters.extend(np.frombuffer("".join(written).encode("utf-32-le", "surrogatepass"), np.int32))
        concepts = self._glossary.concepts
        return TermArrays(
            weights=self._weights.filled(),
            words=self._words.filled(),
            parts=self._parts.filled(),
            letters_at=self._letters_at.filled(),
            letters=self._letters.filled(),
            concepts=self._concepts,
            concept_parts=self._concept_parts,
            telling=np.array([each in telling() for each in concepts]),
            broad=np.array([each in BROAD for each in concepts]),
        )


def _named(
    activities: Sequence[ActivityFacts], marks: Sequence[bool]
) -> tuple[Numbers, Numbers, Numbers, Kinds, Numbers]:
    """What each may be named by, and the keys that it stands under by it."""
    named, keys = [], []
    for activity, marked in zip(activities, marks, strict=True):
        identifiers = identifiers_of(activity)
        numbers = NOTHING.union(*map(numbers_of, identifiers), cited_by(activity) if marked else NOTHING)
        if activity.references:
            identifiers += [folded_identifier(reference.identifier) for reference in activity.references]
        named.append(sorted({number_of(name) for name in chain(identifiers, numbers)}))
        keys.append(names_by(set(identifiers), numbers))
    every = list(chain.from_iterable(keys))
    kinds = np.array(list(map(kind_of, every)), np.uint8)
    hashes = np.array(list(chain.from_iterable(named)), np.int64)
    return hashes, ends_of(named), hashes_of(every), kinds, ends_of(keys)


def _seconds(written: Sequence[str]) -> Numbers:
    """Each as the second part of a key, 0 where nothing is written."""
    return np.where([each != "" for each in written], turned(hashes_of(written), SECOND), 0)


def _sums(amounts: Sequence[Amount | None]) -> Numbers:
    found = map(sums, amounts)
    return np.array([code(*each) if each else 0 for each in found], np.int64)
