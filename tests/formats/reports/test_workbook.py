"""A report as a workbook, read back."""

import io

import msgspec
import openpyxl

from egnatia.formats.reports.document import Bars, Break, Document, Paragraph, Table, Words
from egnatia.formats.reports.workbook import xlsx
from tests.formats.reports.samples import BARS, FOOTNOTE, NEEDS, report


def _book(document: Document) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(xlsx(document)))


def test_each_table_has_a_sheet_and_the_first_one_says_what_it_is() -> None:
    book = _book(report())

    assert book.sheetnames == ["About", "matrix", "needs", "bars", "tiles"]
    told = [[cell.value for cell in row] for row in book["About"].iter_rows()]
    assert told[0][0] == "TLP:AMBER – Focal Points"
    assert ["Method · Метод", "Counted once. · Бројано једном."] in told
    assert [None, "One."] in [[a or None, b] for a, b, *_ in told if b]
    assert ["Checksum", report().digest] in told


def test_what_begins_like_a_formula_is_a_text_and_a_number_a_number() -> None:
    sheet = _book(report())["needs"]

    assert sheet["B4"].value == "'=Përkrahje pas burgut"
    assert sheet["B4"].data_type == "s"
    assert (sheet["C4"].value, sheet["C5"].value, sheet["C6"].value) == (2, 0, "–")


def test_every_sheet_bears_the_marking_above_and_in_print_and_the_footnote_below() -> None:
    for sheet in _book(report()).worksheets:
        assert sheet["A1"].value == "TLP:AMBER – Focal Points"
        assert "TLP:AMBER" in sheet.oddHeader.left.text
        assert f"* {FOOTNOTE}" in [cell.value for row in sheet.iter_rows() for cell in row]


def test_the_matrix_says_in_each_cell_what_the_page_says() -> None:
    sheet = _book(report())["matrix"]

    assert [cell.value for cell in sheet[3]] == ["Priority", "E0", "E1", "E2"]
    assert sheet["A4"].value == "2 Prevent · Спречавање"
    assert sheet["B5"].value == "○ open; need: high | 0 + 1r"
    assert sheet["C5"].value == "◐ partly; single partner; need: low | 1 + 0r"


def test_made_twice_it_has_the_same_bytes() -> None:
    assert xlsx(report()) == xlsx(report())


def test_sheets_of_one_name_are_told_apart_and_odd_names_are_mended() -> None:
    twice = Table("needs", NEEDS.caption, NEEDS.columns, NEEDS.rows)
    odd = Bars("[a/b]:*?\\" + "x" * 40, Words("x"), Words("n"), BARS.bars)

    names = _book(report(NEEDS, twice, odd, Bars("[]", Words("x"), Words("n"), ())))

    assert names.sheetnames == ["About", "needs", "needs 2", "ab\u2217" + "x" * 23, "table"]


def test_tables_of_one_sheet_are_one_with_a_column_that_names_their_parts() -> None:
    title = Words("Economy")
    tables = [
        msgspec.structs.replace(NEEDS, name=f"needs {name}", sheet="needs", part=(title, Words(name)))
        for name in ("Albania", "Montenegro")
    ]

    book = _book(report(*tables))

    assert book.sheetnames == ["About", "needs"]
    assert book["needs"]["A3"].value == "Economy"
    assert [row[0].value for row in book["needs"].iter_rows(min_row=4, max_row=9)] == ["Albania"] * 3 + [
        "Montenegro"
    ] * 3


def test_a_report_without_footnote_has_no_line_for_it() -> None:
    document = report(NEEDS)
    plain = msgspec.structs.replace(document, footnote="")

    assert not [cell for row in _book(plain)["About"].iter_rows() for cell in row if str(cell.value).startswith("*")]
    assert _book(plain)["needs"].max_row == 6


def test_control_characters_do_not_break_the_file() -> None:
    assert _book(report(title="A\x00B\x0bC"))["About"]["A2"].value == "ABC · Потребе и подршка"


def test_a_name_with_an_asterisk_never_stands_bare_on_a_sheet() -> None:
    starred = Table("needs Kosovo*", NEEDS.caption, NEEDS.columns, NEEDS.rows)

    assert _book(report(starred, starred)).sheetnames[1:] == ["needs Kosovo\u2217", "needs Kosovo\u2217 2"]


def test_what_one_record_says_keeps_no_workbook_from_being_made() -> None:
    book = _book(report(title="x" * 300 + "\ufffe"))

    assert book.properties.title == "x" * 255


def test_what_page_1_says_without_words_is_no_line_of_the_workbook() -> None:
    first = msgspec.structs.replace(report(NEEDS), front=(Paragraph(Words("2 of 12")), Break()))

    told = [cell.value for row in _book(first).worksheets[0].iter_rows() for cell in row]
    assert "2 of 12" in told
