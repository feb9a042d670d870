"""Which pairs of a collection are worth scoring: compiled loops over arrays, which `arrays/tables.py` describes."""

from typing import NamedTuple

import numpy as np

from egnatia.overlap.arrays.compilation import compiled, part
from egnatia.overlap.arrays.features import apart
from egnatia.overlap.arrays.postings import rows  # noqa: F401 - one of the loops that whoever compares a collection loads
from egnatia.overlap.arrays.prefetch import facts_at_hand, texts_at_hand
from egnatia.overlap.arrays.score import may_match
from egnatia.overlap.arrays.similarity import ROWS, mark, may_reach, wipe
from egnatia.overlap.arrays.sketches import AHEAD, GROUP, LAST, MARKS, at_hand, sketched, strangers  # noqa: F401 - as above
from egnatia.overlap.arrays.tables import (
    ACROSS,
    BITS,
    NAMED,
    NEVER,
    PRIMES,
    ROLE,
    SIGNS,
    ActivityTable,
    Flags,
    Marks,
    Numbers,
    Postings,
    QueryKeys,
    Run,
    Shares,
    Sketches,
    Small,
    Thresholds,
)
from egnatia.overlap.arrays.thresholds import ASKED, OTHERS_JUDGE, hopeless, needed, note, noted


class Bench(NamedTuple):
    """What the loops have beside them while one activity is compared."""

    least: Shares  # how alike its texts must be to those of each that it meets
    marks: Marks
    read: Numbers  # what was read ahead


ROOM = 1024  # pairs; doubled where it does not do


@compiled
def pairs(  # noqa: PLR0913, PLR0917 - activities in three forms, and whose turn it is
    table: ActivityTable, postings: Postings, sketches: Sketches, limits: Thresholds, turn: int, turns: int
) -> Numbers:
    """Pairs that share a key, pass its tests and may match, as i * count + j; of every `turns`-th activity with those
    that begin later."""
    order, count = postings.order, len(postings.order)
    seen, met = np.full(count, -1, dtype=np.int32), np.empty(count, dtype=np.int64)
    bench = Bench(np.empty((count, ASKED)), np.zeros((ROWS, MARKS), dtype=np.int32), np.zeros(1, dtype=np.int64))
    found, filled = np.empty(ROOM, dtype=np.int64), 0
    for one in range(turn, count, turns):
        meeting = whom_it_meets(postings, sketches, one, seen, met)
        meeting = not_hopeless(sketches, one, met, meeting, bench, limits)
        if meeting:
            meeting = not_turned_down(sketches, one, met, meeting, bench, limits)
        for other in met[:meeting]:
            if filled == len(found):
                found = np.concatenate((found, np.empty(filled, dtype=np.int64)))
            found[filled] = order[one] * count + order[other]
            filled += 1
    return found[: confirmed(table, found, filled, bench, limits)]


@compiled
def confirmed(table: ActivityTable, found: Numbers, filled: int, bench: Bench, limits: Thresholds) -> int:
    """Moves those of the first `filled` pairs that may match to the front, and says how many they are."""
    count, kept = len(table.first), 0
    for place in range(filled):
        if place % AHEAD == 0:
            bench.read[0] ^= at_hand(table, found[place : min(place + AHEAD, filled)] % count)
        a, b = found[place] // count, found[place] % count
        if may_match(table, a, table, b, limits):
            found[kept] = min(a, b) * count + max(a, b)
            kept += 1
    return kept


@part
def whom_it_meets(postings: Postings, sketches: Sketches, one: int, seen: Small, met: Numbers) -> int:
    """Puts those who stand under a key of `one` behind it, and pass its tests, into `met`, and says how many they are.

    `seen`: by whom each was met last. Names and roles connect what is apart in time too.
    """
    meeting, mine = 0, sketches.facts[one]
    for entry in range(postings.starts[one], postings.starts[one + 1]):
        kind, place = postings.kinds[entry], postings.places[entry]
        until = NEVER - 1 if kind & (NAMED | ROLE) else mine[LAST]
        while postings.first[postings.members[place]] <= until:
            other = postings.members[place]
            place += 1
            if seen[other] == one or (kind & ACROSS and not strangers(sketches, one, other)):
                continue
            if kind & NAMED or mine[GROUP] != sketches.facts[other, GROUP]:
                seen[other] = one
                met[meeting] = other
                meeting += 1
    return meeting


