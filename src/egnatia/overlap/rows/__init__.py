"""What a database keeps beside an activity, as bytes, so that nobody works it out again (`ActivityMeaning`).

`meaning` finds the same work in other words, `packed` is what it says in concepts, `laid_out` all that compiled loops
compare of it.
"""

from egnatia.overlap.rows.columns import laid_out, that_may_match
from egnatia.overlap.rows.concepts import packed, unpacked
from egnatia.overlap.rows.vectors import likenesses, meaning

__all__ = ["laid_out", "likenesses", "meaning", "packed", "that_may_match", "unpacked"]
