"""What a large invented collection costs in this process: preparing, comparing, checking one, adding a thousand.

python -m benchmarks.generated FILE --activities 1001500 --seed 11
python -m benchmarks.scale FILE --activities 1000000
"""

import argparse
from collections import deque
from itertools import islice
from pathlib import Path

from benchmarks import checking
from benchmarks.costs import counted, peak_mb
from benchmarks.generated import Collection
from benchmarks.generated.stored import Pairs, activities_in, pairs_in
from benchmarks.peers.measured import judged

from egnatia.overlap import __main__
from egnatia.overlap.arrays import Index


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("file", type=Path)
    wanted.add_argument("--activities", type=int, required=True, help="those that follow are checked, then added")
    wanted.add_argument("--most", type=int, help="pairs to score, where all of them would take too long")
    asked = wanted.parse_args()
    __main__.main()  # what an installation compiles is no part of the work
    with asked.file.open("rb") as file, counted() as read:  # alone, for it is no part of the work either
        pairs_in(file)
        deque(islice(activities_in(file), asked.activities), maxlen=0)
    with asked.file.open("rb") as file:
        planted = pairs_in(file)
        activities = activities_in(file)
        print(f"before: {peak_mb():,.0f} MB", flush=True)
        with counted() as prepared:
            index = Index.build(islice(activities, asked.activities))
        spent = f"{prepared.cpu - read.cpu:.1f} CPU s beside {read.cpu:.1f} for reading them from the file"
        print(f"{len(index):,} prepared: {spent}; {peak_mb():,.0f} MB", flush=True)
        others = list(activities)
    compared(index, planted, asked.most)
    checking.checked(index, others[: checking.CHECKS])
    print(f"{peak_mb():,.0f} MB", flush=True)
    checking.added(index, others[checking.CHECKS :], runs=1)
    print(f"{index.meetings():,} times two of them share a key")


def compared(index: Index, planted: Pairs, most: int | None) -> None:
    """Pairs in the order of their activities, the first `most` of them."""
    with counted() as looping:
        pairs = index.pairs()
        first = list(islice(pairs, 1))
    print(f"compiled loops: {looping.cpu:.1f} CPU s; {peak_mb():,.0f} MB", flush=True)
    with counted() as scoring:
        found = {(i, j) for i, j, _ in (*first, *islice(pairs, most))}
    upto = len(index) if most is None else max(i for i, _ in found) + 1
    within = {level: [(min(p), max(p)) for p in pairs if min(p) < upto] for level, pairs in planted.items()}
    within = {level: [pair for pair in pairs if pair[1] < len(index)] for level, pairs in within.items()}
    recall, precision = judged(found, Collection([], within))
    print(f"{len(found):,} pairs of the first {upto:,} activities scored: {scoring.cpu:.1f} CPU s; {peak_mb():,.0f} MB")
    print(f"precision {100 * precision:.1f} %, found { ({level: f'{each:.0%}' for level, each in recall.items()}) }")


if __name__ == "__main__":
    main()
