"""Texts in pieces without white space, and the number that a glossary gives each of them."""

from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import NamedTuple

import numpy as np

from egnatia.overlap.arrays.tables import Flags, Numbers, Small

BLANKS = 0x3001  # no character from here on is white space
NEW = -2  # from here on downwards, numbers stand for pieces that were never met, in the order in which they are met


class Written(NamedTuple):
    """Texts as they are written, one after the other."""

    letters: Small
    ends: Numbers  # where each text ends
    read_to: Numbers  # … and how many of its characters are read in the lexicon
    readers: Numbers  # … and who reads it: a piece may be another one for each


class Slots(NamedTuple):
    """The number of each piece. It stands in the slot that a hash of its letters names, or in the next that is free."""

    hashes: Numbers  # 0 where no piece stands
    numbers: Small


class Cut(NamedTuple):
    """The pieces of texts, by their numbers."""

    pieces: Small
    pieces_at: Numbers  # where each text begins
    said_to: Numbers  # … and where that ends which is read in the lexicon
    new: Numbers  # of each piece that was never met: a text, where it begins and ends, and its slot
    slots: Slots


class Pieces:
    """Grows with every piece that is met. `loops`: the module of the compiled loops."""

    def __init__(self, loops: ModuleType) -> None:
        self._loops = loops
        self._slots = Slots(np.zeros(1, np.int64), np.empty(1, np.int32))
        self._taken = 0
        self._readers: dict[int, int] = {}  # the number of each, by its identity

    def of(self, texts: Sequence[str], read_to: Sequence[int], readers: Sequence[Mapping[str, int]]) -> Cut:
        """The pieces of `texts`. Each of `readers` says which number a piece of its text has; it is asked once."""
        every, at_hand = "".join(texts), self._readers
        numbers = [at_hand.setdefault(id(reader), len(at_hand) + 1) for reader in readers]
        written = Written(
            np.frombuffer(every.encode("utf-32-le", "surrogatepass"), np.int32),
            np.cumsum(list(map(len, texts)), dtype=np.int64),
            np.array(read_to, np.int64),
            np.array(numbers, np.int64),
        )
        found: Cut = self._loops.cut(written, self._slots, self._taken, _BLANK)
        known = [readers[text][every[begin:end]] for text, begin, end, _ in found.new.tolist()]
        self._slots, self._taken = _told(found, np.array(known, np.int32)), self._taken + len(known)
        return found


def _told(found: Cut, numbers: Small) -> Slots:
    """The slots with the numbers of what was new, which is put among the pieces too."""
    found.slots.numbers[found.new[:, 3]] = numbers
    new = found.pieces <= NEW
    found.pieces[new] = numbers[NEW - found.pieces[new]]
    return found.slots


_BLANK: Flags = np.array([chr(character).isspace() for character in range(BLANKS)])
