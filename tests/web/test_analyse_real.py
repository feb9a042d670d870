"""`egnatia analyse` on what others published. Never part of the project."""

import csv
import json
import os
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

DATA = Path(os.environ.get("EGNATIA_DATA", Path(__file__).parents[2] / ".." / "shared" / "data"))

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.slow,
    pytest.mark.skipif(not DATA.is_dir(), reason="the real files are not here: set EGNATIA_DATA"),
]


def analysed(out: Path, *paths: Path) -> tuple[dict[str, object], list[dict[str, str]]]:
    command = [sys.executable, "-m", "egnatia.web.cli", "analyse", *map(str, paths), "--out", str(out), "--json"]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    with (out / "matches.csv").open(encoding="utf-8", newline="") as lines:
        return json.loads(answer.stdout), list(csv.DictReader(lines))


def test_94789_activities_are_compared_in_10_minutes_and_4_gb(tmp_path: Path) -> None:
    told, matches = analysed(tmp_path, DATA / "activities.jsonl.gz")

    assert told["accepted"] == 94_789
    assert told["rejected"] == 0
    assert float(str(told["seconds"])) <= 600
    assert float(str(told["peak_mb"])) <= 4000
    assert 2 * len(matches) <= 3 * 94_789
    assert _known_pairs_found(matches) >= 0.9
    assert (tmp_path / "report.html").stat().st_size < 2_000_000


def _known_pairs_found(matches: list[dict[str, str]]) -> float:
    """The share of the known pairs that are *same* and each other's first match."""
    best: dict[str, str] = {}
    kinds: dict[frozenset[str], str] = defaultdict(str)
    for match in matches:  # the strongest first
        left, right = match["left"], match["right"]
        best.setdefault(left, right)
        best.setdefault(right, left)
        kinds[frozenset((left, right))] = match["kind"]
    known = json.loads((DATA / "pairs" / "same_project_bangladesh.json").read_text())
    pairs = [(f"aims_{release.removeprefix('aims_')}:{one}", f"worldbank:{other}") for release, one, other in known]
    first = [pair for pair in pairs if best.get(pair[0]) == pair[1] and best.get(pair[1]) == pair[0]]
    return sum(kinds[frozenset(pair)] == "same" for pair in first) / len(pairs)


def test_44_files_are_compared_and_every_row_is_accounted_for(tmp_path: Path) -> None:
    told, _ = analysed(tmp_path, DATA / "iati")

    assert told["files"] == 44
    assert told["refused"] == []
    assert int(str(told["accepted"])) + int(str(told["rejected"])) == 1852
