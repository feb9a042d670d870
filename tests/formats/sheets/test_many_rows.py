"""A sheet as people have them: ten thousand rows, formulas, merged headers, a hidden column, dates as text."""

import io
from collections import Counter
from datetime import date

import pytest
from openpyxl import Workbook

from egnatia.formats import Parsed, Rejected
from egnatia.formats.sheets import Table, activities_of
from tests.formats.sheets.make import mapping, told

ROWS = 10_000
AMOUNTS = {  # as three economies part thousands, and what nobody can read in one way
    "1.234.567,50": 1_234_567.5,
    "1,234,567.50": 1_234_567.5,
    "1 234 567,50": 1_234_567.5,
    "1\u00a0234\u00a0567,50": 1_234_567.5,
    "n/a": None,
    "": None,
    "1.234": "column C: 1.234 is ambiguous: its point or comma may separate thousands or decimals. Write it like",
    "12O000": "column C: 12O000 is not an amount. Enter",
}
DATES = {
    "03.04.2025": "2025-04-03",
    "2025-04-03": "2025-04-03",
    "3 April 2025": "2025-04-03",
    "2025": "2025",
    "n/a": None,
    "31/04/2025": "column E: 31/04/2025 is not a date. Enter",
    "date": "2025-04-03",
}


def sheet() -> bytes:
    book = Workbook()
    page = book.worksheets[0]
    page.append(["Project", "", "Money", "", "When", "Note"])
    page.merge_cells("A1:B1")
    page.merge_cells("C1:D1")
    page.append(["Title", "Economy", "Budget", "Doubled", "Start", "Secret"])
    page.column_dimensions["F"].hidden = True
    for number in range(ROWS):
        day = list(DATES)[number % len(DATES)]
        written = date(2025, 4, 3) if day == "date" else day
        page.append([f"Training {number}", "Albania", list(AMOUNTS)[number % len(AMOUNTS)], "=C3*2", written, "x"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def expected(number: int) -> tuple[object, object] | str:
    """Amount and date, or what the report says."""
    both = list(AMOUNTS.values())[number % len(AMOUNTS)], list(DATES.values())[number % len(DATES)]
    return next((each for each in both if isinstance(each, str) and each.startswith("column")), both)


@pytest.mark.slow
def test_ten_thousand_rows_are_right_or_refused_with_row_and_column() -> None:
    tables = [each for each in told(sheet()) if isinstance(each, Table)]
    how = mapping(title="A", economies="B", amount="C", start="E")

    found = [each for each in activities_of(tables, how, file="a.xlsx") if isinstance(each, Parsed | Rejected)]

    assert [column.hidden for column in tables[0].header] == [False] * 5 + [True]
    assert len(found) == ROWS
    kinds: Counter[str] = Counter()
    for number, each in enumerate(found):
        wanted = expected(number)
        if isinstance(each, Rejected):
            assert isinstance(wanted, str), each.sentence
            assert f"Row {number + 3} of Sheet in a.xlsx, {wanted}" in each.sentence
        else:
            amount = each.total.amount if each.total else None
            assert (amount, next((on.date for on in each.dates), None)) == wanted, number
        kinds[type(each).__name__] += 1
    assert kinds["Rejected"] == sum(isinstance(expected(number), str) for number in range(ROWS))
