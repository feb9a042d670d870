"""Executor "spark": a collection that one machine is too small for.

Gives the pairs, kinds, scores and evidence of `Index.pairs`, by the same `keys` and `score`. Each activity is folded
once, where it lies. Those who share a key are joined (`candidates`); each pair that may match is scored once, in Arrow
batches, where both of its activities are brought together (`matching`, `batches`). No task grows with the square of
the most common key; to number one key's rows is one task's.

Needs `egnatia[spark]` and Java; nothing else imports this package unless Spark is asked for.
"""

from egnatia.overlap.spark.matching import ACTIVITIES, Sizes, frame_of, matched, pairs
from egnatia.overlap.spark.session import UnavailableError, check, connected

__all__ = ["ACTIVITIES", "Sizes", "UnavailableError", "check", "connected", "frame_of", "matched", "pairs"]
