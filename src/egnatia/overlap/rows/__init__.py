"""What a database keeps beside an activity, as bytes, so that nobody works it out again (`ActivityMeaning`).

`meaning` finds the same work in other words (`nearest`), `packed` is what it says in concepts, `laid_out` all that
compiled loops compare of it.
"""

from egnatia.overlap.rows.columns import laid_out, packed, that_may_match, unpacked
from egnatia.overlap.rows.vectors import likenesses, meaning, nearest

__all__ = ["laid_out", "likenesses", "meaning", "nearest", "packed", "that_may_match", "unpacked"]
