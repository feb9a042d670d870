"""What the garbage collector would cost while a collection is prepared and compared, with and without it in one run.

python -m benchmarks.generated FILE --activities 100000 --seed 11
python -m benchmarks.collector FILE
"""

import argparse
import statistics
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from unittest.mock import patch

from benchmarks.costs import counted
from benchmarks.generated.stored import activities_in, pairs_in

from egnatia.overlap import ActivityFacts, __main__
from egnatia.overlap.arrays import Index, index

RUNS = 3


@contextmanager
def collecting() -> Iterator[None]:
    """The collector runs as Python would have it."""
    with (
        patch.object(index, "_collector_off", nullcontext),
        patch.object(index, "_collector_skipping_old", nullcontext),
    ):
        yield


def spent(activities: list[ActivityFacts]) -> tuple[float, float]:
    """CPU seconds of preparing, and of comparing."""
    with counted() as preparing:
        built = Index.build(activities)
    with counted() as comparing:
        deque(built.pairs(), maxlen=0)
    return preparing.cpu, comparing.cpu


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("file", type=Path)
    asked = wanted.parse_args()
    __main__.main()  # what an installation compiles is no part of the work
    with asked.file.open("rb") as file:
        pairs_in(file)
        activities = list(activities_in(file))
    ways: dict[str, Callable[[], AbstractContextManager[None]]] = {
        "collector on": collecting,
        "as it ships": nullcontext,
    }
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for _ in range(RUNS):
        for name, way in ways.items():
            with way():
                found[name].append(spent(activities))
    for name, runs in found.items():
        preparing, comparing = (statistics.median(each) for each in zip(*runs, strict=True))
        print(f"{name:12} {len(activities):,}: preparing {preparing:.1f} CPU s, comparing {comparing:.1f} CPU s")


if __name__ == "__main__":
    main()
