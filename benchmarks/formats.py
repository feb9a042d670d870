"""How fast the readers are, each in its limited process: `python benchmarks/formats.py` (EGNATIA_DATA names the files).

Prints CPU seconds of both processes, activities a second and the reading process's peak memory.
"""

import os
import resource
import sys
from pathlib import Path

from egnatia.formats import Parsed
from egnatia.formats.files import read

DATA = Path(os.environ.get("EGNATIA_DATA", Path(__file__).parents[1] / ".." / "shared" / "data"))


def cpu_seconds() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def main() -> None:
    if not DATA.is_dir():
        sys.exit("The real files are not here: set EGNATIA_DATA.")
    for name in ("iati", "activities.jsonl.gz"):
        before = cpu_seconds()
        activities = sum(isinstance(outcome, Parsed) for outcome in read(DATA / name))
        seconds = cpu_seconds() - before
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
        print(
            f"{name:22} {activities:7,} activities {seconds:6.2f} CPU s {activities / seconds:8,.0f}/s {peak:5.0f} MB"
        )


if __name__ == "__main__":
    main()
