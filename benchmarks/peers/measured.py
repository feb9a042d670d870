"""One peer on one collection: what it costs, and how many planted pairs it finds."""

import gc
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import msgspec
from benchmarks.costs import Cost, counted, peak_mb
from benchmarks.generated import LEVELS, Collection, Level
from benchmarks.generated.stored import read

from egnatia.overlap import ActivityFacts

Found = Iterable[tuple[int, int]]


class Peer(NamedTuple):
    """Two steps: what can be done for each activity alone, and finding pairs. The second takes what the first gave."""

    prepare: Callable[[list[ActivityFacts]], object]
    pair: Callable[..., Found]


@dataclass
class Result:
    """Of one run. `whole`: the process with all that it loads, but for reading the collection."""

    prepared: Cost
    paired: Cost
    whole: Cost
    peak_mb: float
    recall: dict[Level, float]
    precision: float
    found: int


def judged(found: set[tuple[int, int]], known: Collection) -> tuple[dict[Level, float], float]:
    """The share of the planted pairs of each level that was found, and the share of what was found that was planted."""
    planted = {level: set(pairs) for level, pairs in known.pairs.items()}
    recall = {level: len(found & planted[level]) / max(1, len(planted[level])) for level in LEVELS}
    right = sum(len(found & pairs) for pairs in planted.values())
    return recall, right / max(1, len(found))


def run(peer: Peer) -> None:
    """Runs `peer` on the collection in the file that the command line names, and prints the result as JSON."""
    started = time.perf_counter()
    with counted() as reading:
        known = read(Path(sys.argv[1]))
    gc.freeze()  # to look through what was read again and again is no part of anybody's work
    with counted() as prepared:
        ready = peer.prepare(known.activities)
    with counted() as paired:
        found = {(min(i, j), max(i, j)) for i, j in peer.pair(ready)}
    whole = Cost(time.perf_counter() - started - reading.wall, time.process_time() - reading.cpu)
    recall, precision = judged(found, known)
    result = Result(prepared, paired, whole, peak_mb(), recall, precision, len(found))
    sys.stdout.buffer.write(msgspec.json.encode(result))
