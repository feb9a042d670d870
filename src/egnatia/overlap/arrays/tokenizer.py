"""Texts cut into pieces without white space, each looked up by its letters, in compiled loops.

Pieces are told apart by 63 bits of a hash of their letters: that any two of a million pieces coincide has a chance of
one in ten million.
"""

import numpy as np

from egnatia.overlap.arrays.compilation import compiled, part
from egnatia.overlap.arrays.tables import Flags
from egnatia.overlap.arrays.tokens import NEW, Cut, Slots, Written

_SPREAD = 0x1E3779B97F4A7C15  # an odd number without a pattern
_HASH = (1 << 63) - 1
_SHIFT = 24  # the last bits of a hash tell the last letters
_ABOVE = 32  # the bits of a letter


@compiled
def cut(written: Written, slots: Slots, taken: int, blank: Flags) -> Cut:
    """The pieces of each text. `taken`: how many of the slots are; `blank`: for each of the first characters whether it
    is white space."""
    texts = len(written.ends)
    count = _count(written, blank)
    slots = _with_room(slots, taken, count)
    made = Cut(
        np.empty(count, np.int32),
        np.zeros(texts + 1, np.int64),
        np.empty(texts, np.int64),
        np.empty((count, 4), np.int64),
        slots,
    )
    begin = filled = new = 0
    for text in range(texts):
        end, read_to = written.ends[text], begin + written.read_to[text]
        made.said_to[text] = filled
        place = begin
        while place < end:
            if _is_blank(written.letters[place], blank):
                place += 1
                continue
            first, found = place, written.readers[text] << _ABOVE
            while place < end and not _is_blank(written.letters[place], blank):
                found = (int(found) ^ int(written.letters[place])) * _SPREAD & _HASH
                place += 1
            slot = _slot(slots, found)
            if not slots.hashes[slot]:
                slots.hashes[slot], slots.numbers[slot] = found, NEW - new
                made.new[new, 0], made.new[new, 1], made.new[new, 2], made.new[new, 3] = text, first, place, slot
                new += 1
            made.pieces[filled] = slots.numbers[slot]
            filled += 1
            if first < read_to:
                made.said_to[text] = filled
        begin = end
        made.pieces_at[text + 1] = filled
    return Cut(made.pieces, made.pieces_at, made.said_to, made.new[:new], slots)


@part
def _count(written: Written, blank: Flags) -> int:
    """How many pieces there are."""
    begin = count = 0
    for end in written.ends:
        before = True
        for place in range(begin, end):
            here = _is_blank(written.letters[place], blank)
            count += before and not here
            before = here
        begin = end
    return count


@compiled
def _with_room(slots: Slots, taken: int, count: int) -> Slots:
    """The same with more slots where less than half of them would be free with so many pieces more."""
    size = len(slots.hashes)
    while size < 2 * (taken + count):
        size *= 2
    if size == len(slots.hashes):
        return slots
    made = Slots(np.zeros(size, np.int64), np.empty(size, np.int32))
    for old in np.flatnonzero(slots.hashes):
        slot = _slot(made, slots.hashes[old])
        made.hashes[slot], made.numbers[slot] = slots.hashes[old], slots.numbers[old]
    return made


@part
def _is_blank(letter: int, blank: Flags) -> bool:
    return letter < len(blank) and bool(blank[letter])


@part
def _slot(slots: Slots, found: int) -> int:
    """Where a piece stands, or may stand."""
    last = len(slots.hashes) - 1
    slot = (found >> _SHIFT) & last
    while slots.hashes[slot] and slots.hashes[slot] != found:
        slot = (slot + 1) & last
    return slot
