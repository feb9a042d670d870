"""Numbers in rows that grow."""

from collections.abc import Iterable, Sequence, Sized
from itertools import accumulate
from typing import Any

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[Any]


class Column:
    """Numbers in a row that grows: room is doubled, so that adding costs the same however many there are."""

    def __init__(self, kind: npt.DTypeLike = np.int64, width: int = 0) -> None:
        self._room: Values = np.empty((0, width) if width else 0, dtype=kind)
        self.count = 0

    def extend(self, values: Values | Sequence[Any]) -> None:
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


def ends_of(rows: Iterable[Sized]) -> Values:
    """Where each row ends, of rows that stand one after the other."""
    return np.array(list(accumulate(map(len, rows))), np.int64)


class Lists:
    """Lists of numbers, one after the other, that are added one at a time and read all at once."""

    def __init__(self, kind: npt.DTypeLike = np.int32) -> None:
        self._numbers, self._ends = Column(kind), Column()
        self._ends.extend([0])
        self._new: list[int] = []  # what was added since it was read
        self._new_ends: list[int] = []

    @property
    def count(self) -> int:
        """How many lists were added."""
        return self._ends.count - 1 + len(self._new_ends)

    def add(self, numbers: Iterable[int]) -> None:
        """One list more, at the next position."""
        self._new += numbers
        self._new_ends.append(self._numbers.count + len(self._new))

    def filled(self) -> tuple[Values, Values]:
        """Where each list begins, and behind the last one; the numbers of all."""
        self._numbers.extend(self._new)
        self._ends.extend(self._new_ends)
        self._new, self._new_ends = [], []
        return self._ends.filled(), self._numbers.filled()
