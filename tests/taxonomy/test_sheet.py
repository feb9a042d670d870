"""A framework leaves as a sheet and comes back as a new version, or every cell is named that cannot be used."""

from dataclasses import replace

import msgspec
import pytest

from egnatia.taxonomy.differences import changes
from egnatia.taxonomy.document import FrameworkDocument, shipped
from egnatia.taxonomy.revision import FrameworkFault, FrameworkSheetParser, FrameworkSheetRow
from egnatia.taxonomy.sheet import header_of, rows_of

REFERENCE, SERIOUS_CRIME, _ = shipped()


def taken(document: FrameworkDocument = REFERENCE) -> list[FrameworkSheetRow]:
    """The rows of a download, as they come back untouched."""
    header = header_of(document)
    return [
        FrameworkSheetRow(n, dict(zip(header, row, strict=True))) for n, row in enumerate(rows_of(document), start=2)
    ]


def changed(rows: list[FrameworkSheetRow], code: str, /, **cells: str) -> list[FrameworkSheetRow]:
    return [replace(row, cells={**row.cells, **cells}) if row.cells["code"] == code else row for row in rows]


def read(rows: list[FrameworkSheetRow], before: FrameworkDocument = REFERENCE) -> FrameworkDocument:
    found = FrameworkSheetParser(before).read(rows)
    assert isinstance(found, FrameworkDocument), found
    return found


def faults(rows: list[FrameworkSheetRow], before: FrameworkDocument = REFERENCE) -> list[FrameworkFault]:
    found = FrameworkSheetParser(before).read(rows)
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("document", [REFERENCE, SERIOUS_CRIME], ids=lambda document: document.slug)
def test_an_untouched_sheet_changes_nothing(document: FrameworkDocument) -> None:
    again = read(taken(document), document)

    assert changes(document, again) == ()
    assert again.version == 2
    assert again.objectives == document.objectives
    assert again.crosswalks == document.crosswalks
    assert again.schemes == document.schemes


def test_thirty_edits_are_thirty_changes() -> None:
    rows = taken()
    codes = [row.cells["code"] for row in rows if row.cells["level"] == "objective"][:30]
    for code in codes:
        rows = changed(rows, code, mk=f"Цел {code}")

    found = changes(REFERENCE, read(rows))

    assert [(change.code, change.column) for change in found] == [(code, "mk") for code in codes]


def test_latin_follows_from_the_cyrillic_that_was_changed() -> None:
    again = read(changed(taken(), "2.3.2", sr="Пробација"))

    assert next(aim for aim in again.objectives if aim.code == "2.3.2").labels["sr-latn"] == "Probacija"


def test_a_row_that_came_and_a_row_that_went_are_differences() -> None:
    rows = [row for row in taken() if row.cells["code"] != "4.4.2"]
    measure = FrameworkSheetRow(
        90, {**rows[0].cells, "code": "2.3.2.1", "level": "measure", "en": "Aftercare officers"}
    )
    at = next(n for n, row in enumerate(rows) if row.cells["code"] == "2.3.2")

    found = changes(REFERENCE, read([*rows[: at + 1], measure, *rows[at + 1 :]]))

    assert [(change.label, change.before, change.after) for change in found] == [
        ("2.3.2.1", "", "Aftercare officers"),
        ("4.4.2", "Victims' rights and support", ""),
    ]


def test_crosswalks_come_back_and_may_be_changed() -> None:
    again = read(changed(taken(), "2.3.2", **{"crosswalk:DAC": "15137, 16015"}))

    assert again.crosswalks["DAC"]["16015"] == ("2.3.2", "2.3.4")
    change = changes(REFERENCE, again)[0]
    assert (change.label, change.before, change.after) == ("2.3.2 crosswalk:DAC", "15137", "15137; 16015")


def test_the_text_of_another_scheme_is_loaded_with_the_sheet() -> None:
    goal = FrameworkSheetRow(
        99, {**taken()[0].cells, "code": "small-arms-roadmap:1", "level": "scheme code", "en": "Aligned laws"}
    )

    again = read([*taken(), goal])

    assert again.schemes["small-arms-roadmap"].labels["1"]["en"] == "Aligned laws"


