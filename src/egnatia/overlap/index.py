"""Executor "arrays": a collection in this process, for imports and for `analyse`.

Gives the same pairs as scoring every two activities that share a key, only sooner: pairs that cannot match by their
source, money or dates are passed over in arrays before anything is scored.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

import numpy as np
import numpy.typing as npt

from egnatia.overlap.activity import Activity
from egnatia.overlap.constants import DEFAULT_MIN_SCORE, SHIPPED, Constants
from egnatia.overlap.keys import by_reference, by_role, keys
from egnatia.overlap.match import Match
from egnatia.overlap.prepared import Prepared, prepare
from egnatia.overlap.scoring import score

Numbers = npt.NDArray[np.int64]

SMALL = 12  # postings up to this length are paired without arrays
ALWAYS = (-(10**9), 10**9)  # the window of an activity without dates


class Index:
    """Activities that can be compared with each other and with a new one.

    Positions are those of `build` and `add`, in order. `pairs` and `check` read nothing but the pair that they score.
    """

    def __init__(self, constants: Constants = SHIPPED) -> None:
        self.constants = constants
        self.prepared: list[Prepared] = []
        self._postings: dict[str, list[int]] = defaultdict(list)
        self._money: dict[tuple[str, frozenset[str]], int] = {}
        self._group: list[int] = []  # one number per source and money
        self._first: list[int] = []
        self._last: list[int] = []

    @classmethod
    def build(cls, activities: Iterable[Activity], constants: Constants = SHIPPED) -> "Index":
        """An index of `activities`."""
        index = cls(constants)
        index.add(activities)
        return index

    def __len__(self) -> int:
        return len(self.prepared)

    def add(self, activities: Iterable[Activity]) -> None:
        """More activities, at the positions that follow."""
        for activity in activities:
            prepared = prepare(activity, self.constants)
            position = len(self.prepared)
            for key in keys(prepared):
                self._postings[key].append(position)
            self.prepared.append(prepared)
            self._group.append(self._group_of(prepared, position))
            window = prepared.window
            first, last = (window.first, window.last) if window else ALWAYS
            self._first.append(first)
            self._last.append(last)

    def _group_of(self, prepared: Prepared, position: int) -> int:
        """Two of one group are of one source and one money; an activity where either is not known is a group alone."""
        if not (prepared.activity.source and prepared.money):
            return -1 - position
        return self._money.setdefault((prepared.activity.source, prepared.money), len(self._money))

    def pairs(self, min_score: float = DEFAULT_MIN_SCORE) -> Iterator[tuple[int, int, Match]]:
        """Every pair i < j that shares a key and whose strength reaches `min_score`, by i, then j."""
        count = len(self.prepared)
        for code in self._candidates().tolist():
            i, j = divmod(code, count)
            match = score(self.prepared[i], self.prepared[j], self.constants)
            if match and match.strength >= min_score:
                yield i, j, match

    def check(self, activity: Activity, min_score: float = 0.0) -> list[tuple[int, Match]]:
        """Matches of one activity with the collection, best first; it is not stored, nor compared with its own ref."""
        prepared = prepare(activity, self.constants)
        near = {i for key in keys(prepared) for i in self._postings.get(key, ())}
        others = [i for i in sorted(near) if self.prepared[i].activity.ref != activity.ref]
        scored = ((i, score(prepared, self.prepared[i], self.constants)) for i in others)
        found = [(i, match) for i, match in scored if match and match.strength >= min_score]
        return sorted(found, key=lambda pair: (-pair[1].strength, pair[0]))

    def _candidates(self) -> Numbers:
        """Pairs that may match, as i * count + j in order, each once."""
        group, first, last = (np.array(column, dtype=np.int64) for column in (self._group, self._first, self._last))
        found: list[Numbers] = [np.empty(0, dtype=np.int64)]
        few: list[int] = []
        for key, posting in self._postings.items():
            if len(posting) == 1:
                continue
            if len(posting) <= SMALL:
                few += self._paired(key, posting)
            else:
                found.append(self._paired_in_arrays(key, np.array(posting), group, first, last))
        return np.unique(np.concatenate((*found, np.array(few, dtype=np.int64))))

    def _paired(self, key: str, posting: list[int]) -> Iterator[int]:
        count, group = len(self.prepared), self._group
        named, role = by_reference(key), by_role(key)
        for i, j in combinations(posting, 2):
            if named or (group[i] != group[j] and (role or self._near(i, j))):
                yield i * count + j

    def _near(self, i: int, j: int) -> bool:
        apart = max(self._first[i], self._first[j]) - min(self._last[i], self._last[j])
        return apart <= 0

    def _paired_in_arrays(self, key: str, posting: Numbers, group: Numbers, first: Numbers, last: Numbers) -> Numbers:
        """As `_paired`, one row at a time, so that a long posting needs no square of memory."""
        named, role = by_reference(key), by_role(key)
        rows = [np.empty(0, dtype=np.int64)]
        for at, i in enumerate(posting[:-1].tolist()):
            later = posting[at + 1 :]
            if not named:
                later = later[group[later] != group[i]]
                if not role:
                    apart = np.maximum(first[later], first[i]) - np.minimum(last[later], last[i])
                    later = later[apart <= 0]
            rows.append(i * len(self.prepared) + later)
        return np.concatenate(rows)
