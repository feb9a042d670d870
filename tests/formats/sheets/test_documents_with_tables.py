"""Tables in Word and PDF, beyond the templates."""

import io
from types import SimpleNamespace

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from python_calamine import PasswordError

from egnatia.formats import Refused
from egnatia.formats.sheets import Table, read_tables
from egnatia.formats.tables.answers import answers_of, gathered
from tests.formats import make as documents
from tests.formats.sheets.make import grid, one, refusal, told, xlsx
from tests.formats.sheets.templates import merged, saved, table


def words(found: Table) -> list[str]:
    return [column.words for column in found.header]


def test_a_bold_line_holds_for_the_tables_below_it_and_a_long_text_for_none() -> None:
    document = docx.Document()
    document.add_paragraph().add_run("Western part").bold = True
    document.add_paragraph("x" * 300)
    table(document, ["Title", "Place"], ["a", "b"])
    plain = document.add_paragraph().add_run("Eastern part")
    plain.bold = False
    table(document, ["Title", "Place"], ["c", "d"])

    first, second = told(saved(document))

    assert isinstance(first, Table)
    assert isinstance(second, Table)
    assert (first.context, second.context) == (("Western part",), ("Western part", "Eastern part"))


def test_what_wraps_a_table_is_looked_through_and_what_repeats_it_is_not() -> None:
    document = docx.Document()
    document.add_paragraph("")
    found = table(document, ["Title", "Place"], ["a", "b"])
    body, element = document.element.body, found._tbl  # noqa: SLF001 - python-docx has no public name for it
    wrapper = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent/></w:sdt>")
    fallback = parse_xml('<mc:Fallback xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"/>')
    body.insert(0, fallback)
    body.insert(1, wrapper)
    wrapper[0].append(element)
    row = element.tr_lst[1]
    inner = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent/></w:sdt>")
    row.addprevious(inner)
    inner[0].append(row)
    element.append(parse_xml('<mc:Fallback xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"/>'))

    assert one(saved(document)).rows[0].cells == ("a", "b")


def test_a_row_that_begins_later_keeps_its_columns() -> None:
    document = docx.Document()
    found = table(document, ["Title", "Place", "Year"], ["a", "b", "2026"])
    row = found._tbl.tr_lst[1]  # noqa: SLF001 - python-docx has no public name for it
    row.remove(row.tc_lst[0])
    row.get_or_add_trPr().append(parse_xml(f'<w:gridBefore {nsdecls("w")} w:val="1"/>'))

    assert one(saved(document)).rows[0].cells == ("", "b", "2026")


def test_cells_merged_over_two_pairs_of_rows_are_two_cells() -> None:
    document = docx.Document()
    found = table(document, ["Title", "Place"], ["a", "x"], ["", "y"], ["b", "z"], ["", "w"])
    merged(found, (1, 0), (2, 0))
    merged(found, (3, 0), (4, 0))

    rows = one(saved(document)).rows

    assert [row.cells[0] for row in rows] == ["a", "a", "b", "b"]
    assert [row.carried for row in rows] == [(), (0,), (), (0,)]


def test_an_archive_that_begins_with_another_part_is_still_a_word_document() -> None:
    content = documents.zipped(**{"a" * 5_000: b"", "word/document.xml": b"<x/>", "[Content_Types].xml": b"<Types/>"})

    assert refusal(content).code == "broken-document"


def test_forms_with_other_questions_are_tables_of_their_own() -> None:
    one_form = grid("1.|Title|A", "2.|Donor|B", "3.|Budget|5")
    other = grid("1. Title:|C", "2. Where?|D", "3. Comments|", "4. Contact?|")
    plain = grid("Title|Place", "a|b")

    found = list(gathered([one_form, plain, other]))

    assert [each.cells[0] for each in found] == [
        ["Title", "Donor", "Budget"],
        ["Title", "Place"],
        ["Title", "Where?", "Comments", "Contact?"],
    ]
    assert next(gathered([one_form, other])).cells[1] == ["A", "B", "5"]
    twice = grid("1. Title|A", "2. Title|B", "3. Title|C")
    assert list(gathered([twice])) == [twice]
    wide = grid("1. Title|A|x|y", "2. Donor|B|x|y", "3. Budget|C|x|y")
    assert list(gathered([wide])) == [wide]


