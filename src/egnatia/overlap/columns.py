"""Prepared activities put into arrays, a batch at a time."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt

from egnatia.language import Remembered, is_economy, telling, weight
from egnatia.overlap.amounts import PER_EURO
from egnatia.overlap.prepared import Prepared
from egnatia.overlap.said import NUMBER, Said
from egnatia.overlap.tables import SIGNS, UNDATED, Table
from egnatia.overlap.titles import Title

Values = npt.NDArray[Any]

NAN = float("nan")
DAC_CATEGORY = len("DAC:151")


class Column:
    """Numbers in a row that grows: room is doubled, so that adding costs the same however many there are."""

    def __init__(self, kind: npt.DTypeLike = np.int64, width: int = 0) -> None:
        self._room: Values = np.empty((0, width) if width else 0, dtype=kind)
        self.count = 0

    def extend(self, values: Values | list[Any]) -> None:
        count = self.count + len(values)
        if count > len(self._room):
            room = np.empty((max(count, 2 * self.count), *self._room.shape[1:]), dtype=self._room.dtype)
            room[: self.count] = self.filled()
            self._room = room
        self._room[self.count : count] = values
        self.count = count

    def filled(self) -> Values:
        """What has been added so far; later additions leave it as it is."""
        return self._room[: self.count]


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
                rows["sets"] += sorted(found)
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


def _sets(p: Prepared) -> Iterator[Iterable[int]]:
    """In the order that `tables` gives them. Of one set no two members are equal."""
    activity = p.activity
    yield map(hash, {*p.identifiers, *(i for _, i in p.references), *p.numbers, *p.cited})
    yield map(_economy, activity.economies)
    yield map(hash, p.places)
    yield (hash(s) for s in activity.sectors if s.startswith("DAC:") and len(s) > DAC_CATEGORY)
    yield {hash(each) for s in activity.sectors for each in _with_category(s)}
    yield {hash(s.partition(":")[0]) for s in activity.sectors if ":" in s}
    yield map(hash, p.receivers)
    yield map(hash, activity.objectives)
    yield map(hash, activity.types)
    yield map(hash, activity.groups)
    yield map(hash, p.implementers | p.receivers)
    yield map(hash, p.reporters | p.funders)
    yield map(hash, p.funders)
    yield map(hash, p.money)
    yield map(_CONCEPTS.__getitem__, p.title_concepts)
    yield map(_CONCEPTS.__getitem__, p.concepts)


def _with_category(sector: str) -> tuple[str, ...]:
    """A sector, and of a DAC purpose the category too, told apart from a sector of that name."""
    return (sector, f"{sector[:DAC_CATEGORY]}…") if sector.startswith("DAC:") else (sector,)


@lru_cache(maxsize=1 << 12)
def _economy(code: str) -> int:
    return hash(code) & ~1 | is_economy(code)


def _concept(concept: str) -> int:
    return hash(concept) & ~1 | (concept in telling())


_CONCEPTS = Remembered(_concept, most=1 << 14)


def _word(stem: str) -> int:
    """27 bits of a hash and the weight, which is at most 13."""
    return (hash(stem) & 0x7FFFFFF) << 4 | weight(stem)


_WORDS = Remembered(_word, most=1 << 17)
