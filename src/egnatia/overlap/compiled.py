"""Functions that numba compiles, and where what it compiled is kept.

It is kept beside the module (`__pycache__`), or where that folder cannot be written in the user's cache folder
(`NUMBA_CACHE_DIR` says otherwise). Where neither can be written, each process compiles for itself: slower, never wrong.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

import numba

P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """`function`, compiled when it is first called; it runs beside other threads."""
    made: Callable[P, R]
    try:
        made = numba.njit(nogil=True, cache=True)(function)
    except RuntimeError:  # numba's word for: no folder to keep it in
        made = numba.njit(nogil=True)(function)
    return made
