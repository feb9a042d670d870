from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.make import uuid

from egnatia.activities.imports.rules import Decision, Existing, ImportedActivity, decide, draft_marking, key_of, moment
from egnatia.formats import Narrative, Parsed
from egnatia.kernel.access.marking import Marking, Tlp

LINE = ImportedActivity(0, 0, 1, 1, "XM-1", "XM-1", "title", "Title", "digest", None)


def decided(*lines: ImportedActivity, here: Existing | None = None) -> list[Decision]:
    return list(decide(lines, {"XM-1": here} if here else {}))


def test_two_activities_of_one_file_with_one_identifier_are_a_fault_of_the_file() -> None:
    other = replace(LINE, place=1, element=2, title="other", digest="other")

    found = {d.line.element: (d.outcome, d.code) for d in decided(LINE, other)}

    assert found == {1: ("accepted", ""), 2: ("rejected", "identifier-twice")}


def test_the_same_activity_twice_in_one_file_is_one() -> None:
    again = replace(LINE, place=1, element=2)

    assert [(d.outcome, d.code) for d in decided(LINE, again)] == [("accepted", ""), ("unchanged", "same-again")]


def test_without_a_date_the_later_file_is_the_newer() -> None:
    later = replace(LINE, place=1, file=1, digest="later")

    assert [(d.line.file, d.write) for d in decided(later, LINE)] == [(0, "record"), (1, "version")]


@given(
    st.lists(
        st.tuples(
            st.integers(0, 3), st.integers(1, 3), st.sampled_from("ab"), st.sampled_from("xyz"), st.integers(0, 3)
        ),
        unique_by=lambda each: each[:2],
    ),
    st.sampled_from(["", "undone", "by-hand"]),
    st.booleans(),
)
def test_every_line_gets_one_decision_and_no_record_is_made_twice(
    drawn: list[tuple[int, int, str, str, int]], absent: str, there: bool
) -> None:
    lines = [
        ImportedActivity(
            place, file, element, element, "XM-1", "XM-1", title, title, digest, datetime(2020 + year, 1, 1, tzinfo=UTC)
        )
        for place, (file, element, title, digest, year) in enumerate(drawn)
    ]
    here = Existing(uuid(1), 3, "x", datetime(2021, 1, 1, tzinfo=UTC), absent) if there else None  # type: ignore[arg-type]  # drawn from its values

    found = decided(*lines, here=here)

    assert sorted(d.line.place for d in found) == list(range(len(lines)))
    assert sum(d.write == "record" for d in found) == (1 if lines and not there else 0)
    assert sum(d.outcome == "accepted" for d in found) <= 1
    assert not any(d.write or d.restore for d in found if d.outcome in ("unchanged", "rejected"))


def test_a_word_instead_of_a_number_is_told_apart_by_the_title() -> None:
    first, second = (
        Parsed(identifier="ADB non-sovereign", titles=(Narrative(title),)) for title in ("Port", "Railway")
    )

    assert key_of(first) != key_of(second)
    assert key_of(first) == key_of(replace_title(first, " port "))


def replace_title(parsed: Parsed, title: str) -> Parsed:
    return Parsed(identifier=parsed.identifier, titles=(Narrative(title),))


def test_an_identifier_of_any_length_has_a_key_that_fits() -> None:
    long, longer = (Parsed(identifier="X1" * count, titles=(Narrative("Port"),)) for count in (400, 401))

    assert len(key_of(long)) == len(key_of(longer)) == 300
    assert key_of(long) != key_of(longer)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-05-01", datetime(2026, 5, 1, tzinfo=UTC)),
        ("2026-05-01T10:00:00Z", datetime(2026, 5, 1, 10, tzinfo=UTC)),
        ("", None),
        ("last week", None),
    ],
)
def test_a_moment_without_a_time_zone_is_taken_as_utc(text: str, expected: datetime | None) -> None:
    assert moment(text) == expected


@pytest.mark.parametrize("tlp", [Tlp.CLEAR, Tlp.GREEN, Tlp.AMBER_STRICT])
def test_before_it_is_stored_an_import_is_the_organisations_own(tlp: Tlp) -> None:
    assert draft_marking(Marking(tlp)).tlp == Tlp.AMBER_STRICT


def test_what_will_be_for_named_persons_is_its_authors_alone_before() -> None:
    assert draft_marking(Marking(Tlp.RED, persons=frozenset({"x"}))) == Marking(Tlp.RED)
