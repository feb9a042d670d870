"""Who shares a key with whom, in order of time: compiled loops over the keys of all activities.

They are gone through in the order in which they begin: so the row of a key is in that order as it is filled, and whom
one of them overlaps stand up to one place.
"""

import numpy as np

from egnatia.overlap.arrays.compilation import compiled, part
from egnatia.overlap.arrays.tables import ACROSS, AllKeys, Kinds, Numbers, Postings, Small

TOGETHER = 8  # entries that are put in order by stepping through them, on average
HALF = 32  # bits of a hash
SLOTS = 4  # slots for each entry at least, of two bits, by which most keys of one activity alone are told


@compiled
def rows(every: AllKeys, by_time: Numbers, order: Numbers, tongues: Numbers) -> Postings:
    """The row of each key that two activities may meet under, but for their first days. `order`: the same activities as
    `by_time`, as they are numbered; `tongues`: theirs."""
    count = len(order)
    hashes, members, kinds = by_key(every, may_be_shared(every.hashes), by_time, numbers_of(order))
    begins, ends = where_two_meet(hashes, members, kinds, tongues)
    row, kind_of_row = in_a_row(members, begins, ends, count), kinds[begins]
    starts = np.zeros(count + 1, dtype=np.int64)
    for place in range(len(row)):
        if row[place] != count and row[place + 1] != count:
            starts[row[place] + 1] += 1
    starts = np.cumsum(starts)
    places, of_kind = entries_of(starts, row, kind_of_row)
    return Postings(order, row[:0], starts, places, of_kind, row)


@compiled
def in_a_row(members: Small, begins: Numbers, ends: Numbers, nobody: int) -> Small:
    """The rows between these places one after the other, with `nobody` behind each."""
    row, filled = np.empty((ends - begins + 1).sum(), dtype=np.int32), 0
    for begin, end in zip(begins, ends):  # noqa: B905 - compiled code knows no `strict`
        for member in members[begin:end]:
            row[filled] = member
            filled += 1
        row[filled] = nobody
        filled += 1
    return row


@compiled
def numbers_of(order: Numbers) -> Small:
    """Where each activity stands in `order`."""
    numbers = np.empty(len(order), dtype=np.int32)
    for number in range(len(order)):
        numbers[order[number]] = number
    return numbers


@compiled
def may_be_shared(hashes: Numbers) -> Kinds:
    """1 for each entry whose key may stand at another one too, else 0: most keys are of one activity alone."""
    slots = 1
    while slots < SLOTS * len(hashes):
        slots *= 2
    taken = np.zeros(max(1, slots // 4), dtype=np.uint8)
    for value in hashes:
        slot = slot_of(value, slots)
        once = 1 << 2 * (slot & 3)
        found = taken[slot >> 2]
        taken[slot >> 2] = found | (2 * once if found & once else once)
    shared = np.empty(len(hashes), dtype=np.uint8)
    for entry in range(len(hashes)):
        slot = slot_of(hashes[entry], slots)
        shared[entry] = (taken[slot >> 2] >> (2 * (slot & 3) + 1)) & 1
    return shared


@part
def slot_of(value: int, slots: int) -> int:
    """By both halves of a hash, of which one alone is no even spread."""
    return (value ^ value >> HALF) & (slots - 1)


@compiled
def by_key(every: AllKeys, shared: Kinds, by_time: Numbers, numbers: Small) -> tuple[Numbers, Small, Kinds]:
    """The hash, the number of the owner and the kind of each entry that may be shared, those of one key together and in
    order of time.

    They are dealt out by the first bits of their hashes, then the few that came together are put in order.
    """
    count, bits = shared.sum(), 1
    while TOGETHER << bits < count:
        bits += 1
    shift, lowest = 64 - bits, -(1 << (bits - 1))
    at = np.zeros((1 << bits) + 1, dtype=np.int64)
    for entry in range(len(shared)):
        if shared[entry]:
            at[(every.hashes[entry] >> shift) - lowest + 1] += 1
    at = np.cumsum(at)
    hashes, members = np.empty(count, dtype=np.int64), np.empty(count, dtype=np.int32)
    kinds = np.empty(count, dtype=np.uint8)
    for activity in by_time:
        for entry in range(every.starts[activity], every.starts[activity + 1]):
            if shared[entry]:
                dealt = (every.hashes[entry] >> shift) - lowest
                place = at[dealt]
                hashes[place], members[place], kinds[place] = every.hashes[entry], numbers[activity], every.kinds[entry]
                at[dealt] += 1
    begin = 0
    for dealt in range(1 << bits):  # each of them ends now where the next began
        put_in_order(hashes, members, kinds, begin, at[dealt])
        begin = at[dealt]
    return hashes, members, kinds


@part
def put_in_order(hashes: Numbers, members: Small, kinds: Kinds, begin: int, end: int) -> None:
    """By their hashes; those of one hash stay in the order that they have."""
    for place in range(begin + 1, end):
        value, member, kind = hashes[place], members[place], kinds[place]
        free = place
        while free > begin and hashes[free - 1] > value:
            hashes[free], members[free], kinds[free] = hashes[free - 1], members[free - 1], kinds[free - 1]
            free -= 1
        hashes[free], members[free], kinds[free] = value, member, kind


@compiled
def where_two_meet(hashes: Numbers, members: Small, kinds: Kinds, tongues: Numbers) -> tuple[Numbers, Numbers]:
    """Where the rows begin and end in which there are two, and of those for strangers two that may be strangers."""
    begins, ends = np.empty(len(hashes) // 2, dtype=np.int64), np.empty(len(hashes) // 2, dtype=np.int64)
    found = begin = 0
    for end in range(1, len(hashes) + 1):
        if end < len(hashes) and hashes[end] == hashes[begin]:
            continue
        if end - begin > 1 and not (kinds[begin] & ACROSS and of_one_tongue(members, begin, end, tongues)):
            begins[found], ends[found] = begin, end
            found += 1
        begin = end
    return begins[:found], ends[:found]


@part
def of_one_tongue(members: Small, begin: int, end: int, tongues: Numbers) -> bool:
    """Whether all are written in one language among others."""
    shared = tongues[members[begin]]
    for place in range(begin + 1, end):
        shared &= tongues[members[place]]
    return bool(shared)


@compiled
def entries_of(starts: Numbers, row: Small, kind_of_row: Kinds) -> tuple[Small, Kinds]:
    """Of each activity, one after the other: the places in `row` behind its own, and the kinds of the keys."""
    at, nobody = starts[:-1].copy(), len(starts) - 1
    places, kinds = np.empty(starts[-1], dtype=np.int32), np.empty(starts[-1], dtype=np.uint8)
    key = 0
    for place in range(len(row) - 1):
        member = row[place]
        if member == nobody:
            key += 1
        elif row[place + 1] != nobody:
            places[at[member]], kinds[at[member]] = place + 1, kind_of_row[key]
            at[member] += 1
    return places, kinds
