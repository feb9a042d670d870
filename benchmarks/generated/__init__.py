"""Invented activities by the number, with planted pairs: what a benchmark knows the truth of.

`collection(count, seed)` always gives the same; nothing in it was published by anybody.
"""

from benchmarks.generated.collection import LEVELS, Collection, collection

__all__ = ["LEVELS", "Collection", "collection"]
