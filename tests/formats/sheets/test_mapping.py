"""A mapping as YAML and JSON, and what is no mapping."""

import pytest

from egnatia.formats.refusal import Refusal
from egnatia.formats.sheets import Mapping, Use, as_json, as_yaml, read_mapping
from tests.formats.sheets.make import mapping, table

MAPPING = Mapping(
    name="Hub",
    source="Hub's sheet",
    language="sr",
    day_first=True,
    decimal=",",
    columns=(Use("Naziv", "title"), Use("Vrsta", "types", {"no": (), "Obuka": ("training",)})),
    always={"economies": ("SRB",)},
)


@pytest.mark.parametrize("write", [as_yaml, as_json])
def test_a_mapping_is_the_same_after_it_was_written_and_read(write: "object") -> None:
    assert callable(write)
    assert read_mapping(write(MAPPING).encode()) == MAPPING


def test_a_word_that_yaml_takes_for_a_truth_stays_a_word() -> None:
    found = read_mapping(b"columns: [{column: Yes, field: types, values: {no: [], yes: [training]}}]")

    assert found.columns[0].values == {"no": (), "yes": ("training",)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (b"a: [", "it is neither YAML nor JSON"),
        (b"\xff\xfe\x00", "it is neither YAML nor JSON"),
        (b"a: &a [1]\nb: *a", "it is neither YAML nor JSON"),
        (b"[" * 5_000, "it is neither YAML nor JSON"),
        (b"columns: x", "Expected `array`, got `str` - at `$.columns`"),
        (b"columns: []", "it does not name any column"),
        (b"columns: [{column: A, field: colour}]", "colour is not a field; use one of record, identifier"),
        (b"columns: [{column: A, field: title}]\ndecimal: x", "the decimal mark must be a point or a comma"),
    ],
)
def test_what_is_no_mapping_says_why(text: bytes, found: str) -> None:
    with pytest.raises(Refusal) as raised:
        read_mapping(text, "m.yaml")

    assert raised.value.of("m.yaml").sentence.startswith(f"m.yaml is not a valid column mapping: {found}")


def test_a_mapping_that_is_too_big_is_refused() -> None:
    with pytest.raises(Refusal) as raised:
        read_mapping(b" " * 1_000_001)

    assert raised.value.code == "too-big"


def test_a_table_fits_where_its_title_is_there() -> None:
    how = mapping(title="Title", status="Status")

    assert how.fits(table("title|Other", "a|b"))
    assert not how.covers(table("title|Other", "a|b"))
    assert how.covers(table("TITLE|status", "a|b"))
    assert how.uses("status") == [Use("Status", "status")]
    assert not how.fits(table("Name|Status", "a|b"))
    assert Mapping(columns=(Use("What", "sectors"),), title_of=("What",)).fits(table("What", "a"))
    assert not Mapping(columns=(Use("Title", "title"),), tables=("Second",)).fits(table("Title", "a"))
    assert Mapping(columns=(Use("A", "title"),), tables=("T",)).fits(table("Title", "a"))
