"""Under which keys activities stand: in order of time for all pairs, in order of keys to find what is near one.

Keys are numbers (`arrays/key_hashes.py`).
"""

from collections.abc import Iterator, Sequence
from types import ModuleType
from typing import NamedTuple

import numpy as np

from egnatia.overlap.arrays.buffers import GrowableColumn
from egnatia.overlap.arrays.key_hashes import FIRST, WHERE, codes, hashes_of, turned
from egnatia.overlap.arrays.tables import (
    ACROSS,
    ECONOMIES,
    NAMED,
    NEVER,
    ROLE,
    SETS,
    UNDATED,
    ActivityTable,
    AllKeys,
    Entries,
    Numbers,
    Postings,
    QueryKeys,
    Run,
    Small,
)
from egnatia.overlap.concepts import FAMILY, SHIFT
from egnatia.overlap.keys import MOST_ACROSS, by_reference, economies_of, said_in_twos, spread
from egnatia.overlap.prepare import Prepared

PARTS = 4  # of the hashes below zero, and as many of the others
OF_A_PART = 61  # bits of a hash that differ in one of them


class Posting(NamedTuple):
    """The activities of a key; whether it names them, is a role in a chain, or one for those that share no language."""

    members: list[int]
    named: bool
    role: bool
    across: bool


