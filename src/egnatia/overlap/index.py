"""Executor "arrays": a collection in this process. First the obvious form."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from egnatia.overlap.activity import Activity
from egnatia.overlap.constants import DEFAULT_MIN_SCORE, SHIPPED, Constants
from egnatia.overlap.match import Match
from egnatia.overlap.prepared import Prepared, prepare
from egnatia.overlap.scoring import keys, score


class Index:
    """Activities that can be compared with each other and with a new one. Positions are those of `build` and `add`."""

    def __init__(self, constants: Constants = SHIPPED) -> None:
        self.constants = constants
        self.prepared: list[Prepared] = []
        self._postings: dict[str, list[int]] = defaultdict(list)

    @classmethod
    def build(cls, activities: Iterable[Activity], constants: Constants = SHIPPED) -> "Index":
        index = cls(constants)
        index.add(activities)
        return index

    def add(self, activities: Iterable[Activity]) -> None:
        for activity in activities:
            prepared = prepare(activity, self.constants)
            for key in keys(prepared):
                self._postings[key].append(len(self.prepared))
            self.prepared.append(prepared)

    def pairs(self, min_score: float = DEFAULT_MIN_SCORE) -> Iterator[tuple[int, int, Match]]:
        """Every pair (i < j) that shares a key and whose strength reaches `min_score`, ordered by i, then j."""
        seen = {(i, j) for posting in self._postings.values() for i in posting for j in posting if i < j}
        for i, j in sorted(seen):
            match = score(self.prepared[i], self.prepared[j], self.constants)
            if match and match.strength >= min_score:
                yield i, j, match

    def check(self, activity: Activity, min_score: float = 0.0) -> list[tuple[int, Match]]:
        """Matches of one activity with the collection, best first; `activity` itself is not stored."""
        prepared = prepare(activity, self.constants)
        near = {i for key in keys(prepared) for i in self._postings.get(key, ())}
        scored = ((i, score(prepared, self.prepared[i], self.constants)) for i in sorted(near))
        found = [(i, match) for i, match in scored if match and match.strength >= min_score]
        return sorted(found, key=lambda pair: (-pair[1].strength, pair[0]))
