"""What a form sends back outside its fields."""

from uuid import UUID

import pytest

from egnatia.pages.forms import number_of, pressed_key, text_of, uuid_of, version_of

KNOWN = "12345678-1234-5678-1234-567812345678"


@pytest.mark.parametrize(
    ("posted", "number"),
    [("3", 3), ("12345678", 12_345_678), ("123456789", 0), ("9" * 5_000, 0), ("", 0), ("-1", 0), ("²", 0), ("٣", 0)],
)
def test_a_version_is_a_short_whole_number_or_none_that_a_record_has(posted: str, number: int) -> None:
    assert version_of({"version": posted}) == number_of({"n": posted}, "n") == number


def test_what_is_not_posted_is_nothing() -> None:
    assert version_of({}) == 0
    assert text_of({}, "note", 9) == ""


def test_a_text_has_no_more_than_its_field_takes() -> None:
    assert text_of({"note": " a\0bcd "}, "note", 3) == "abc"


def test_an_identifier_that_is_none_names_nothing() -> None:
    assert str(uuid_of({"record": KNOWN}, "record")) == KNOWN
    assert uuid_of({"record": "x"}, "record") == uuid_of({}, "record") == UUID(int=0)


def test_a_form_that_carries_an_identifier_of_its_own_makes_one_thing() -> None:
    assert pressed_key({"once": KNOWN}) == f"pressed {KNOWN}"
    assert pressed_key({"once": "x"}) is pressed_key({}) is None
