"""Sheets as others published them; skipped where they are absent."""

import os
from collections import Counter
from pathlib import Path

import pytest

from egnatia.formats import Parsed, Rejected
from egnatia.formats.sheets import Table, activities_of, read_table, suggested

FOLDER = Path(os.environ.get("EGNATIA_DATA", Path(__file__).parents[4] / "shared" / "data")) / "spreadsheets"

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="the real files are not here"),
]


def outcomes(name: str) -> tuple[list[Parsed], list[Rejected]]:
    table = read_table(FOLDER / name)
    assert isinstance(table, Table), table
    found = list(activities_of([table], suggested([table]), file=name))
    return [each for each in found if isinstance(each, Parsed)], [each for each in found if isinstance(each, Rejected)]


@pytest.mark.parametrize(
    ("name", "usable", "rejected"),
    [
        ("UNDP_Activities.xlsx", 365, {"cell-date": 3, "cell-order": 3, "cell-title": 1}),
        ("EBRD_Project.xlsx", 1513, {}),
        ("SI_2014-2020.xls", 193, {}),
        ("HR_ESIF_Croatia_2007-2020.csv", 2532, {}),
        ("nepal_rc_3w_hxl.json", 2282, {}),
    ],
)
def test_a_real_sheet_is_read_row_by_row(name: str, usable: int, rejected: dict[str, int]) -> None:
    found, faults = outcomes(name)

    assert len(found) == usable
    assert Counter(fault.code for fault in faults) == rejected
    assert all(fault.params["column"] and fault.sentence.startswith(f"Row {fault.line} of ") for fault in faults)
    assert len({each.identifier for each in found}) >= 0.9 * len(found)


def test_amounts_dates_and_economies_of_real_sheets_are_right() -> None:
    croatia, _ = outcomes("HR_ESIF_Croatia_2007-2020.csv")
    slovenia, _ = outcomes("SI_2014-2020.xls")
    bank, _ = outcomes("EBRD_Project.xlsx")

    first = croatia[0]
    assert first.total is not None
    assert (first.total.amount, first.total.currency) == (5_172_338.5, "HRK")
    assert [each.date for each in first.dates] == ["2015-06-18", "2016-06-17"]
    assert [each.date for each in slovenia[0].dates] == ["2014-01-01", "2019-09-30"]
    assert Counter(each.economies[0].code for each in bank if each.economies)["ALB"] > 5
