"""Under which keys activities stand: in order of time for all pairs, in order of keys to find what is near one.

Keys are told apart by 64 bits of a hash. That any two of ten million keys coincide has a chance of one in a hundred
thousand, and would only bring together activities that `score` then judges as it judges all.
"""

from collections.abc import Iterator, Sequence
from types import ModuleType
from typing import NamedTuple

import numpy as np

from egnatia.overlap.growing import Column
from egnatia.overlap.keys import MOST_ACROSS, by_reference, economies_of, said_in_twos, spread
from egnatia.overlap.prepared import Prepared
from egnatia.overlap.said import FAMILY, NUMBER, SHIFT
from egnatia.overlap.tables import (
    ACROSS,
    NAMED,
    ROLE,
    UNDATED,
    Asked,
    Entries,
    Kinds,
    Numbers,
    Postings,
    Run,
    Small,
    Table,
)

_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # spreads numbers over 64 bits: the golden ratio, as Knuth has it


class Posting(NamedTuple):
    """The activities of a key; whether it names them, is a role in a chain, or one for those that share no language."""

    members: list[int]
    named: bool
    role: bool
    across: bool


class Keyed:
    """The keys of activities, by their positions."""

    def __init__(self) -> None:
        self._hashes, self._kinds, self._starts = Column(), Column(np.uint8), Column()
        self._first = Column()  # day of each activity
        self._starts.extend([0])
        self._runs: list[Run] = []
        self._in_runs = 0  # how many activities stand in them

    def add(self, activities: Sequence[Prepared], loops: ModuleType | None = None) -> None:
        """The keys of more activities, at the positions that follow. `loops`: the compiled ones, for many."""
        hashes, kinds, counts = _entries(activities, loops)
        self._starts.extend(self._hashes.count + np.cumsum(counts))
        self._hashes.extend(hashes)
        self._kinds.extend(kinds)
        self._first.extend([each.window.first if each.window else UNDATED for each in activities])

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

    def by_time(self, table: Table, loops: ModuleType) -> Postings:
        """Who shares a key with whom, of the activities in `table`."""
        order = np.argsort(table.first, kind="stable")
        until = np.searchsorted(table.first[order], table.last[order], "right").astype(np.int32)
        entries = Entries(self._hashes.filled(), self._kinds.filled(), self._starts.filled())
        found: Postings = loops.rows(entries, order, until, table.tongues[order])
        return found

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

    def _entries(self, activities: Numbers) -> tuple[Numbers, Small]:
        """The entries of `activities`, one activity after the other, and whose each is."""
        starts = self._starts.filled()
        counts = starts[activities + 1] - starts[activities]
        ends = np.cumsum(counts)
        offsets = np.repeat(starts[activities] - ends + counts, counts)
        return offsets + np.arange(len(offsets)), np.repeat(activities.astype(np.int32), counts)

    def _put_in_runs(self) -> None:
        """What was added becomes a run; runs are joined while the last is not small beside the one before it, so
        that there are few of them and none is joined often."""
        count = self._starts.count - 1
        if count > self._in_runs:
            entries, owners = self._entries(np.arange(self._in_runs, count))
            self._runs.append(self._ordered(self._hashes.filled()[entries], owners))
            self._in_runs = count
        while len(self._runs) > 1 and 2 * len(self._runs[-1].hashes) > len(self._runs[-2].hashes):
            later, earlier = self._runs.pop(), self._runs.pop()
            hashes = np.concatenate((earlier.hashes, later.hashes))
            self._runs.append(self._ordered(hashes, np.concatenate((earlier.members, later.members))))

    def _ordered(self, hashes: Numbers, members: Small) -> Run:
        by_key = np.lexsort((self._first.filled()[members], hashes))
        return Run(hashes[by_key], members[by_key])


def asked(prepared: Prepared) -> Asked:
    """The keys by which others are looked for that an activity may match."""
    hashes, kinds, _ = _entries([prepared], None)
    return Asked(hashes, kinds)


def _entries(activities: Sequence[Prepared], loops: ModuleType | None) -> tuple[Numbers, Kinds, Numbers]:
    """The keys of each activity as hashes, one activity after the other; of what kind each is; how many each has."""
    spreads = [spread(each) for each in activities]
    names = [name for found in spreads for name in found.names]
    things = [thing for found in spreads for thing in found.things]
    where = [economy for found in spreads for economy in found.economies]
    crossed, of_strangers = _across(activities, loops)
    counts = [_lengths([found.names for found in spreads]), _lengths([found.things for found in spreads]), of_strangers]
    owners = np.concatenate([np.repeat(np.arange(len(activities)), each) for each in counts])
    order = np.argsort(owners, kind="stable")
    hashes = np.concatenate((_hashes(names), _beside(_hashes(where), _hashes(things)), crossed))
    kinds = np.zeros(len(hashes), np.uint8)
    kinds[: len(names)] = [NAMED if by_reference(name) else ROLE for name in names]
    kinds[len(names) : len(names) + len(things)] = [ROLE if thing.startswith("c:") else 0 for thing in things]
    kinds[len(names) + len(things) :] = ACROSS
    return hashes[order], kinds[order], np.sum(np.stack(counts), axis=0)


def _lengths(rows: Sequence[Sequence[object]]) -> Numbers:
    return np.array(list(map(len, rows)), dtype=np.int64)


def _hashes(words: list[str]) -> Numbers:
    return np.array(list(map(hash, words)), dtype=np.int64)


def _beside(where: Numbers, things: Numbers) -> Numbers:
    """One number for an economy and a thing that is looked for in it."""
    return (where.view(np.uint64) * _SPREAD + things.view(np.uint64)).view(np.int64)


def _across(activities: Sequence[Prepared], loops: ModuleType | None) -> tuple[Numbers, Numbers]:
    """The keys of each activity for those that share no language, as hashes; how many each has."""
    codes, of_codes = _in_twos(activities, loops)
    where = [economies_of(each) for each in activities]
    of_economies = _lengths(where)
    counts = np.minimum(of_codes * of_economies, MOST_ACROSS)
    owners = np.repeat(np.arange(len(activities)), counts)
    place = np.arange(len(owners)) - (np.cumsum(counts) - counts)[owners]  # within the keys of its activity
    thing = (np.cumsum(of_codes) - of_codes)[owners] + place // of_economies[owners]
    economy = (np.cumsum(of_economies) - of_economies)[owners] + place % of_economies[owners]
    economies = _hashes([code for row in where for code in row])
    return _beside(economies[economy], (codes[thing].view(np.uint64) * _SPREAD).view(np.int64)), counts


def _in_twos(activities: Sequence[Prepared], loops: ModuleType | None) -> tuple[Numbers, Numbers]:
    """`said_in_twos` of each activity, each two as one number; how many each has."""
    if loops is not None:
        rows = [row for each in activities for row in (each.said.titles, each.said.descriptions)]
        ends = np.cumsum([0, *(len(row) // NUMBER.itemsize for row in rows)], dtype=np.int64)
        codes, counts = loops.in_twos(np.frombuffer(b"".join(rows), NUMBER), ends)
        return codes, counts
    found = [[one << SHIFT | two & FAMILY for one, two in said_in_twos(each)] for each in activities]
    return np.array([code for row in found for code in row], np.int64), _lengths(found)
