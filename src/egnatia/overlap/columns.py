"""Prepared activities put into arrays, a batch at a time."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from types import ModuleType
from typing import Any

import numpy as np

from egnatia.language import Remembered, is_economy, telling, weight
from egnatia.overlap.amounts import PER_EURO
from egnatia.overlap.growing import Column, Values
from egnatia.overlap.prepared import Prepared
from egnatia.overlap.said import NUMBER, Said
from egnatia.overlap.tables import SIGNS, UNDATED, Table
from egnatia.overlap.titles import Title

NAN = float("nan")
DAC_CATEGORY = len("DAC:151")


class Columns:
    """A `Table` that grows. `kernels` is the module of the compiled loops."""

    def __init__(self, kernels: ModuleType) -> None:
        self._kernels = kernels
        self._columns = {name: Column() for name in Table._fields}
        self._columns |= {"words": Column(np.int32), "said": Column(np.int32), "signs": Column(np.int32, SIGNS)}
        self._columns |= {"amount": Column(np.float64), "in_euro": Column(np.float64)}
        for name in ("sets_at", "words_at", "said_at"):
            self._columns[name].extend([0])
        self._groups: dict[tuple[str, frozenset[str]], int] = {}

    @property
    def count(self) -> int:
        """How many activities were added."""
        return self._columns["first"].count

    def table(self) -> Table:
        """All that was added; adding more leaves it as it is."""
        return Table(**{name: column.filled() for name, column in self._columns.items()})

    def alone(self, prepared: Prepared) -> Table:
        """A table of one activity that is not added. Its group is that of those of its source and money, else one of
        its own, as if it were the next."""
        one = Columns(self._kernels)
        one.add([prepared])
        group = self._groups.get((prepared.activity.source, prepared.money), -1 - self.count)
        return one.table()._replace(group=np.array([group]))

    def said(self, position: int) -> Said:
        """What an activity says."""
        rows, ends = self._columns["said"].filled(), self._columns["said_at"].filled()[2 * position : 2 * position + 3]
        titles, descriptions = (rows[begin:end].tobytes() for begin, end in pairwise(ends.tolist()))
        return Said(int(self._columns["tongues"].filled()[position]), titles, descriptions)

    def add(self, activities: Iterable[Prepared]) -> None:
        """More activities, at the positions that follow."""
        rows: dict[str, list[Any]] = {name: [] for name in Table._fields}
        titles: list[Title | None] = []
        said: list[bytes] = []
        members, words, texts = (self._columns[name].count for name in ("sets", "words", "whole"))
        for position, prepared in enumerate(activities, self._columns["first"].count):
            rows["group"].append(self._group_of(prepared, position))
            _put_facts(rows, prepared)
            said += (prepared.said.titles, prepared.said.descriptions)
            for found in _sets(prepared):
                rows["sets"] += found
                rows["sets_at"].append(members + len(rows["sets"]))
            rows["titles_from"].append(texts + len(titles) + 1)
            titles += (None, *prepared.titles)
            rows["titles_to"].append(texts + len(titles))
            for terms in (prepared.description, *(title.terms for title in prepared.titles)):
                rows["words"] += sorted(map(_WORDS.__getitem__, terms))
                rows["words_at"].append(words + len(rows["words"]))
        _put_titles(rows, titles)
        spelt = self._spelling(titles) | self._saying(said)
        for name, column in self._columns.items():
            if name == "whole":
                column.extend(_whole(rows, words))
            else:
                column.extend(spelt[name] if name in spelt else rows[name])

    def _group_of(self, prepared: Prepared, position: int) -> int:
        """Two of one group are of one source and one money; an activity where either is not known is a group alone."""
        if not (prepared.activity.source and prepared.money):
            return -1 - position
        return self._groups.setdefault((prepared.activity.source, prepared.money), len(self._groups))

    def _spelling(self, titles: list[Title | None]) -> dict[str, Values]:
        """How many trigrams each title has, and which."""
        written = [f" {title.plain} ".encode("utf-32-le", "surrogatepass") if title else b"" for title in titles]
        at = np.cumsum([0, *(len(each) // 4 for each in written)])
        signs = np.zeros((len(titles), SIGNS), dtype=np.int32)
        trigrams: Values = self._kernels.spell(np.frombuffer(b"".join(written), dtype=np.int32), at, signs)
        return {"trigrams": trigrams, "signs": signs}

    def _saying(self, said: list[bytes]) -> dict[str, Values]:
        """The packed rows of titles and descriptions, and where each ends."""
        ends = np.cumsum([len(row) // NUMBER.itemsize for row in said], dtype=np.int64)
        return {"said": np.frombuffer(b"".join(said), NUMBER), "said_at": self._columns["said"].count + ends}


def _put_facts(rows: dict[str, list[Any]], p: Prepared) -> None:
    rows["first"].append(p.window.first if p.window else UNDATED)
    rows["last"].append(p.window.last if p.window else -UNDATED)
    rows["tongues"].append(p.said.tongues)
    stated = p.amount
    value = NAN if stated is None or stated.value is None else stated.value
    rows["band"].append(stated.band if stated else -1)
    rows["currency"].append(hash(stated.currency) if stated and stated.currency else 0)
    rows["amount"].append(value)
    rows["in_euro"].append(value / PER_EURO.get(stated.currency, NAN) if stated else NAN)


def _put_titles(rows: dict[str, list[Any]], titles: list[Title | None]) -> None:
    rows["plain"] = [hash(title.plain) if title else 0 for title in titles]
    rows["numbers"] = [hash(title.numbers) if title else 0 for title in titles]
    rows["years"] = [hash(title.years) if title and title.years else 0 for title in titles]


def _whole(rows: dict[str, list[Any]], before: int) -> Values:
    """The sum of squared weights of each text."""
    weights = np.array(rows["words"], dtype=np.int64) & 15
    sums = np.cumsum(np.concatenate((np.zeros(1, dtype=np.int64), weights * weights)))
    return np.diff(sums[np.array([before, *rows["words_at"]], dtype=np.int64) - before])


def _sets(p: Prepared) -> Iterator[Sequence[int]]:
    """In the order that `tables` gives them, each in order."""
    activity, hashed = p.activity, _HASHED
    named = {*p.identifiers, *p.numbers, *p.cited}
    named.update([identifier for _, identifier in p.references])
    yield sorted(map(hash, named))
    yield _ECONOMIES[activity.economies]
    yield hashed[p.places]
    yield from _SECTORS[activity.sectors]
    yield hashed[p.receivers]
    yield hashed[activity.objectives]
    yield hashed[activity.types]
    yield hashed[activity.groups]
    yield hashed[p.implementers | p.receivers]
    yield hashed[p.reporters | p.funders]
    yield hashed[p.funders]
    yield hashed[p.money]
    yield sorted(map(_CONCEPTS.__getitem__, p.title_concepts))
    yield sorted(map(_CONCEPTS.__getitem__, p.concepts))


def _hashed(found: frozenset[str]) -> list[int]:
    return sorted(map(hash, found))


_HASHED = Remembered(_hashed, most=1 << 16)


def _sectors(stated: frozenset[str]) -> tuple[list[int], list[int], list[int]]:
    """Exact ones, all with their categories, and the lists that they are of."""
    return (
        sorted(hash(s) for s in stated if s.startswith("DAC:") and len(s) > DAC_CATEGORY),
        sorted({hash(each) for s in stated for each in _with_category(s)}),
        sorted({hash(s.partition(":")[0]) for s in stated if ":" in s}),
    )


_SECTORS = Remembered(_sectors, most=1 << 14)


def _with_category(sector: str) -> tuple[str, ...]:
    """A sector, and of a DAC purpose the category too, told apart from a sector of that name."""
    return (sector, f"{sector[:DAC_CATEGORY]}…") if sector.startswith("DAC:") else (sector,)


def _economies(stated: frozenset[str]) -> list[int]:
    return sorted(hash(code) & ~1 | is_economy(code) for code in stated)


_ECONOMIES = Remembered(_economies, most=1 << 12)


def _concept(concept: str) -> int:
    return hash(concept) & ~1 | (concept in telling())


_CONCEPTS = Remembered(_concept, most=1 << 14)


def _word(stem: str) -> int:
    """27 bits of a hash and the weight, which is at most 13."""
    return (hash(stem) & 0x7FFFFFF) << 4 | weight(stem)


_WORDS = Remembered(_word, most=1 << 17)
