"""Functions that numba compiles, and where what it compiled is kept.

It is kept in `__pycache__` beside this module, in a folder of its own for each version of the sources, because numba
itself sees no change of a function that another one calls; a new one takes the place of the others. Where that folder
cannot be written it is the user's cache folder; where neither can be written, each process compiles for itself, which
takes a minute. `NUMBA_CACHE_DIR` names another place.
"""

import os
import shutil
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import numba

P = ParamSpec("P")
R = TypeVar("R")

njit: Any = numba.njit  # its types know neither _nrt
config: Any = numba.config  # nor what stands in its settings

HERE = Path(__file__).parent
PREFIX = "kernels-"  # of the folders' names
SOURCES = (
    "compiled.py", "agreement.py", "said.py", "prepared.py", "keys.py", "tables.py", "glossary.py", "reading.py",
    "merging.py", "agreeing.py", "differing.py", "possible.py", "rows.py", "sketches.py",
    "needed.py", "likeness.py", "kernels.py",
)  # fmt: skip


def places() -> list[Path]:
    """Where compiled code may be kept, the best first."""
    read = b"".join(HERE.joinpath(name).read_bytes() for name in SOURCES)
    name = f"{PREFIX}{zlib.crc32(read):08x}"
    return [HERE / "__pycache__" / name, *(caches / "egnatia" / name for caches in _of_the_user())]


def _of_the_user() -> list[Path]:
    """The user's folder of caches, where there is one: some who serve have no home."""
    if named := os.environ.get("XDG_CACHE_HOME"):
        return [Path(named)]
    try:
        return [Path.home() / ".cache"]
    except RuntimeError:
        return []


def writable(places: list[Path]) -> Path | None:
    """The first folder that can be made and written. Where it is made, those of other versions beside it go."""
    for place in places:
        try:
            new = not place.exists()
            place.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(place, os.W_OK):
            if new:
                _alone(place)
            return place
    return None


def _alone(place: Path) -> None:
    """As far as may be: whoever still runs another version compiles again, and what may not be removed stays."""
    for other in place.parent.glob(f"{PREFIX}*"):
        if other != place:
            shutil.rmtree(other, ignore_errors=True)


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
