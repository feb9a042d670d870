"""What is worked out from what is shipped, kept on disk for the processes that follow.

It is kept in `__pycache__` beside its sources, in a folder of its own for each version of them; a new one takes the
place of the others. Where that folder cannot be written it is the user's cache folder; where neither can be written,
each process works it out for itself.
"""

import os
import shutil
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from mmap import ACCESS_READ, mmap
from pathlib import Path
from threading import get_ident
from typing import TypeVar

ENDING = ".kept"  # of the files' names
Kept = mmap | bytes
Value = TypeVar("Value")


def places(beside: Path, kind: str, version: bytes) -> list[Path]:
    """The folders that may hold what is of one kind and version, the best first."""
    name = f"{kind}-{zlib.crc32(version):08x}"
    return [beside / "__pycache__" / name, *(caches / "egnatia" / name for caches in _of_the_user())]


def _of_the_user() -> list[Path]:
    """The user's folder of caches, where there is one: some who serve have no home."""
    if named := os.environ.get("XDG_CACHE_HOME"):
        return [Path(named)]
    try:
        return [Path.home() / ".cache"]
    except RuntimeError:
        return []


def writable(places: Sequence[Path]) -> Path | None:
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
    """As far as may be: whoever still runs another version works it out again, and what may not be removed stays."""
    kind = place.name.rpartition("-")[0]
    for other in place.parent.glob(f"{kind}-*"):
        if other != place:
            shutil.rmtree(other, ignore_errors=True)


def kept(
    places: Sequence[Path],
    name: str,
    make: Callable[[], Value],
    pack: Callable[[Value], bytes],
    unpack: Callable[[Kept], Value],
) -> Value:
    """What was kept under `name`; else what `make` gives, which is then kept where that can be written.

    `unpack` raises ValueError where a file is not whole: then it is made again, and takes the place of that file.
    """
    file = f"{name}{ENDING}"
    for place in places:
        with suppress(OSError, ValueError):
            return unpack(_mapped(place / file))
    made = make()
    if there := writable(places):
        with suppress(OSError):
            _write(there / file, pack(made))
    return made


def _mapped(path: Path) -> mmap:
    """A file as it is read: no more of it comes into memory than is looked at, and once for all processes."""
    with path.open("rb") as file:
        return mmap(file.fileno(), 0, access=ACCESS_READ)


def _write(path: Path, packed: bytes) -> None:
    """In one step, for other processes may read it: all of it is there, or nothing."""
    part = path.with_name(f"{path.name}.{os.getpid()}-{get_ident()}")
    try:
        with part.open("wb") as file:
            file.write(packed)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
