"""Who shares a key with whom, in order of time: compiled loops over the keys of all activities.

Activities are numbered here in the order in which they begin: so the row of a key is in order as it is filled, and all
that begin before a day are those up to one number.
"""

import numpy as np

from egnatia.overlap.compiled import compiled, part
from egnatia.overlap.tables import ACROSS, AllKeys, Kinds, Numbers, Postings, Small

TOGETHER = 8  # entries that are put in order by stepping through them, on average


@compiled
def rows(every: AllKeys, order: Numbers, turns: Numbers, until: Small, tongues: Numbers) -> Postings:
    """The row of each key that two activities may meet under. `order`: activities by time; `turns`: in
    which turn they are compared; `until`: up to which one each of them overlaps; `tongues`: theirs."""
    hashes, members, kinds = by_key(every, order)
    begins, ends = where_two_meet(hashes, members, kinds, tongues)
    count = len(order)
    row = np.empty((ends - begins + 1).sum(), dtype=np.int32)
    starts, place = np.zeros(count + 1, dtype=np.int64), 0
    for begin, end in zip(begins, ends):  # noqa: B905 - compiled code knows no `strict`
        for member in members[begin:end]:
            row[place] = member
            starts[member + 1] += 1
            place += 1
        starts[members[end - 1] + 1] -= 1  # whom nobody follows
        row[place] = count
        place += 1
    starts = np.cumsum(starts)
    places, of_kind = entries_of(starts, row, kinds[begins])
    return Postings(order, turns, until, starts, places, of_kind, row)


@compiled
def by_key(every: AllKeys, order: Numbers) -> tuple[Numbers, Small, Kinds]:
    """The hash, the owner and the kind of each entry, those of one key together and in order of time.

    They are dealt out by the first bits of their hashes, then the few that came together are put in order.
    """
    count, bits = len(every.hashes), 1
    while TOGETHER << bits < count:
        bits += 1
    shift, half = 64 - bits, 1 << (bits - 1)
    ends = np.zeros((1 << bits) + 1, dtype=np.int64)
    for entry in range(count):
        ends[(every.hashes[entry] >> shift) + half + 1] += 1
    ends = np.cumsum(ends)
    at = ends.copy()
    hashes, members = np.empty(count, dtype=np.int64), np.empty(count, dtype=np.int32)
    kinds = np.empty(count, dtype=np.uint8)
    for member in range(len(order)):
        for entry in range(every.starts[order[member]], every.starts[order[member] + 1]):
            dealt = (every.hashes[entry] >> shift) + half
            place = at[dealt]
            hashes[place], members[place], kinds[place] = every.hashes[entry], member, every.kinds[entry]
            at[dealt] += 1
    for dealt in range(1 << bits):
        put_in_order(hashes, members, kinds, ends[dealt], ends[dealt + 1])
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