@part
def not_hopeless(sketches: Sketches, one: int, met: Numbers, count: int, bench: Bench, limits: Thresholds) -> int:  # noqa: PLR0913, PLR0917 - who meets whom
    """Moves those of the first `count` in `met` to the front that may match if their texts are alike, and says how many
    they are. How alike they must be is put on the bench."""
    bench.read[0] ^= facts_at_hand(sketches, met, count)
    kept = 0
    for place in range(count):
        other = met[place]
        least = needed(sketches, one, other, limits)
        if not hopeless(least):
            met[kept] = other
            note(bench.least[kept], least)
            kept += 1
    return kept


@part
def not_turned_down(sketches: Sketches, one: int, met: Numbers, count: int, bench: Bench, limits: Thresholds) -> int:  # noqa: PLR0913, PLR0917 - as above
    """Moves those of the first `count` in `met` to the front whose texts may be alike enough, and says how many they
    are. Marks are blank, and left so."""
    bench.read[0] ^= texts_at_hand(sketches, one, met, count)
    kept = 0
    mark(sketches, one, bench.marks)
    for place in range(count):
        other, least = met[place], noted(bench.least[place])
        if least.overlap == OTHERS_JUDGE or may_reach(sketches, one, other, bench.marks, least, limits):
            met[kept] = other
            kept += 1
    wipe(sketches, one, bench.marks)
    return kept


@compiled
def near(  # noqa: PLR0913, PLR0917 - who asks, and who is asked
    left: ActivityTable, a: int, asked: QueryKeys, right: ActivityTable, run: Run, seen: Flags, limits: Thresholds
) -> Numbers:
    """Those in a run that share a key with `a`, pass its tests and may match it; `seen` says of each activity whether
    it was looked at.

    What is handed on is no number written here: numba would compile all that follows once more for it.
    """
    met = np.empty(len(seen), dtype=np.int64)
    count = who_is_asked(left, a, asked, right, run, seen, met)
    return met[: that_may_match(left, a, right, met, count, limits)].copy()


@part
def who_is_asked(  # noqa: PLR0913, PLR0917 - as above
    left: ActivityTable, a: int, asked: QueryKeys, right: ActivityTable, run: Run, seen: Flags, met: Numbers
) -> int:
    """Puts them into `met`, may they match it or not, and says how many they are."""
    meeting = 0
    for key in range(len(asked.hashes)):
        kind, begin = asked.kinds[key], first_of(run.hashes, asked.hashes[key])
        end = end_of(run.hashes, asked.hashes[key], begin)
        for place in range(begin, reach(right, run.members, begin, end, kind, left.last[a])):
            b = run.members[place]
            if seen[b] or (not kind & NAMED and right.group[b] == left.group[a]):
                continue
            if kind & ACROSS and not apart(left, a, right, b):
                continue
            seen[b] = True
            met[meeting] = b
            meeting += 1
    return meeting


@part
def reach(table: ActivityTable, members: Small, low: int, high: int, kind: int, last: int) -> int:  # noqa: PLR0913, PLR0917 - a row, its key, and a day
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
def that_may_match(  # noqa: PLR0913, PLR0917 - who meets whom
    left: ActivityTable, a: int, right: ActivityTable, met: Numbers, count: int, limits: Thresholds
) -> int:
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
            sign = (one * PRIMES[0] + two * PRIMES[1] + three * PRIMES[2]) % (SIGNS * BITS)
            signs[text, sign // BITS] |= 1 << (sign % BITS)
        trigrams.sort()
        found[text] = (trigrams[1:] != trigrams[:-1]).sum() + (len(trigrams) > 0)
    return found
