"""Says which parts of the code are tested too little: `python -m tests.architecture.thresholds coverage.json`.

100 % of lines and branches on the kernel and the pure libraries, all that the build measures (pyproject.toml); 60 % of
what runs confined, 90 % of all the rest.
Where Spark cannot run, and need not, its executor is tested too little and passed over.
"""

import json
import sys
import tomllib
from collections import defaultdict
from pathlib import Path, PurePosixPath
from typing import Any

from tests.spark_cluster import REQUIRED, missing

PROJECT = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
WHOLE = {PurePosixPath(path).name for path in PROJECT["tool"]["coverage"]["run"]["source"]}
SPLIT = {
    "activities",
    "needs",
    "rounds",
    "reporting",
    "start",
    "web",
    "people",
    "overlap",
}  # each folder in them is a part of its own
SPARK = "overlap/spark"
# Run by processes that have given up writing, so what they ran is known only where tests try a layer by itself
# (tests/formats/test_confinement.py).
CONFINED = {f"formats/{name}.py" for name in ("confinement", "layers", "trial")}


def part_of(path: str) -> str:
    """`needs/matrix` for a module anywhere below that folder."""
    if path.removeprefix("src/egnatia/") in CONFINED:
        return "confined"
    inside = PurePosixPath(path).parts[2:-1]  # after src/egnatia, without the file
    if not inside:
        return "egnatia"
    return "/".join(inside[: 2 if inside[0] in SPLIT else 1])


def shares(report: dict[str, Any]) -> dict[str, float]:
    """Percent of lines and branches that ran, by part."""
    ran: dict[str, int] = defaultdict(int)
    there: dict[str, int] = defaultdict(int)
    for path, file in report["files"].items():
        summary = file["summary"]
        ran[part_of(path)] += summary["covered_lines"] + summary["covered_branches"]
        there[part_of(path)] += summary["num_statements"] + summary["num_branches"]
    return {part: 100 * ran[part] / there[part] for part in sorted(there) if there[part]}


def wanted(part: str) -> float:
    return 100.0 if part.partition("/")[0] in WHOLE else 60.0 if part == "confined" else 90.0


def main(path: str, *, spark_runs: bool = REQUIRED or not missing()) -> int:
    """Print a line for each part that falls short, with its modules; returns how many do."""
    report = json.loads(Path(path).read_text(encoding="utf-8"))
    short = {part: share for part, share in shares(report).items() if share < wanted(part)}
    if not spark_runs:
        short.pop(SPARK, None)
    for part, share in short.items():
        sys.stdout.write(f"{part}: {share:.1f} % tested, {wanted(part):.0f} % wanted\n")
        for name, file in report["files"].items():
            lines = file.get("missing_lines", [])
            branches = file.get("missing_branches", [])
            if part_of(name) == part and (lines or branches):
                sys.stdout.write(f"  {name}: lines {lines}, branches {branches}\n")
    return len(short)


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1]) else 0)
