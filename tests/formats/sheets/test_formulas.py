"""Cells that are formulas are told: the value that was saved last is read."""

import io

import openpyxl
import pytest

from egnatia.formats.sheets import Table, read_tables
from egnatia.formats.sheets import workbook as formulas
from egnatia.formats.sheets.workbook import formulas_in
from tests.formats.sheets.make import ods_of, one, told


def workbook(*, rows: int = 2) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Needs"
    sheet.append(["Title", "Amount", "Note"])
    for row in range(2, rows + 2):
        sheet.append([f"Title {row}", f"=1+{row}", "plain"])
    book.create_sheet("Other").append(["nothing"])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_the_formulas_of_a_workbook_are_told_by_row_and_column() -> None:
    table = one(workbook())

    assert (table.name, table.formulas) == ("Needs", ((2, "B"), (3, "B")))
    assert [row.cells[1] for row in table.rows] == ["", ""], "no spreadsheet has worked them out yet"


def test_of_a_large_table_they_are_told_once() -> None:
    pieces = told(workbook(rows=1_200))
    assert [len(piece.formulas) for piece in pieces if isinstance(piece, Table)] == [1_200, 0, 0]
    tables = read_tables(workbook(rows=1_200), "a.xlsx")

    assert isinstance(tables, list)
    (table,) = tables
    assert isinstance(table, Table)
    assert (len(table.rows), len(table.formulas)) == (1_200, 1_200)


def test_a_sheet_of_nothing_but_formulas_tells_as_many_as_are_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formulas, "MOST_FORMULAS", 1)

    assert {sheet: len(found) for sheet, found in formulas_in(workbook()).items()} == {"Needs": 1, "Other": 0}


def test_nothing_is_said_of_other_files() -> None:
    assert formulas_in(b"title;amount\na;=1+1\n") == {}
    assert formulas_in(ods_of("<table:table-row/>")) == {}
