"""Answers to proposals are scored by what the gold answer means, not by how it is spelled."""

import sys
from pathlib import Path

import msgspec
import pytest
from benchmarks.proposals.__main__ import report
from benchmarks.proposals.answers import Check
from benchmarks.proposals.gold import (
    DEVELOPMENT,
    HELD_OUT,
    Cell,
    ExpectedActivity,
    Gold,
    Objectives,
    documents,
    golds_in,
)
from benchmarks.proposals.scores import Scores
from benchmarks.proposals.spelling import is_name, is_near, is_place, is_title

SAME_WORK = Gold(
    file="mentors.txt",
    language="sr",
    kind="same-work",
    title="Mentors for the first year",
    economies=("SRB",),
    places=("Niš|Ниш", "Pirot"),
    start="2027-03",
    amount=90_000,
    currency="EUR",
    applicant="Association Bridge",
    partners=("Open School",),
    objectives=Objectives(main=("2.3.2",)),
    needs=(Cell("SRB", "2.3.2"),),
    activities=(
        ExpectedActivity("mentors", ("Ментори после затвора",), (), 2, "everyone"),
        ExpectedActivity("hidden", ("Advisers",), ("XX-1",), 2, "members"),
    ),
)
NOTHING = Gold(file="orchards.txt", language="mk", kind="nothing", title="Water for orchards", economies=("MKD",))
ANSWERS = {
    "mentors": {
        "understood": [
            {"name": "language", "value": "hr"},
            {"name": "title", "value": "MENTORS for the first year"},
            {"name": "economy", "value": "SRB"},
            {"name": "place", "value": "in the south", "quote": "НИШ"},
            {"name": "start", "value": "2027-04-01"},
            {"name": "amount", "value": "900000"},
            {"name": "currency", "value": "EUR"},
            {"name": "applicant", "value": "Bridge Association"},
        ],
        "objectives": [{"code": "2.3.2.1", "label": ""}, {"code": "4.1.1", "label": ""}],
        "similar": [{"id": "7", "title": "Mentori posle zatvora (demo)", "score": 61.0}],
        "talk_to": [{"activity": "7"}],
        "needs": [{"economy": "SRB", "objective": "2.3.2.1", "needs": ["Mentors"]}],
    },
    "orchards": {
        "understood": [{"name": "title", "value": "Water for orchards"}],
        "similar": [{"id": "8", "title": "Watering towns", "score": 47.0}],
    },
}
COMMAND = "import pathlib, sys; print('Note.', (pathlib.Path(sys.argv[1]).with_suffix('.json')).read_text('utf-8'))"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the answer to each document lies ready."""
    for stem, answer in ANSWERS.items():
        (tmp_path / f"{stem}.json").write_bytes(msgspec.json.encode(answer))
    return tmp_path


def scored(folder: Path, *golds: Gold, user: str = "") -> Scores:
    scores = Scores(by_member=bool(user))
    answers = Check((sys.executable, "-c", COMMAND), user).ask_all(folder, golds, jobs=2)
    for gold, answer in zip(golds, answers, strict=True):
        scores.add(gold, answer)
    return scores


def test_what_was_read_counts_in_any_spelling(folder: Path) -> None:
    scores = scored(folder, SAME_WORK)
    found = {name: (tally.right, tally.said, tally.found, tally.expected) for name, tally in scores.fields.items()}

    assert found["title"] == found["economies"] == found["applicant"] == found["start"] == (1, 1, 1, 1)
    assert found["places"] == (1, 1, 1, 2)
    assert found["amount"] == (0, 1, 0, 1)
    assert found["organisations (any role)"] == (1, 1, 1, 2)
    assert (str(scores.languages), str(scores.main_objectives), str(scores.objectives)) == ("1/1", "1/1", "1/2")
    assert (scores.needs.found, scores.needs.said) == (1, 1)
    assert any("lost Pirot" in miss for miss in scores.misses)


def test_a_member_is_to_find_more_than_a_visitor(folder: Path) -> None:
    visitor, member = scored(folder, SAME_WORK), scored(folder, SAME_WORK, user="officer")

    assert (str(visitor.among[2, 5]), str(member.among[2, 5])) == ("1/1", "1/2")
    assert (str(visitor.same_work_contacts), str(member.same_work_contacts)) == ("1/1", "1/2")
    assert not visitor.false_nils


def test_what_overlaps_with_nothing_raises_an_alarm_unless_it_is_tolerated(folder: Path) -> None:
    tolerant = msgspec.structs.replace(NOTHING, tolerated=("Watering towns",))

    assert scored(folder, NOTHING).alarms["nothing"] == ["orchards: 1 (Watering towns, 47.0)"]
    assert scored(folder, tolerant).alarms["nothing"] == []


def test_a_document_without_an_answer_is_unread_and_finds_nothing(folder: Path) -> None:
    lost = msgspec.structs.replace(SAME_WORK, file="lost.txt")
    scores = scored(folder, lost, SAME_WORK)

    assert str(scores.read) == "1/2"
    assert scores.false_nils == ["lost"]
    assert scores.fields["title"].recall == 0.5


def test_the_last_line_sums_up(folder: Path) -> None:
    *_, summary = report(scored(folder, SAME_WORK, NOTHING))

    assert summary.split(", ")[1:] == ["objectives 1.00", "activities@5 1.00", "needs 1.00", "false nil 0/1"]


def test_names_are_compared_without_script_accents_and_order_of_words() -> None:
    assert is_name("Удружење Мост", "Association Bridge|Udruženje Most")
    assert is_name("School of Magistrates, Romania", "School of Magistrates (demo)")
    assert not is_name("Open Door", "Open School")
    assert is_place("Prizrenit", "Prizren")
    assert not is_place("Bar", "Bari")
    assert is_title("Water for orchards: a pilot", ("Water for orchards",))
    assert not is_title("Water", ("Water for orchards",))


def test_dates_are_compared_by_month() -> None:
    assert is_near("2027-12-31", "2028-01")
    assert not is_near("2027-11", "2028-01")
    assert not is_near("2027", "2027-01")


@pytest.mark.parametrize("half", [DEVELOPMENT, HELD_OUT])
def test_every_gold_answer_has_its_document(half: str) -> None:
    with documents(half) as folder:
        golds = golds_in(folder)
        lost = sum(not (folder / gold.file).is_file() for gold in golds)

    assert golds
    assert lost == 0
