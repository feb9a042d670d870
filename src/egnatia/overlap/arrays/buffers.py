"""Numbers in rows that grow, and what is met, by numbers."""

from collections.abc import Hashable, Iterable, Sequence, Sized
from itertools import accumulate, chain
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[Any]
Place = TypeVar("Place", bound=Hashable)
Key = TypeVar("Key", bound=Hashable)


class GrowableColumn:
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
    """Lists of numbers, one after the other, that are added many at a time and read all at once."""

    def __init__(self, kind: npt.DTypeLike = np.int32) -> None:
        self._numbers, self._ends = GrowableColumn(kind), GrowableColumn()
        self._ends.extend([0])

        self._new: list[Sequence[int]] = []  # what was added since it was read

    @property
    def count(self) -> int:
        """How many lists were added."""
        return self._ends.count - 1 + len(self._new)

    def add(self, numbers: Sequence[int]) -> None:
        """One list more, at the next position."""
        self._new.append(numbers)

    def extend(self, rows: Iterable[Sequence[int]]) -> None:
        """More lists, at the next positions."""
        self._new += rows

    def filled(self) -> tuple[Values, Values]:
        """Where each list begins, and behind the last one; the numbers of all."""
        self._ends.extend(ends_of(self._new) + self._numbers.count)
        self._numbers.extend(list(chain.from_iterable(self._new)))
        self._new = []
        return self._ends.filled(), self._numbers.filled()


class Numbered(dict[Key, int]):
    """The numbers of what is met in one place: of what is new the next one."""

    def __init__(self, note: "Met[Place, Key]", place: Place) -> None:
        super().__init__()
        self._keys, self._places, self._place = note.keys_met, note.places, place

    def __missing__(self, key: Key) -> int:
        number = self[key] = len(self._keys)
        self._keys.append(key)
        self._places.append(self._place)
        return number


class Met(dict[Place, Numbered[Key]], Generic[Place, Key]):
    """What is met, by the place where that is: all of it is numbered in one row."""

    def __init__(self) -> None:
        super().__init__()
        self.keys_met: list[Key] = []
        self.places: list[Any] = []
        self._read = 0

    def __missing__(self, place: Place) -> Numbered[Key]:
        found = self[place] = Numbered(self, place)
        return found

    def new(self) -> list[tuple[Place, Key]]:
        """What was met since this was asked last, with its place, in the order of the numbers."""
        begin, self._read = self._read, len(self.keys_met)
        return list(zip(self.places[begin:], self.keys_met[begin:], strict=True))
