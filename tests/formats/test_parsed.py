"""What others keep of an activity: its JSON, its digest, its cells."""

import json

import msgspec
import pytest

from egnatia.formats import Narrative, Parsed, Provenance, neutralised
from egnatia.formats.cells import unquoted
from egnatia.formats.sentences import said_bytes, shortened
from tests.formats import make
from tests.formats.make import activity, iati, parsed, row

FULL = make.REPORTER + (
    '<participating-org role="1" ref="F"/><activity-date type="1" iso-date="2020-01-01"/>'
    "<budget><value>5</value></budget>"
    '<location><point><pos>1 2</pos></point></location><transaction><provider-org ref="P"/></transaction><result/>'
)


@pytest.mark.parametrize("content", [iati(activity(make.TITLE + FULL)), row(amount="5", start="soon")])
def test_an_activity_comes_back_from_its_json_as_it_was(content: bytes) -> None:
    found = parsed(content)

    assert Parsed.from_json(found.to_json()) == found
    assert Parsed.from_builtins(json.loads(found.to_json())) == found


def test_the_digest_tells_content_and_not_where_it_was_read() -> None:
    found = parsed(iati(activity(make.TITLE + FULL, attributes='last-updated-datetime="2024-01-01"')))
    again = parsed(iati(activity(make.TITLE + FULL, attributes='last-updated-datetime="2025-01-01"'), version="2.03"))
    moved = msgspec.structs.replace(again, provenance=Provenance(file="other.xml", element=9, line=99))

    assert moved.digest == found.digest


def test_the_digest_of_changed_content_is_another() -> None:
    found = parsed(iati(activity(make.TITLE + FULL)))

    assert msgspec.structs.replace(found, titles=(Narrative(text="Other"),)).digest != found.digest
    assert msgspec.structs.replace(found, status="closed").digest != found.digest


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Workshop;=HYPERLINK(A1)", "Workshop;'=HYPERLINK(A1)"),
        ('Workshop; "=1+1"', 'Workshop;\' "=1+1"'),
        ("Workshop\n@SUM(A1)", "Workshop\n'@SUM(A1)"),
        ("Workshop\t-2", "Workshop\t'-2"),
        ("training; mentoring", "training; mentoring"),
        ("=1;+1", "'=1;'+1"),
    ],
)
def test_no_part_of_a_cell_is_run_where_a_file_is_split_at_semicolons(text: str, written: str) -> None:
    assert neutralised(text) == neutralised(written) == written
    assert unquoted(written) == text


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t1", "\r1"])
def test_a_cell_that_a_spreadsheet_would_run_is_neutralised(text: str) -> None:
    assert neutralised(text) == f"'{text}"


def test_other_cells_stay_as_they_are() -> None:
    assert [neutralised(value) for value in ("a=b", "", None, -5, 2.5)] == ["a=b", "", "", "-5", "2.5"]


def test_a_value_in_a_sentence_is_short_and_on_one_line() -> None:
    assert shortened("a\n b\x07c") == "a b\N{REPLACEMENT CHARACTER}c"
    assert shortened("x" * 300) == "x" * 119 + "…"


def test_bytes_are_said_as_people_say_them() -> None:
    assert [said_bytes(count) for count in (12, 1500, 2_000_000, 2_147_483_648)] == [
        "12 bytes",
        "1.5 kB",
        "2 MB",
        "2.1 GB",
    ]
