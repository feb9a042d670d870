"""On the real registers of EGNATIA_DATA, where present: pairs known to be one project, and pairs that a reader judged.

judged.tsv holds identifiers and verdicts only; the texts stay where they are.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from egnatia.formats import Parsed, read
from egnatia.mapping.activities.facts import activity_of
from egnatia.overlap import DEFAULT_MIN_SCORE, Activity, Index, Match, prepare

DATA = Path(os.environ.get("EGNATIA_DATA", Path(__file__).parents[2] / "../shared/data"))
JUDGED = Path(__file__).parent / "judged.tsv"
KNOWN = DATA / "pairs/same_project_bangladesh.json"

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.slow,
    pytest.mark.skipif(not KNOWN.exists(), reason="the real registers are not here"),
]

Shown = dict[tuple[str, str], Match]


@pytest.fixture(scope="module")
def registers() -> list[Activity]:
    return [activity_of(each) for each in read(DATA / "activities.jsonl.gz") if isinstance(each, Parsed)]


@pytest.fixture(scope="module")
def shown(registers: list[Activity]) -> Shown:
    """What is shown at the default threshold."""
    pairs = Index.build(registers).pairs(DEFAULT_MIN_SCORE)
    return {(registers[i].ref, registers[j].ref): match for i, j, match in pairs}


def judged() -> Iterator[tuple[tuple[str, str], str]]:
    for line in JUDGED.read_text(encoding="utf-8").splitlines()[1:]:
        left, right, _, verdict = line.split("\t")
        yield (left, right), verdict


def test_projects_known_to_be_one_are_each_others_first_match(shown: Shown) -> None:
    first: dict[str, tuple[float, str, str]] = {}
    for (left, right), match in shown.items():
        for mine, other in ((left, right), (right, left)):
            first[mine] = max(first.get(mine, (0.0, "", "")), (match.strength, other, match.kind))
    pairs = [(f"aims_{s}:{one}", f"worldbank:{other}") for s, one, other in json.loads(KNOWN.read_text())]

    found = [
        p for p in pairs if first.get(p[0], ())[1:] == (p[1], "same") and first.get(p[1], ())[1:] == (p[0], "same")
    ]

    assert len(found) >= 0.9 * len(pairs)


def test_what_is_shown_is_mostly_what_a_reader_calls_right(shown: Shown) -> None:
    verdicts = [verdict for pair, verdict in judged() if pair in shown]

    assert len(verdicts) >= 150
    assert verdicts.count("right") >= 0.85 * len(verdicts)


def test_what_a_reader_called_right_is_not_lost(shown: Shown) -> None:
    right = [pair for pair, verdict in judged() if verdict == "right"]

    assert sum(pair in shown for pair in right) >= 0.9 * len(right)


def test_nobody_is_flooded(registers: list[Activity], shown: Shown) -> None:
    assert 2 * len(shown) <= 3 * len(registers)


def test_records_of_one_source_and_one_funder_are_not_the_same(registers: list[Activity], shown: Shown) -> None:
    by_ref = {activity.ref: activity for activity in registers}

    for (left, right), match in shown.items():
        a, b = by_ref[left], by_ref[right]
        if match.kind == "same" and a.source == b.source:
            assert not prepare(a).money & prepare(b).money
