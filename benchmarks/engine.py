"""How long the match engine takes for the registers of EGNATIA_DATA, and what it finds.

python -m benchmarks.engine
"""

import os
import resource
import time
from collections import Counter
from pathlib import Path

from egnatia.formats import Parsed
from egnatia.formats.reading import read
from egnatia.mapping.activities.facts import activity_of
from egnatia.overlap import Index

CHECKS = 200


def main() -> None:
    path = Path(os.environ.get("EGNATIA_DATA", "../shared/data")) / "activities.jsonl.gz"
    began = time.process_time()
    activities = [activity_of(each) for each in read(path) if isinstance(each, Parsed)]
    read_in = time.process_time()
    index = Index.build(activities)
    built = time.process_time()
    kinds = Counter(match.kind for _, _, match in index.pairs())
    compared = time.process_time()
    times = []
    for activity in activities[:: len(activities) // CHECKS]:
        start = time.process_time()
        index.check(activity)
        times.append(time.process_time() - start)
    print(f"{len(activities):,} activities: read {read_in - began:.1f} s, prepared {built - read_in:.1f} s CPU")
    print(f"pairs at the default threshold {compared - built:.1f} s CPU: {dict(kinds)}")
    print(f"one activity checked: p95 {1000 * sorted(times)[int(0.95 * len(times))]:.1f} ms CPU")
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
