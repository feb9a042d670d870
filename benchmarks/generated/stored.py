"""A collection in a file, so that programs which are compared read the same one."""

from pathlib import Path

import msgspec
from benchmarks.generated.collection import Collection


def write(found: Collection, path: Path) -> None:
    path.write_bytes(msgspec.msgpack.encode(found))


def read(path: Path) -> Collection:
    """What `write` wrote."""
    return msgspec.msgpack.decode(path.read_bytes(), type=Collection)