def test_columns_that_a_sheet_leaves_out_are_as_they_were() -> None:
    kept = ("code", "level", "en")
    rows = [FrameworkSheetRow(row.number, {name: row.cells[name] for name in kept}) for row in taken()]

    again = read([row for row in rows if row.cells["level"] != "scheme code"])

    assert again.objectives == REFERENCE.objectives
    assert again.crosswalks == REFERENCE.crosswalks


def test_the_terms_that_proposals_are_read_by_come_back_and_may_be_changed() -> None:
    again = read(changed(taken(), "2.3.2", **{"terms:sq": "pas lirimit", "terms:sl": ""}))

    found = {change.label: change.after for change in changes(REFERENCE, again)}

    assert found == {"2.3.2 terms:sq": "pas lirimit", "2.3.2 terms:sl": ""}
    assert again.terms["2.3.2"]["sq"] == "pas lirimit"
    assert "sl" not in again.terms["2.3.2"]
    assert again.terms["2.3.1"] == REFERENCE.terms["2.3.1"]


def test_a_version_from_before_there_were_terms_is_read_by_the_shipped_ones_unless_it_calls_a_code_otherwise() -> None:
    plain = tuple(msgspec.structs.replace(aim, terms={}) for aim in REFERENCE.objectives)
    renamed = tuple(
        msgspec.structs.replace(aim, labels={"en": "Sports"}) if aim.code == "2.3.2" else aim for aim in plain
    )

    before = msgspec.structs.replace(REFERENCE, objectives=renamed)

    assert before.terms["2.3.1"] == REFERENCE.terms["2.3.1"]
    assert "2.3.2" not in before.terms
    assert read(taken(before), before).terms == before.terms


def test_a_new_crosswalk_names_its_scheme() -> None:
    rows = [FrameworkSheetRow(row.number, {**row.cells, "crosswalk:eu": ""}) for row in taken()]

    again = read(changed(rows, "2.3.1", **{"crosswalk:eu": "A4"}))

    assert again.crosswalks["eu"] == {"A4": ("2.3.1",)}
    assert again.schemes["eu"].title == {"en": "eu"}


@pytest.mark.parametrize(
    ("code", "cells", "column", "found"),
    [
        ("2.3.1", {"code": "2.3.x"}, "code", "2.3.x"),
        ("2.3.1", {"code": "2.3.2"}, "code", "2.3.2"),
        ("2.3.1", {"code": "2.7.1"}, "code", "2.7.1"),
        ("2.3.1", {"code": "1. jan"}, "code", "1. jan"),
        ("2.3.1", {"level": "goal"}, "level", "goal"),
        ("2.3.1", {"level": "priority"}, "code", "2.3.1"),
        ("2.3.1", {"en": " "}, "en", ""),
        ("2.3.1", {"sq": "x" * 301}, "sq", "x" * 80),
        ("2.3.1", {"terms:tr": "x" * 4001}, "terms:tr", "x" * 80),
        ("2.3", {"crosswalk:DAC": "15137"}, "crosswalk:DAC", "15137"),
        ("reference", {"code": "another"}, "code", "another"),
        ("council:1", {"code": "nowhere:1"}, "code", "nowhere:1"),
        ("council:1", {"code": "council"}, "code", "council"),
    ],
)
def test_a_cell_that_cannot_be_used_is_named(code: str, cells: dict[str, str], column: str, found: str) -> None:
    number = next(row.number for row in taken() if row.cells["code"] == code)

    first = faults(changed(taken(), code, **cells))[0]

    assert (first.column, first.found) == (column, found)
    assert first.row >= number
    assert first.expected


def test_a_sheet_of_another_prefix_is_refused_and_an_empty_one_too() -> None:
    assert faults(changed(taken(SERIOUS_CRIME), "oc:1", code="1"), SERIOUS_CRIME)[0].expected.endswith("oc:2")
    assert (
        faults([FrameworkSheetRow(2, {"code": "", "level": "", "en": ""})])[0].expected
        == "at least one row with an objective"
    )


def test_what_a_spreadsheet_adds_is_taken_away() -> None:
    again = read(changed(taken(), "2.3.1", en="  '+  Prison  "))

    assert next(aim for aim in again.objectives if aim.code == "2.3.1").labels["en"] == "+ Prison"
