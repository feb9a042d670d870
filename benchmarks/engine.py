"""How long the match engine takes for the registers of EGNATIA_DATA, and what it finds.

python -m benchmarks.engine
"""

import os
import resource
import statistics
import time
from collections import Counter
from pathlib import Path

from egnatia.activities.activities.facts import activity_of
from egnatia.formats import Parsed
from egnatia.formats.files import read
from egnatia.overlap import __main__
from egnatia.overlap.arrays import Index

CHECKS = 200
RUNS = 5
ADDED = 1_000


def main() -> None:
    path = Path(os.environ.get("EGNATIA_DATA", "../shared/data")) / "activities.jsonl.gz"
    __main__.main()  # what an installation compiles is no part of the work
    began = time.process_time()
    activities = [activity_of(each) for each in read(path) if isinstance(each, Parsed)]
    read_in = time.process_time()
    index = Index.build(activities)
    built = time.process_time()
    print(f"{len(activities):,} activities: read {read_in - began:.1f} s, prepared {built - read_in:.1f} s CPU")
    cpu, wall = zip(*(compared(index) for _ in range(RUNS)), strict=True)
    kinds = Counter(match.kind for _, _, match in index.pairs())
    print(f"pairs at the default threshold {statistics.median(cpu):.2f} s CPU, {statistics.median(wall):.2f} s of the")
    print(f"clock (medians of {RUNS}): {dict(kinds)}")
    times = []
    for activity in activities[:: len(activities) // CHECKS]:
        start = time.process_time()
        index.check(activity)
        times.append(time.process_time() - start)
    print(f"one activity checked: p95 {1000 * sorted(times)[int(0.95 * len(times))]:.1f} ms CPU")
    start = time.process_time()
    index.add(activities[:ADDED])
    index.check(activities[0])
    print(f"{ADDED:,} activities added: {time.process_time() - start:.2f} s CPU")
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def compared(index: Index) -> tuple[float, float]:
    """Seconds of the processor and of the clock for all pairs."""
    cpu, wall = time.process_time(), time.perf_counter()
    list(index.pairs())
    return time.process_time() - cpu, time.perf_counter() - wall


if __name__ == "__main__":
    main()
