"""Memory is read ahead of the comparison, for all that an activity meets: compiled loops.

What is compared lies far apart, and to wait for it takes longer than to compare it. Each function reads a little of
every piece of memory that is asked for next, so that the machine fetches many of them at the same time. The number that
it gives says nothing; it is kept, for else the compiler would leave the reading out.
"""

import numpy as np

from egnatia.overlap.arrays.compilation import part
from egnatia.overlap.arrays.sketches import DESCRIPTION, END, LINE, MEANT_END, strangers
from egnatia.overlap.arrays.tables import Numbers, Sketches


@part
def facts_at_hand(s: Sketches, met: Numbers, count: int) -> int:
    """Reads the sketches of the first `count` in `met`."""
    read = np.int64(0)
    for other in met[:count]:
        read ^= s.facts[other, 0] ^ s.facts[other, LINE] ^ np.int64(s.titles[other, 0])
    return int(read)


@part
def texts_at_hand(s: Sketches, one: int, met: Numbers, count: int) -> int:
    """Reads their words, and of those that share no language with `one` what they mean: first where all that stands."""
    read = np.int64(0)
    for other in met[:count]:
        read ^= np.int64(s.texts[other, 0])
    for other in met[:count]:
        begin, middle, end = s.texts[other, DESCRIPTION], s.texts[other, END], s.texts[other, MEANT_END]
        last = end if strangers(s, one, other) else middle
        read ^= np.int64(s.words[begin] ^ s.words[middle] ^ s.words[(middle + last) // 2] ^ s.words[last])
    return int(read)
