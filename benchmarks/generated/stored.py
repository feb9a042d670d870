"""A collection in a file, so that programs which are compared read the same one: the pairs in the first line, then an
activity a line, so that one which is too large to hold can be read little by little."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec
from benchmarks.generated.collection import Collection, Level

from egnatia.overlap import ActivityFacts

Pairs = dict[Level, list[tuple[int, int]]]


def write(found: Collection, path: Path) -> None:
    with path.open("wb") as file:
        for each in (found.pairs, *found.activities):
            file.write(msgspec.json.encode(each) + b"\n")


def read(path: Path) -> Collection:
    """What `write` wrote."""
    with path.open("rb") as file:
        pairs = pairs_in(file)
        return Collection(list(activities_in(file)), pairs)


def pairs_in(file: BinaryIO) -> Pairs:
    """What is planted; it stands first."""
    return msgspec.json.decode(file.readline(), type=Pairs)


def activities_in(file: BinaryIO) -> Iterator[ActivityFacts]:
    """The activities, which follow, one at a time."""
    return map(msgspec.json.Decoder(ActivityFacts).decode, file)
