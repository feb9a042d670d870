"""Prepared activities put into arrays, a batch at a time."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any

import numpy as np

from egnatia.overlap.amounts import PER_EURO
from egnatia.overlap.arrays.buffers import GrowableColumn, Values, ends_of
from egnatia.overlap.arrays.facts import Facts, facts_of
from egnatia.overlap.arrays.hashes import CONCEPTS, ECONOMIES, HASHED, SECTORS, WORDS, number_of
from egnatia.overlap.arrays.tables import SIGNS, UNDATED, ActivityTable, Filed
from egnatia.overlap.concepts import ConceptProfile
from egnatia.overlap.prepare import Prepared
from egnatia.overlap.titles import Title, whole_weight

NAN = float("nan")

Rows = dict[str, Values | Sequence[Any]]
Spell = Callable[[Values, Values, Values], Values]  # as `arrays.kernels.spell`


class TableBuilder:
    """A `Table` that grows."""

    def __init__(self, spell: Spell) -> None:
        self._spell = spell
        self._columns = {name: GrowableColumn(np.int32) for name in ActivityTable._fields}
        self._columns |= {
            "signs": GrowableColumn(np.int32, SIGNS),
            "sets": GrowableColumn(),
            "currency": GrowableColumn(),
        }
        self._columns |= {"amount": GrowableColumn(np.float64), "in_euro": GrowableColumn(np.float64)}
        for name in ("sets_at", "words_at", "said_at"):
            self._columns[name].extend([0])
        self._groups: dict[tuple[str, frozenset[str]], int] = {}

    @property
    def count(self) -> int:
        """How many activities were added."""
        return self._columns["first"].count

    def table(self) -> ActivityTable:
        """All that was added; adding more leaves it as it is."""
        return ActivityTable(**{name: column.filled() for name, column in self._columns.items()})

    def alone(self, prepared: Prepared) -> ActivityTable:
        """A table of one activity that is not added. Its group is that of those of its source and money, else one of
        its own, as if it were the next."""
        one = TableBuilder(self._spell)
        one.add([prepared])
        group = self._groups.get((prepared.activity.source, prepared.money), -1 - self.count)
        return one.table()._replace(group=np.array([group], np.int32))

    def said(self, positions: Sequence[int]) -> list[ConceptProfile]:
        """What some activities say."""
        at, rows = np.array(positions, np.int64), self._columns["said"].filled().data
        begins = self._columns["said_at"].filled()[2 * at[:, np.newaxis] + (0, 1, 2)]
        return [
            ConceptProfile(tongues, rows[begin:middle].tobytes(), rows[middle:end].tobytes())
            for tongues, (begin, middle, end) in zip(
                self._columns["tongues"].filled()[at].tolist(), begins.tolist(), strict=True
            )
        ]

    def add(self, activities: Sequence[Prepared]) -> None:
        """More activities, at the positions that follow."""
        self.file(facts_of(activities), _filed(activities))

    def file(self, facts: Facts, filed: Filed) -> None:
        """The same, of activities whose sets and texts are in arrays already."""
        titles = list(chain.from_iterable([(None, *each) for each in facts.titles]))
        begins = self._columns["whole"].count + np.cumsum([0, *(1 + len(each) for each in facts.titles)])
        rows = self._stated(facts) | _in_titles(titles) | self._spelling(titles)
        rows |= {"titles_from": begins[:-1] + 1, "titles_to": begins[1:]}
        rows |= {"said": facts.said, "said_at": self._columns["said"].count + facts.said_to}
        rows |= {"sets": filed.sets, "sets_at": self._columns["sets"].count + filed.sets_to}
        rows |= {"words": filed.words, "words_at": self._columns["words"].count + filed.words_to, "whole": filed.whole}
        for name, column in self._columns.items():
            column.extend(rows[name])

    def _stated(self, facts: Facts) -> Rows:
        """What is stated of each activity."""
        amounts, windows = facts.amounts, facts.windows
        values = [NAN if each is None or each.value is None else each.value for each in amounts]
        per_euro = [PER_EURO.get(each.currency, NAN) if each else NAN for each in amounts]
        owners = zip(facts.sources, facts.money, strict=True)
        return {
            "first": [each.first if each else UNDATED for each in windows],
            "last": [each.last if each else -UNDATED for each in windows],
            "group": [self._group_of(*each, position) for position, each in enumerate(owners, self.count)],
            "band": [each.band if each else -1 for each in amounts],
            "currency": [number_of(each.currency) if each and each.currency else 0 for each in amounts],
            "amount": values,
            "in_euro": np.array(values) / np.array(per_euro),
            "tongues": facts.tongues,
        }

    def _group_of(self, source: str, money: frozenset[str], position: int) -> int:
        """Two of one group are of one source and one money; an activity where either is not known is a group alone."""
        if not (source and money):
            return -1 - position
        return self._groups.setdefault((source, money), len(self._groups))

    def _spelling(self, titles: list[Title | None]) -> Rows:
        """How many trigrams each title has, and which."""
        written = [f" {title.plain} ".encode("utf-32-le", "surrogatepass") if title else b"" for title in titles]
        letters, at = np.frombuffer(b"".join(written), dtype=np.int32), np.cumsum([0, *(len(w) // 4 for w in written)])
        signs = np.zeros((len(titles), SIGNS), dtype=np.int32)
        return {"trigrams": self._spell(letters, at, signs), "signs": signs}


def _in_titles(titles: list[Title | None]) -> Rows:
    return {
        "plain": [number_of(title.plain) if title else 0 for title in titles],
        "numbers": [_of_several(title.numbers) if title else 0 for title in titles],
        "years": [_of_several(title.years) if title else 0 for title in titles],
    }


def _of_several(found: frozenset[str]) -> int:
    """One number for all of them, 0 for none."""
    return number_of(" ".join(sorted(found))) if found else 0


def _filed(activities: Sequence[Prepared]) -> Filed:
    """Of activities that are prepared; those of many are put into arrays by `arrays.batch_kernels.filed`."""
    sets = [found for each in activities for found in _sets(each)]
    texts = [terms for each in activities for terms in (each.description, *(title.terms for title in each.titles))]
    words = [sorted(map(WORDS.__getitem__, terms)) for terms in texts]
    return Filed(
        np.array(list(chain.from_iterable(sets)), np.int64),
        ends_of(sets),
        np.array(list(chain.from_iterable(words)), np.int32),
        ends_of(words),
        np.array(list(map(whole_weight, texts)), np.int64),
    )


def _sets(p: Prepared) -> Iterator[Sequence[int]]:
    """In the order that `tables` gives them, each in order."""
    activity, hashed = p.activity, HASHED
    named = {*p.identifiers, *p.numbers, *p.cited}
    named.update([identifier for _, identifier in p.references])
    yield sorted(map(number_of, named))
    yield ECONOMIES[activity.economies]
    yield hashed[p.places]
    yield from SECTORS[activity.sectors]
    yield hashed[p.receivers]
    yield hashed[activity.objectives]
    yield hashed[activity.types]
    yield hashed[activity.groups]
    yield hashed[p.implementers | p.receivers]
    yield hashed[p.reporters | p.funders]
    yield hashed[p.funders]
    yield hashed[p.money]
    yield sorted(map(CONCEPTS.__getitem__, p.title_concepts))
    yield sorted(map(CONCEPTS.__getitem__, p.concepts))
