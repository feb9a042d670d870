"""Which pairs of a collection are worth scoring: compiled loops over arrays (`tables.py` says what stands in them)."""

import numpy as np

from egnatia.overlap.compiled import compiled, part
from egnatia.overlap.likeness import MARKS, ROWS, mark, may_reach, wipe
from egnatia.overlap.merging import apart
from egnatia.overlap.needed import IMPOSSIBLE, OTHERS_JUDGE, needed
from egnatia.overlap.possible import may_match
from egnatia.overlap.rows import rows  # noqa: F401 - one of the loops that whoever compares a collection loads
from egnatia.overlap.sketches import sketched, strangers  # noqa: F401 - as above
from egnatia.overlap.tables import (
    ACROSS,
    BITS,
    NAMED,
    ROLE,
    SIGNS,
    Asked,
    Flags,
    Limits,
    Marks,
    Numbers,
    Postings,
    Run,
    Sketches,
    Small,
    Table,
)

ROOM = 1024  # pairs; doubled where it does not do


@compiled
def pairs(table: Table, postings: Postings, sketches: Sketches, limits: Limits, turn: int, turns: int) -> Numbers:  # noqa: PLR0913, PLR0917 - activities in three forms, and whose turn it is
    """Pairs that share a key, pass its tests and may match, as i * count + j; of every `turns`-th activity with those
    that begin later."""
    order, count = postings.order, len(postings.order)
    seen, met = np.full(count, -1, dtype=np.int32), np.empty(count, dtype=np.int64)
    found, marks = np.empty(ROOM, dtype=np.int64), np.zeros((ROWS, MARKS), dtype=np.uint8)
    filled = 0
    for one in postings.turns[turn::turns]:
        meeting = whom_it_meets(postings, sketches, one, seen, met)
        if meeting:
            meeting = not_turned_down(table, sketches, one, met, meeting, marks, limits)
        a, met[:meeting] = order[one], order[met[:meeting]]
        for b in met[: that_may_match(table, a, table, met, meeting, limits)]:
            if filled == len(found):
                found = np.concatenate((found, np.empty(filled, dtype=np.int64)))
            found[filled] = min(a, b) * count + max(a, b)
            filled += 1
    return found[:filled]


@part
def whom_it_meets(postings: Postings, sketches: Sketches, one: int, seen: Small, met: Numbers) -> int:
    """Puts those who stand under a key of `one` behind it, and pass its tests, into `met`, and says how many they are.

    `seen`: by whom each was met last. Names and roles connect what is apart in time too.
    """
    meeting = 0
    for entry in range(postings.starts[one], postings.starts[one + 1]):
        kind, place = postings.kinds[entry], postings.places[entry]
        until = len(seen) if kind & (NAMED | ROLE) else postings.until[one]
        while postings.members[place] < until:
            other = postings.members[place]
            place += 1
            if seen[other] == one or (kind & ACROSS and not strangers(sketches, one, other)):
                continue
            if kind & NAMED or sketches.group[one] != sketches.group[other]:
                seen[other] = one
                met[meeting] = other
                meeting += 1
    return meeting


@part
def not_turned_down(  # noqa: PLR0913, PLR0917 - who meets whom
    table: Table, sketches: Sketches, one: int, met: Numbers, count: int, marks: Marks, limits: Limits
) -> int:
    """Moves those of the first `count` in `met` to the front whose sketches do not turn them down, and says how many
    they are. `marks` are blank, and left so."""
    kept = 0
    mark(table, sketches, one, marks)
    for place in range(count):
        other = met[place]
        least = needed(sketches, one, other, limits)
        if least >= IMPOSSIBLE:
            continue
        if least == OTHERS_JUDGE or may_reach(table, sketches, one, other, marks, least, limits):
            met[kept] = other
            kept += 1
    wipe(table, sketches, one, marks)
    return kept


@compiled
def near(one: Table, asked: Asked, table: Table, run: Run, seen: Flags, limits: Limits) -> Numbers:  # noqa: PLR0913, PLR0917 - who asks, and who is asked
    """Those in a run that share a key with the only activity of `one`, pass its tests and may match it; `seen` says of
    each activity whether it was looked at."""
    met = np.empty(len(seen), dtype=np.int64)
    meeting = 0
    for key in range(len(asked.hashes)):
        kind, begin = asked.kinds[key], first_of(run.hashes, asked.hashes[key])
        end = end_of(run.hashes, asked.hashes[key], begin)
        for place in range(begin, reach(table, run.members, begin, end, kind, one.last[0])):
            b = run.members[place]
            if seen[b] or (not kind & NAMED and table.group[b] == one.group[0]):
                continue
            if kind & ACROSS and not apart(one, 0, table, b):
                continue
            seen[b] = True
            met[meeting] = b
            meeting += 1
    return met[: that_may_match(one, 0, table, met, meeting, limits)].copy()


@part
def reach(table: Table, members: Small, low: int, high: int, kind: int, last: int) -> int:  # noqa: PLR0913, PLR0917 - a row, its key, and a day
    """Up to where in the row of a key, `low` to `high` of `members`, an activity that ends on day `last` is compared.

    Rows are in the order in which activities begin, so all that begin after its end stand behind one place. Names and
    roles connect what is apart in time too.
    """
    if kind & (NAMED | ROLE):
        return high
    while low < high:
        middle = (low + high) // 2
        if table.first[members[middle]] > last:
            high = middle
        else:
            low = middle + 1
    return low


@compiled
def that_may_match(left: Table, a: int, right: Table, met: Numbers, count: int, limits: Limits) -> int:  # noqa: PLR0913, PLR0917 - who meets whom
    """Moves those of the first `count` in `met` that may match to the front, and says how many they are."""
    kept = 0
    for place in range(count):
        b = met[place]
        if may_match(left, a, right, b, limits):
            met[kept] = b
            kept += 1
    return kept


@part
def first_of(hashes: Numbers, wanted: int) -> int:
    """Where in an ordered row the first `wanted` stands, or would stand."""
    low, high = 0, len(hashes)
    while low < high:
        middle = (low + high) // 2
        if hashes[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low


@part
def end_of(hashes: Numbers, wanted: int, begin: int) -> int:
    """Where those that equal `wanted` and begin at `begin` end: few do, so steps are doubled until one is too long."""
    step = 1
    while begin + step <= len(hashes) and hashes[begin + step - 1] == wanted:
        step *= 2
    low, high = begin + step // 2, min(begin + step, len(hashes))
    while low < high:
        middle = (low + high) // 2
        if hashes[middle] == wanted:
            low = middle + 1
        else:
            high = middle
    return low


@compiled
def spell(characters: Small, at: Numbers, signs: Small) -> Numbers:
    """How many different trigrams each text has; sets a bit of `signs` for each of them."""
    found = np.empty(len(at) - 1, dtype=np.int64)
    for text in range(len(at) - 1):
        row = characters[at[text] : at[text + 1]].astype(np.int64)
        trigrams = np.empty(max(0, len(row) - 2), dtype=np.int64)
        for place in range(len(trigrams)):
            one, two, three = row[place], row[place + 1], row[place + 2]
            trigrams[place] = (one << 42) | (two << 21) | three  # a character has 21 bits
            sign = (one * 7919 + two * 104729 + three * 1299709) % (SIGNS * BITS)
            signs[text, sign // BITS] |= 1 << (sign % BITS)
        trigrams.sort()
        found[text] = (trigrams[1:] != trigrams[:-1]).sum() + (len(trigrams) > 0)
    return found
