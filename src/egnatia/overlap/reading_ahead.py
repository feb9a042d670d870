"""Memory is read ahead of the comparison, for all that an activity meets: compiled loops.

What is compared lies far apart, and to wait for it takes longer than to compare it. Each function reads a little of
every piece of memory that is asked for next, so that the machine fetches many of them at the same time. The number that
it gives says nothing; it is kept, for else the compiler would leave the reading out.
"""

import numpy as np

from egnatia.overlap.compiled import part
from egnatia.overlap.sketches import DESCRIPTION, END, LINE, strangers
from egnatia.overlap.tables import Numbers, Sketches, Table


@part
def facts_at_hand(s: Sketches, met: Numbers, count: int) -> int:
    """Reads the sketches of the first `count` in `met`."""
    read = np.int64(0)
    for other in met[:count]:
        read ^= s.facts[other, 0] ^ s.facts[other, LINE] ^ np.int64(s.titles[other, 0])
    return int(read)


@part
def texts_at_hand(table: Table, s: Sketches, one: int, met: Numbers, count: int) -> int:
    """Reads their words, and of those that share no language with `one` what they mean."""
    read = np.int64(0)
    for other in met[:count]:
        begin, end = s.texts[other, DESCRIPTION], s.texts[other, END]
        if begin < end:
            read ^= np.int64(s.words[begin]) ^ np.int64(s.words[(begin + end) // 2]) ^ np.int64(s.words[end - 1])
        if strangers(s, one, other):
            for at in range(s.said[other, 0], s.said[other, 2], 2 * LINE):
                read ^= np.int64(table.said[at])
    return int(read)
