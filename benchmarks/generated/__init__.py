"""Invented activities by the number, with planted pairs: what a benchmark knows the truth of.

`collection(count, seed)` always gives the same; nothing in it was published by anybody.
"""

from benchmarks.generated.collection import LEVELS, Collection, Level, collection

__all__ = ["LEVELS", "REPORTED", "TUNING", "Collection", "Level", "collection"]

TUNING = 0  # what peers may choose was chosen on this seed
REPORTED = (11, 12, 13, 14, 15)  # and nothing on these
