"""Under which keys activities stand: in order of time for all pairs, in order of keys to find what is near one.

Keys are told apart by 64 bits of a hash. That any two of ten million keys coincide has a chance of one in a hundred
thousand, and would only bring together activities that `score` then judges as it judges all.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from egnatia.overlap.columns import Column
from egnatia.overlap.keys import by_reference, by_role, by_tongue
from egnatia.overlap.tables import Numbers, Postings


class Run(NamedTuple):
    """Entries in the order of their keys."""

    hashes: Numbers
    members: Numbers


class Posting(NamedTuple):
    """The activities of a key; whether it names them, is a role in a chain, or one for those that share no language."""

    members: list[int]
    named: bool
    role: bool
    across: bool


class Keyed:
    """The keys of activities, by their positions."""

    def __init__(self) -> None:
        self._hashes, self._starts = Column(), Column()
        self._named, self._role, self._across = (Column(np.bool_) for _ in range(3))
        self._starts.extend([0])
        self._runs: list[Run] = []
        self._in_runs = 0  # how many activities stand in them

    def add(self, activities: Iterable[Iterable[str]]) -> None:
        """The keys of more activities, at the positions that follow."""
        every: list[str] = []
        starts = []
        for found in activities:
            every += found
            starts.append(self._hashes.count + len(every))
        self._hashes.extend(list(map(hash, every)))
        self._starts.extend(starts)
        self._named.extend(list(map(by_reference, every)))
        self._role.extend(list(map(by_role, every)))
        self._across.extend(list(map(by_tongue, every)))

    def postings(self) -> Iterator[Posting]:
        """Each key's activities in their order, and what kind of a key it is."""
        owners = np.repeat(np.arange(self._starts.count - 1), np.diff(self._starts.filled()))
        columns = (self._hashes.filled(), owners, self._named.filled(), self._role.filled(), self._across.filled())
        found: dict[int, Posting] = {}
        for key, owner, *kinds in zip(*(column.tolist() for column in columns), strict=True):
            found.setdefault(key, Posting([], *kinds)).members.append(owner)
        yield from found.values()

    def meetings(self) -> int:
        """How often two activities share a key."""
        _, often = np.unique(self._hashes.filled(), return_counts=True)
        return int((often * (often - 1) // 2).sum())

    def by_time(self, first: Numbers) -> Postings:
        """Who shares a key with whom: each key's activities in the order of their `first` days."""
        order = np.argsort(first, kind="stable")
        entries, owners = self._entries(order)
        hashes = self._hashes.filled()[entries]
        by_key = np.argsort(hashes, kind="stable")
        entries, hashes = entries[by_key], hashes[by_key]
        breaks = np.flatnonzero(np.concatenate((hashes[1:] != hashes[:-1], np.ones(min(1, len(hashes)), dtype=bool))))
        lengths = np.diff(breaks, prepend=-1)
        place, end = np.empty_like(entries), np.empty_like(entries)
        place[entries] = np.arange(len(entries))
        end[entries] = np.repeat(breaks + 1, lengths)
        kinds = (self._named.filled(), self._role.filled(), self._across.filled())
        return Postings(order, self._starts.filled(), place, end, *kinds, owners[by_key])

    def near(self, keys: Iterable[str]) -> Numbers:
        """Positions of the activities that stand under one of `keys`, in order."""
        self._put_in_runs()
        wanted = np.array(list(map(hash, keys)), dtype=np.int64)
        found = [np.empty(0, dtype=np.int64)]
        for run in self._runs:
            begins = np.searchsorted(run.hashes, wanted, "left").tolist()
            ends = np.searchsorted(run.hashes, wanted, "right").tolist()
            found += [run.members[begin:end] for begin, end in zip(begins, ends, strict=True) if begin < end]
        return np.unique(np.concatenate(found))

    def _entries(self, activities: Numbers) -> tuple[Numbers, Numbers]:
        """The entries of `activities`, one activity after the other, and whose each is."""
        starts = self._starts.filled()
        counts = starts[activities + 1] - starts[activities]
        ends = np.cumsum(counts)
        offsets = np.repeat(starts[activities] - ends + counts, counts)
        return offsets + np.arange(len(offsets)), np.repeat(activities, counts)

    def _put_in_runs(self) -> None:
        """What was added becomes a run; runs are joined while the last is not small beside the one before it, so
        that there are few of them and none is joined often."""
        count = self._starts.count - 1
        if count > self._in_runs:
            entries, owners = self._entries(np.arange(self._in_runs, count))
            self._runs.append(_ordered(self._hashes.filled()[entries], owners))
            self._in_runs = count
        while len(self._runs) > 1 and 2 * len(self._runs[-1].hashes) > len(self._runs[-2].hashes):
            later, earlier = self._runs.pop(), self._runs.pop()
            self._runs.append(
                _ordered(
                    np.concatenate((earlier.hashes, later.hashes)), np.concatenate((earlier.members, later.members))
                )
            )


def _ordered(hashes: Numbers, members: Numbers) -> Run:
    by_key = np.argsort(hashes, kind="stable")
    return Run(hashes[by_key], members[by_key])
