"""What a large invented collection costs in this process: preparing, comparing, checking one, adding a thousand.

python -m benchmarks.generated FILE --activities 1001500 --seed 11
python -m benchmarks.scale FILE
"""

import argparse
import os
from itertools import islice
from pathlib import Path

from benchmarks import checking
from benchmarks.costs import counted, peak_mb
from benchmarks.generated import Collection
from benchmarks.generated.stored import read
from benchmarks.peers.measured import judged

from egnatia.overlap import Index, __main__

LATER = checking.CHECKS + checking.ADDED  # the last activities of the file: they are checked and added


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("file", type=Path)
    wanted.add_argument("--most", type=int, help="pairs to score, where all of them would take too long")
    asked = wanted.parse_args()
    __main__.main()  # what an installation compiles is no part of the work
    known = read(asked.file)
    peak_forgotten()
    print(f"{len(known.activities):,} activities read; {peak_mb():,.0f} MB", flush=True)
    with counted() as prepared:
        index = Index.build(known.activities[:-LATER])
    print(f"{len(index):,} prepared: {prepared.cpu:.1f} CPU s; {peak_mb():,.0f} MB", flush=True)
    compared(index, known, asked.most)
    others = known.activities[-LATER:]
    checking.checked(index, others[: checking.CHECKS])
    checking.added(index, others[checking.CHECKS :], runs=1)
    print(f"peak {peak_mb():,.0f} MB")


def compared(index: Index, known: Collection, most: int | None) -> None:
    """Pairs in the order of their activities, the first `most` of them."""
    with counted() as looping:
        pairs = index.pairs()
        first = list(islice(pairs, 1))
    print(f"compiled loops: {looping.cpu:.1f} CPU s; {peak_mb():,.0f} MB", flush=True)
    with counted() as scoring:
        found = {(i, j) for i, j, _ in (*first, *islice(pairs, most))}
    upto = max(i for i, _ in found) + 1 if most else len(index)
    planted = {level: [pair for pair in pairs if min(pair) < upto] for level, pairs in known.pairs.items()}
    recall, precision = judged(found, Collection(known.activities, planted))
    print(f"{len(found):,} pairs of the first {upto:,} activities scored: {scoring.cpu:.1f} CPU s; {peak_mb():,.0f} MB")
    print(f"precision {100 * precision:.1f} %, found {({level: f'{each:.0%}' for level, each in recall.items()})}")


def peak_forgotten() -> None:
    """What was held before, while the file was read, is no part of the peak."""
    if os.access("/proc/self/clear_refs", os.W_OK):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


if __name__ == "__main__":
    main()