def test_numbered_questions_without_a_table_are_a_form() -> None:
    paragraphs = [
        "Please answer.",
        "1. Title: Training",
        "of staff",
        "2. Donor",
        "Ura",
        "",
        "3. Budget: 5",
        "1. Title: Store",
        "2. Donor: Hub",
    ]

    (found,) = answers_of(paragraphs)

    assert found.cells == [["Title", "Donor", "Budget"], ["Training\nof staff", "Ura", "5"], ["Store", "Hub", ""]]
    assert list(answers_of(["1. One", "2. Two"])) == []
    assert list(answers_of(["1. Red", "2. Green", "3. Blue"])) == []


def test_a_word_file_with_numbered_answers_only_is_read() -> None:
    assert words(one(documents.word("1. Title: Training", "2. Donor: Ura", "3. Budget: 5"))) == [
        "Title",
        "Donor",
        "Budget",
    ]


def page(*cells: tuple[int, int, str]) -> str:
    """Words at places: from the left, from below."""
    shown = "".join(f"1 0 0 1 {left} {foot} Tm ({text}) Tj\n" for left, foot, text in cells)
    return f"BT /F1 10 Tf\n{shown}ET"


TABLE = page(
    (50, 760, "Support to prisons"),
    (50, 740, "Title"), (250, 740, "Place"), (450, 740, "Budget"),
    (50, 720, "Training of"), (102, 720, "staff"), (250, 720, "Tirana"), (460, 720, "120 000"),
    (250, 708, "and Bar"),
    (50, 690, "Store room"), (250, 690, "Podgorica"), (455, 690, "90 000"),
    (50, 640, "An ordinary line below the table."),
)  # fmt: skip


def test_a_pdf_whose_words_stand_in_columns_is_a_table() -> None:
    found = one(documents.pdf(TABLE))

    assert words(found) == ["Title", "Place", "Budget", "heading 1"]
    assert [row.cells for row in found.rows] == [
        ("Training of staff", "Tirana and Bar", "120 000", "Support to prisons"),
        ("Store room", "Podgorica", "90 000", "Support to prisons"),
    ]


def test_a_single_line_in_columns_is_no_table_and_one_without_a_line_above_has_no_heading() -> None:
    assert refusal(documents.pdf(page((50, 740, "Left"), (300, 740, "Right")))).code == "no-table"
    found = one(documents.pdf(page((50, 740, "Title"), (300, 740, "Place"), (50, 720, "a"), (300, 720, "b"))))
    assert (words(found), found.context) == (["Title", "Place"], ())


def test_a_pdf_is_read_in_a_process_of_its_own() -> None:
    found = read_tables(documents.pdf(TABLE), "a.pdf")

    assert isinstance(found, list), found
    assert found[0].name == "page 1"


def test_a_workbook_that_asks_for_a_password_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def protected(_: io.BytesIO) -> None:
        raise PasswordError

    content = xlsx(["Title", "B"], ["a", "b"])
    monkeypatch.setattr("egnatia.formats.sheets.workbook.CalamineWorkbook", SimpleNamespace(from_filelike=protected))

    assert refusal(content).code == "protected"


def test_a_long_sheet_tells_its_progress_beside_its_tables() -> None:
    content = ("Title;B\n" + "x" * 400 + ";y\n" * 1) + "".join(f"{'x' * 400};{n}\n" for n in range(4_000))

    found = read_tables(content.encode(), "a.csv")

    assert not isinstance(found, Refused)
    assert len(found[0].rows) == 4_001
