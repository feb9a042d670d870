"""Keys as numbers of 64 bits, put together from hashes so that compiled loops make the same ones.

Each part of a key is turned in the way of its place, and all are laid over each other. That any two of ten million keys
coincide has a chance of one in a hundred thousand, and would only bring together activities that `score` then judges as
it judges all.
"""

from collections.abc import Iterable
from functools import partial, reduce
from operator import xor

import numpy as np
import numpy.typing as npt

from egnatia.language import Remembered
from egnatia.overlap.arrays.tables import Numbers
from egnatia.overlap.keys import Thing

_BITS = 64
_GOLDEN = 0x9E3779B97F4A7C15  # spreads numbers over 64 bits: the golden ratio, as Knuth has it
PLACES = 4
WHERE, FIRST, SECOND, THIRD = range(PLACES)  # the economy of a key, and the parts of what is looked for there
_TURNS = [pow(_GOLDEN, place + 1, 1 << _BITS) for place in range(PLACES)]


def turned(hashes: Numbers, place: int) -> Numbers:
    """`hashes` as they are laid at a place."""
    return (hashes.view(np.uint64) * np.uint64(_TURNS[place])).view(np.int64)


def turned_each_way(hashes: Numbers) -> npt.NDArray[np.int64]:
    """A row for each of `hashes`, with what it is at each place."""
    return np.stack([turned(hashes, place) for place in range(PLACES)], axis=1)


def code(thing: Thing) -> int:
    """The number of what is looked for; titles are told apart by which words they have."""
    sort, *made_of = thing
    places = _AT[FIRST : FIRST + 1] * len(made_of) if sort == "t" else _AT[FIRST:]
    return reduce(xor, [known[part] for known, part in zip(places, made_of, strict=False)], ord(sort))


def codes(things: Iterable[Thing]) -> Numbers:
    """The number of each."""
    return np.array(list(map(code, things)), np.int64)


def hashes_of(words: Iterable[str]) -> Numbers:
    """A hash of each."""
    return np.array(list(map(hash, words)), np.int64)


def _turned(part: str, *, place: int) -> int:
    found = hash(part) * _TURNS[place] % (1 << _BITS)
    return found - (1 << _BITS) if found >> (_BITS - 1) else found


_AT = [Remembered(partial(_turned, place=place), most=1 << 16) for place in range(PLACES)]
