"""`egnatia analyse` on what others published: one run over the registers for all that is asked of it.

The files are never part of the project. judged.tsv holds identifiers and what a reader said of the pair; the texts stay
where they are.
"""

import csv
import gzip
import json
import os
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from egnatia.activities.activities.facts import activity_of
from egnatia.formats import Parsed
from egnatia.formats.files import read
from egnatia.overlap import ActivityFacts, prepare

DATA = Path(os.environ.get("EGNATIA_DATA", Path(__file__).parents[2] / ".." / "shared" / "data"))
REGISTERS = DATA / "activities.jsonl.gz"
JUDGED = Path(__file__).parent / "judged.tsv"

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.slow,
    pytest.mark.skipif(not DATA.is_dir(), reason="the real files are not here: set EGNATIA_DATA"),
]

Told = dict[str, object]
Match = dict[str, str]


def analysed(out: Path, *paths: Path) -> tuple[Told, list[Match]]:
    """What the command says at its end, and the rows of matches.csv: the strongest first."""
    command = [sys.executable, "-m", "egnatia.web.cli", "analyse", *map(str, paths), "--out", str(out), "--json"]
    unmeasured = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    answer = subprocess.run(command, capture_output=True, text=True, check=True, env=unmeasured)
    with (out / "matches.csv").open(encoding="utf-8", newline="") as lines:
        return json.loads(answer.stdout), list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("registers")


@pytest.fixture(scope="module")
def run(out: Path) -> tuple[Told, list[Match]]:
    return analysed(out, REGISTERS)


@pytest.fixture(scope="module")
def shown(run: tuple[Told, list[Match]]) -> dict[frozenset[str], str]:
    """The kind of each pair that is shown at the default threshold."""
    return {frozenset((match["left"], match["right"])): match["kind"] for match in run[1]}


def judged(*, right: bool, kind: str = "") -> list[frozenset[str]]:
    """The pairs above the threshold; one project that is said to be an overlap is worth the call as well."""
    lines = JUDGED.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return [
        frozenset((left, other))
        for left, other, said, verdict, place in rows
        if place == "shown" and (verdict != "wrong") is right and kind in {"", said}
    ]


def test_94789_activities_are_compared_in_10_minutes_and_4_gb(run: tuple[Told, list[Match]], out: Path) -> None:
    told, matches = run

    assert told["accepted"] == 94_789
    assert told["rejected"] == 0
    assert float(str(told["seconds"])) <= 600
    assert float(str(told["peak_mb"])) <= 4000
    assert 2 * len(matches) <= 3 * 94_789  # nobody is flooded
    assert (out / "report.html").stat().st_size < 2_000_000


def test_projects_known_to_be_one_are_each_others_first_match(run: tuple[Told, list[Match]]) -> None:
    best: dict[str, str] = {}
    kinds: dict[frozenset[str], str] = defaultdict(str)
    for match in run[1]:
        left, right = match["left"], match["right"]
        best.setdefault(left, right)
        best.setdefault(right, left)
        kinds[frozenset((left, right))] = match["kind"]
    known = json.loads((DATA / "pairs" / "same_project_bangladesh.json").read_text())
    pairs = [(f"aims_{release.removeprefix('aims_')}:{one}", f"worldbank:{other}") for release, one, other in known]

    first = [pair for pair in pairs if best.get(pair[0]) == pair[1] and best.get(pair[1]) == pair[0]]

    assert sum(kinds[frozenset(pair)] == "same" for pair in first) >= 0.9 * len(pairs)


@pytest.mark.parametrize(("kind", "read"), [("same", 160), ("overlap", 250)])
def test_nine_of_ten_that_are_shown_a_reader_calls_right(
    kind: str, read: int, shown: dict[frozenset[str], str]
) -> None:
    right, wrong = (sum(pair in shown for pair in judged(right=said, kind=kind)) for said in (True, False))

    assert right + wrong >= read
    assert right >= 0.9 * (right + wrong)


def test_what_a_reader_called_right_is_not_lost(shown: dict[frozenset[str], str]) -> None:
    right = judged(right=True)

    assert sum(pair in shown for pair in right) >= 0.9 * len(right)


def of_one_source(pair: frozenset[str]) -> bool:
    return len({ref.partition(":")[0] for ref in pair}) == 1


def registered(refs: set[str], folder: Path) -> dict[str, ActivityFacts]:
    """The given activities of the registers; of the many rows only theirs are read by our own reader."""
    some = folder / "some.jsonl"
    with gzip.open(REGISTERS, "rt", encoding="utf-8") as lines, some.open("w", encoding="utf-8") as kept:
        for line in lines:
            row = json.loads(line)
            if f"{row['source']}:{row['id']}" in refs:
                kept.write(line)
    found = (activity_of(each) for each in read(some) if isinstance(each, Parsed))
    return {activity.ref: activity for activity in found}


def test_records_of_one_source_and_one_funder_are_not_the_same(
    shown: dict[frozenset[str], str], tmp_path: Path
) -> None:
    pairs = [pair for pair, kind in shown.items() if kind == "same" and of_one_source(pair)]
    by_ref = registered(set().union(*pairs), tmp_path)

    assert pairs
    for left, right in pairs:
        assert not prepare(by_ref[left]).money & prepare(by_ref[right]).money


def test_44_files_are_compared_and_every_row_is_accounted_for(tmp_path: Path) -> None:
    told, _ = analysed(tmp_path, DATA / "iati")

    assert told["files"] == 44
    assert told["refused"] == []
    assert int(str(told["accepted"])) + int(str(told["rejected"])) == 1852
