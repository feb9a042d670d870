"""Functions that numba compiles, and where what it compiled is kept.

It is kept in `__pycache__` beside this module, in a folder of its own for each version of the sources, because numba
itself sees no change of a function that another one calls; a new one takes the place of the others. Where that folder
cannot be written it is the user's cache folder; where neither can be written, each process compiles for itself, which
takes some minutes. `NUMBA_CACHE_DIR` names another place.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import numba

from egnatia.language import disk_cache
from egnatia.language.disk_cache import writable

P = ParamSpec("P")
R = TypeVar("R")

njit: Any = numba.njit  # its types know neither _nrt
config: Any = numba.config  # nor what stands in its settings

HERE = Path(__file__).parent
RULES = HERE.parent
SOURCES = sorted((*RULES.glob("*.py"), *RULES.glob("*.tsv"), *HERE.glob("*.py")))  # constants of rules are compiled in


def places() -> list[Path]:
    """Where compiled code may be kept, the best first."""
    return disk_cache.places(HERE, "kernels", b"".join(path.read_bytes() for path in SOURCES))


def kept() -> bool:
    """Tells numba where to keep what it compiles; False where it must do without."""
    if not config.CACHE_DIR:
        config.CACHE_DIR = str(writable(places()) or "")
    return bool(config.CACHE_DIR)


KEPT = kept()


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """`function`, compiled when it is first called; it runs beside other threads."""
    made: Callable[P, R] = njit(nogil=True, cache=KEPT)(function)
    return made


def part(function: Callable[P, R]) -> Callable[P, R]:
    """The same for a part of a loop that makes no array, which is written out where it is called: to hand the arrays on
    to it, and to count who holds them, took most of the time. It is kept with the loops that call it."""
    made: Callable[P, R] = njit(nogil=True, _nrt=False, forceinline=True)(function)
    return made
