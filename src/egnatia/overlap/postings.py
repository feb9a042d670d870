"""Under which keys activities stand: in order of time for all pairs, in order of keys to find what is near one.

Keys are told apart by 64 bits of a hash. That any two of ten million keys coincide has a chance of one in a hundred
thousand, and would only bring together activities that `score` then judges as it judges all.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from egnatia.overlap.columns import Column
from egnatia.overlap.keys import across, by_reference, by_role, keys
from egnatia.overlap.prepared import Prepared
from egnatia.overlap.tables import ACROSS, NAMED, ROLE, UNDATED, Asked, Numbers, Postings, Run, Small

SHARES = 16  # of all keys: so many are put in order one after the other, for it takes much room beside them


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

    def add(self, activities: Iterable[Prepared]) -> None:
        """The keys of more activities, at the positions that follow."""
        every: list[str] = []
        kinds: list[int] = []
        starts, days = [], []
        for prepared in activities:
            found, of_them = _keys(prepared)
            every += found
            kinds += of_them
            starts.append(self._hashes.count + len(every))
            days.append(prepared.window.first if prepared.window else UNDATED)
        self._hashes.extend(list(map(hash, every)))
        self._kinds.extend(kinds)
        self._starts.extend(starts)
        self._first.extend(days)

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

    def by_time(self) -> Postings:
        """Who shares a key with whom."""
        order = np.argsort(self._first.filled(), kind="stable")
        entries, owners = self._entries(order)
        place, end, members = (np.empty(len(entries), dtype=np.int32) for _ in range(3))
        begin = 0
        share_of = (self._hashes.filled() % SHARES).astype(np.uint8)[entries]
        for share in range(SHARES):
            chosen = np.flatnonzero(share_of == share)
            hashes = self._hashes.filled()[entries[chosen]]
            by_key = np.argsort(hashes, kind="stable")
            hashes, chosen = hashes[by_key], chosen[by_key]
            places = np.arange(begin, begin + len(chosen))
            breaks = np.flatnonzero(np.diff(hashes, append=hashes[-1:] - 1))
            place[entries[chosen]] = places
            end[entries[chosen]] = np.repeat(begin + breaks + 1, np.diff(breaks, prepend=-1))
            members[places] = owners[chosen]
            begin += len(chosen)
        return Postings(order, self._starts.filled(), place, end, self._kinds.filled(), members)

    def runs(self) -> Sequence[Run]:
        """All entries, for looking up keys."""
        self._put_in_runs()
        return self._runs

    def near(self, wanted: Iterable[str]) -> Numbers:
        """Positions of the activities that stand under one of these keys, in order."""
        hashes = np.array(list(map(hash, wanted)), dtype=np.int64)
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
    found, kinds = _keys(prepared)
    return Asked(np.array(list(map(hash, found)), dtype=np.int64), np.array(kinds, dtype=np.uint8))


def _keys(prepared: Prepared) -> tuple[list[str], list[int]]:
    """All its keys, and of what kind each is; those for strangers are of one kind."""
    found, further = keys(prepared), across(prepared)
    kinds = [NAMED * by_reference(key) | ROLE * by_role(key) for key in found]
    return [*found, *further], kinds + [ACROSS] * len(further)