class Keyed:
    """The keys of activities, by their positions."""

    def __init__(self) -> None:
        self._hashes, self._kinds, self._starts = GrowableColumn(), GrowableColumn(np.uint8), GrowableColumn()
        self._first = GrowableColumn(np.int32)  # day of each activity
        self._starts.extend([0])
        self._runs: list[Run] = []
        self._in_runs = 0  # how many activities stand in them

    def add(self, activities: Sequence[Prepared]) -> None:
        """The keys of more activities, at the positions that follow."""
        self.enter(entries_of(activities), [each.window.first if each.window else UNDATED for each in activities])

    def enter(self, entries: Entries, first: Small | Sequence[int]) -> None:
        """The same, of activities whose keys are worked out already and that begin on these days."""
        self._starts.extend(self._hashes.count + np.cumsum(entries.counts))
        self._hashes.extend(entries.hashes)
        self._kinds.extend(entries.kinds)
        self._first.extend(first)

    def postings(self) -> Iterator[Posting]:
        """Each key's activities in their order, and what kind of a key it is."""
        owners = np.repeat(np.arange(self._starts.count - 1), np.diff(self._starts.filled()))
        columns = (self._hashes.filled(), owners, self._kinds.filled())
        found: dict[int, Posting] = {}
        for key, owner, kind in zip(*(column.tolist() for column in columns), strict=True):
            fresh = Posting([], bool(kind & NAMED), bool(kind & ROLE), bool(kind & ACROSS))
            found.setdefault(key, fresh).members.append(owner)
        yield from found.values()

    def meetings(self) -> int:
        """How often two activities share a key."""
        _, often = np.unique(self._hashes.filled(), return_counts=True)
        return int((often * (often - 1) // 2).sum())

    def by_time(self, table: ActivityTable, loops: ModuleType) -> Postings:
        """Who shares a key with whom, of the activities in `table`."""
        by_time = np.argsort(table.first, kind="stable")
        order = by_time[np.argsort(_first_economies(table)[by_time], kind="stable")]
        every = AllKeys(self._hashes.filled(), self._kinds.filled(), self._starts.filled())
        found: Postings = loops.rows(every, by_time, order, table.tongues[order])
        return found._replace(first=np.append(table.first[order], NEVER).astype(np.int32))

    def runs(self) -> Sequence[Run]:
        """All entries, for looking up keys."""
        self._put_in_runs()
        return self._runs

    def near(self, hashes: Numbers) -> Numbers:
        """Positions of the activities that stand under one of these keys, in order."""
        found = [np.empty(0, dtype=np.int32)]
        for run in self.runs():
            begins = np.searchsorted(run.hashes, hashes, "left").tolist()
            ends = np.searchsorted(run.hashes, hashes, "right").tolist()
            found += [run.members[begin:end] for begin, end in zip(begins, ends, strict=True) if begin < end]
        return np.unique(np.concatenate(found))

    def _put_in_runs(self) -> None:
        """What was added becomes a run; runs are joined while the last is not small beside the one before it, so
        that there are few of them and none is joined often."""
        count = self._starts.count - 1
        if count > self._in_runs:
            starts = self._starts.filled()[self._in_runs :]
            owners = np.repeat(np.arange(self._in_runs, count, dtype=np.int32), np.diff(starts))
            self._runs.append(self._ordered(self._hashes.filled()[starts[0] : starts[-1]], owners))
            self._in_runs = count
        while len(self._runs) > 1 and 2 * len(self._runs[-1].hashes) > len(self._runs[-2].hashes):
            later, earlier = self._runs.pop(), self._runs.pop()
            hashes = np.concatenate((earlier.hashes, later.hashes))
            self._runs.append(self._ordered(hashes, np.concatenate((earlier.members, later.members))))

    def _ordered(self, hashes: Numbers, members: Small) -> Run:
        """By their hashes, those of one hash in order of time; a part of the hashes after the other, for room."""
        found, filled = Run(np.empty_like(hashes), np.empty_like(members)), 0
        for part in range(-PARTS, PARTS):
            least, most = part << OF_A_PART, (part + 1 << OF_A_PART) - 1
            mine = np.flatnonzero((hashes >= least) & (hashes <= most))
            mine = mine[np.lexsort((self._first.filled()[members[mine]], hashes[mine]))]
            row = slice(filled, filled + len(mine))
            found.hashes[row], found.members[row] = hashes[mine], members[mine]
            filled += len(mine)
        return found


def _first_economies(table: ActivityTable) -> Numbers:
    """A number for one of the economies of each activity, 0 where none is stated."""
    begins, ends = (table.sets_at[at::SETS][: len(table.first)] for at in (ECONOMIES, ECONOMIES + 1))
    return np.where(begins < ends, np.append(table.sets, 0)[begins], 0)


def asked(prepared: Prepared) -> QueryKeys:
    """The keys by which others are looked for that an activity may match."""
    found = entries_of([prepared])
    return QueryKeys(found.hashes, found.kinds)


def kind_of(name: str) -> int:
    """What kind of a key a name is."""
    return NAMED if by_reference(name) else ROLE


def entries_of(activities: Sequence[Prepared]) -> Entries:
    """The keys of each activity, one activity after the other; those of many are made by `arrays.keys.entries`."""
    spreads = [spread(each) for each in activities]
    names = [name for found in spreads for name in found.names]
    things = [thing for found in spreads for thing in found.things]
    where = [economy for found in spreads for economy in found.economies]
    crossed, of_strangers = _across(activities)
    counts = [_lengths([found.names for found in spreads]), _lengths([found.things for found in spreads]), of_strangers]
    owners = np.concatenate([np.repeat(np.arange(len(activities)), each) for each in counts])
    order = np.argsort(owners, kind="stable")
    hashes = np.concatenate((hashes_of(names), turned(hashes_of(where), WHERE) ^ codes(things), crossed))
    kinds = np.zeros(len(hashes), np.uint8)
    kinds[: len(names)] = list(map(kind_of, names))
    kinds[len(names) : len(names) + len(things)] = [ROLE if sort == "c" else 0 for sort, *_ in things]
    kinds[len(names) + len(things) :] = ACROSS
    return Entries(hashes[order], kinds[order], np.sum(np.stack(counts), axis=0))


def _lengths(rows: Sequence[Sequence[object]]) -> Numbers:
    return np.array(list(map(len, rows)), dtype=np.int64)


def _across(activities: Sequence[Prepared]) -> tuple[Numbers, Numbers]:
    """The keys of each activity for those that share no language; how many each has."""
    found = [
        [(two, economy) for two in _in_twos(each) for economy in economies_of(each)][:MOST_ACROSS]
        for each in activities
    ]
    crossed = [pair for row in found for pair in row]
    twos = np.array([two for two, _ in crossed], np.int64)
    return turned(hashes_of([economy for _, economy in crossed]), WHERE) ^ turned(twos, FIRST), _lengths(found)


def _in_twos(prepared: Prepared) -> list[int]:
    """`said_in_twos`, each two as one number."""
    return [one << SHIFT | two & FAMILY for one, two in said_in_twos(prepared)]
