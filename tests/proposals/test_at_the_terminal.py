"""`egnatia check`: the same answer at the terminal."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.queries.lists import basis_of
from egnatia.activities.activities.rules import ActivityFilters
from egnatia.kernel.access.reader import ANONYMOUS
from egnatia.proposals.summary import Asker, basis_words
from egnatia.web.cli import check
from egnatia.web.serve.faults import FaultError
from tests import make
from tests.proposals.doing import TEXT, TITLE, activity

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(tmp_path: Path) -> Path:
    file = tmp_path / "note.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def run(*arguments: object, text: str = "") -> Result:
    """The command as its own program; the database of the tests is at hand already."""
    return CliRunner().invoke(check.app, [str(each) for each in arguments], input=text, env={"COLUMNS": "300"})


def test_a_program_gets_one_object(note: Path) -> None:
    stored = activity(by=make.reader("owner"))

    result = run(note, "--json")

    told = json.loads(result.stdout)
    assert result.exit_code == 0
    assert {"name": "economy", "value": "ALB", "quote": "Albania"} in told["understood"]
    assert told["talk_to"][0]["name"] == "Nordlys Fund (demo)"
    (similar,) = told["similar"]
    assert (similar["id"], similar["title"], similar["kind"]) == (str(stored.pk), TITLE, "overlap")
    assert 0 < similar["confidence"] <= 1
    assert similar["score"] > 0
    assert similar["why"]
    assert told["double"] == []
    assert told["basis"] == basis_words(basis_of(ANONYMOUS, ActivityFilters()), Asker(is_visitor=True, is_strong=False))
    assert re.findall(r"\d+", told["basis"])[:2] == ["1", "1"]
    assert told["limits"]


def test_a_program_gets_everything_that_the_page_shows() -> None:
    stored = activity(by=make.reader("owner"), identifiers=("XM-DEMO-1",))
    activity("Courses for officers of courts", by=make.reader("other"), types=frozenset(), amount=9e6)
    proposal = TEXT.replace("Where: Albania", "Where: Albania, Montenegro")
    text = (
        f"{proposal}\nAlbania 60 %, Montenegro 40 %\nDuration: 20 months from signature\n"
        "Requested: 120,000 EUR\nPartner: Directorate for Hopeful Affairs\n"
    )

    told = json.loads(run("-", "--json", text=text).stdout)

    assert told["shares"] == [{"economy": "ALB", "share": 60.0}, {"economy": "MNE", "share": 40.0}]
    assert told["requested"] == 120_000
    assert told["objectives"][0]["code"] == "2.3.1"
    assert told["objectives"][0]["quote"]
    assert told["unknown_bodies"] == ["Directorate for Hopeful Affairs"]
    shown = [*told["double"], *told["similar"], *told["look"]]
    assert next(each["key"] for each in shown if each["id"] == str(stored.pk)) == "XM-DEMO-1"
    assert all(each["key"] for each in [*shown, *told["further"]])
    assert told["nil"] == ""
    assert [each["lang"] for each in told["paragraphs"]] == ["en"]
    assert told["talk_first"]
    assert "needs" in told


def test_months_of_which_nobody_knows_when_they_begin_are_told(note: Path) -> None:
    text = "Teaching prison officers\nWhere: Albania\nDuration: 20 months from signature of the contract\n"

    assert json.loads(run("-", "--json", text=text).stdout)["months"] == 20


def test_what_is_said_where_nothing_is_found_is_told(note: Path) -> None:
    told = json.loads(run(note, "--json").stdout)

    assert told["nil"] == "No overlapping activities were found."
    assert told["nil"] in told["paragraphs"][0]["text"]


def test_a_person_reads_sections(note: Path) -> None:
    activity(by=make.reader("owner"))

    said = run(note).stdout

    assert said.index("economy: ALB") < said.index("Nordlys Fund (demo)") < said.index(TITLE)
    assert re.search(r"Nordlys Fund \(demo\) \([^@)]+\):", said)


def test_nobody_in_particular_sees_what_everyone_sees_and_a_user_what_he_sees(note: Path) -> None:
    activity(by=make.reader("owner"), marking=make.STRICT)

    assert TITLE not in run(note).stdout
    assert TITLE in run(note, "--as", "owner").stdout


def test_no_more_than_asked_for(note: Path) -> None:
    for number in range(3):
        activity(f"{TITLE}, part {number}", by=make.reader(f"owner-{number}"))

    assert len(json.loads(run(note, "--json", "--most", "2").stdout)["similar"]) == 2


def test_text_comes_from_the_input() -> None:
    activity(by=make.reader("owner"))

    assert TITLE in run("-", text=TEXT).stdout


def test_too_little_to_compare_has_an_exit_code_of_its_own() -> None:
    assert run("-", text="Training of officers somewhere").exit_code == check.NOTHING_TO_COMPARE


def test_a_file_that_cannot_be_read_ends_with_one_sentence(tmp_path: Path) -> None:
    result = run(tmp_path / "missing.docx")

    assert isinstance(result.exception, FaultError)
    assert result.exception.sentence.startswith("missing.docx ")


def test_an_unknown_user_ends_with_one_sentence(note: Path) -> None:
    result = run(note, "--as", "nobody")

    assert isinstance(result.exception, FaultError)
    assert result.exception.sentence == "There is no user nobody."


def test_nothing_is_stored(note: Path) -> None:
    before = Activity.objects.count()

    run(note)

    assert Activity.objects.count() == before
