"""Executor "arrays": a collection that one process compares, by the rules one folder above and their compiled twins.

A twin has the name of its rule: `agreement.one_work` is the rule of two activities, `arrays.agreement.one_work` says at
least the same of two rows of arrays. numba is loaded where a collection is first compared (`arrays/index.py`).
"""

from egnatia.overlap.arrays.index import Index

__all__ = ["Index"]
