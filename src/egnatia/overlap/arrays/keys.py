"""The keys of thousands of activities, worked out by compiled loops from the numbers of what they state and say.

The same as `keys.spread` and `keys.across` find, in the same order, as `arrays/key_hashes.py` makes numbers of them.
"""

import numpy as np

from egnatia.overlap.arrays.compilation import compiled, part
from egnatia.overlap.arrays.facts import BatchFacts
from egnatia.overlap.arrays.key_hashes import WHERE
from egnatia.overlap.arrays.key_parts import MOST_CHAINS, Bench, begin_of, bench_of, named_in, things_of
from egnatia.overlap.arrays.tables import ACROSS, ECONOMIES, ROLE, Entries, Numbers
from egnatia.overlap.keys import MOST, MOST_ACROSS


@compiled
def entries(of: BatchFacts, twos: Numbers, twos_to: Numbers) -> Entries:
    """The keys of each activity. `twos`: what is looked for in those that share no language, as parts of keys."""
    count = len(of.stated.sums)
    room = len(of.stated.keys) + count * (MOST + MOST_ACROSS)
    made = Entries(np.empty(room, np.int64), np.zeros(room, np.uint8), np.empty(count, np.int64))
    bench, filled = bench_of(of), 0
    for activity in range(count):
        before = filled
        for place in range(begin_of(of.stated.keys_to, activity), of.stated.keys_to[activity]):
            made.hashes[filled], made.kinds[filled] = of.stated.keys[place], of.stated.kinds[place]
            filled += 1
        filled = _crossed(of, bench, activity, made, filled, before + MOST)
        first, last = begin_of(twos_to, activity), twos_to[activity]
        filled = _across(of, activity, twos[first:last], made, filled)
        made.counts[activity] = filled - before
    return Entries(made.hashes[:filled], made.kinds[:filled], made.counts)


@part
def _crossed(of: BatchFacts, bench: Bench, activity: int, made: Entries, filled: int, most: int) -> int:  # noqa: PLR0913, PLR0917 - whose, where they go and how far
    """Adds each thing beside each economy."""
    found, chains, further = things_of(of, bench, activity)
    begin, end = named_in(of, activity, ECONOMIES)
    left = MOST_CHAINS
    for thing in range(found):
        chain = chains <= thing < further
        for where in range(begin, end):
            if filled < most and (left or not chain):
                made.hashes[filled] = of.members.named[where, WHERE] ^ bench.things[thing]
                made.kinds[filled] = ROLE if chain else 0
                left -= chain
                filled += 1
    return filled


@part
def _across(of: BatchFacts, activity: int, twos: Numbers, made: Entries, filled: int) -> int:
    """Adds what is looked for in those that share no language."""
    begin, end = named_in(of, activity, ECONOMIES)
    most = filled + MOST_ACROSS
    for two in twos:
        for where in range(begin, end):
            if filled < most:
                made.hashes[filled], made.kinds[filled] = of.members.named[where, WHERE] ^ two, ACROSS
                filled += 1
    return filled
