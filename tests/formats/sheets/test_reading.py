"""Files of every kind become tables, or one sentence on why not."""

import io
import runpy
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from types import ModuleType, SimpleNamespace

import msgspec
import pytest
from openpyxl import Workbook

from egnatia.formats import Refused, confinement
from egnatia.formats.confinement import Job
from egnatia.formats.limits import SHEETS, Limits
from egnatia.formats.sheets import Table, read_table, read_tables, tables_in
from egnatia.formats.sheets.workbook import Value, as_text
from egnatia.formats.tables import documents as of_documents
from egnatia.formats.tables import worker
from tests.formats import make as documents
from tests.formats.sheets.make import ods, one, refusal, told, xls, xlsx
from tests.formats.sheets.templates import nested_headings, support_by_objective

EXPECTED = (
    "Provide a spreadsheet (.xlsx, .xls, .ods, .csv), a Word document (.docx) or a PDF with tables, "
    "or HXL records (.json)"
)

NO_TABLE = "a.xlsx contains no table. It needs a header row and at least one row below it."


def cells(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows]


def words(table: Table) -> list[str]:
    return [column.words for column in table.header]


@pytest.mark.parametrize(
    "content", [xls(["Title", "Place"], ["Training", "Niš"]), ods(["Title", "Place"], ["Training", "Niš"])]
)
def test_older_and_open_formats_are_read(content: bytes) -> None:
    found = one(content)

    assert (words(found), cells(found)) == (["Title", "Place"], [("Training", "Niš")])


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1250"])
def test_text_is_read_with_any_separator_in_any_encoding(separator: str, encoding: str) -> None:
    text = f'Naslov{separator}Opština\nObuka čuvara{separator}"Šabac{separator} grad"\n'

    found = one(text.encode(encoding))

    assert words(found) == ["Naslov", "Opština"]
    assert cells(found) == [("Obuka čuvara", " ".join(f"Šabac{separator} grad".split()))]


def test_a_separator_that_the_file_states_is_used() -> None:
    assert words(one(b"sep=,\nTitle,A;B\nx,1;2\n")) == ["Title", "A;B"]


def test_rows_keep_the_number_that_the_sheet_gives_them() -> None:
    assert [row.number for row in one(b"sep=;\nTitle;B\n\nx;1\ny;2\n").rows] == [4, 5]
    assert one(b"Title;B\n" + b"x;1\n" * 100).rows[-1].number == 101


def test_a_text_whose_quotes_never_end_is_refused() -> None:
    assert refusal(b'a;b\nc;"' + b"x" * 1_100_000).code == "broken-sheet"


def test_numbers_dates_and_truths_become_text() -> None:
    midnight, morning = datetime(2026, 3, 1), datetime(2026, 3, 1, 9)  # noqa: DTZ001 - sheets know no time zone
    values: list[Value] = [1.0, 1.5, 1234.567, 1e-9, True, False, midnight, morning, date(2026, 1, 2)]
    assert [as_text(value) for value in values] == [
        "1", "1.5", "1234.5670", "1e-09", "yes", "no", "2026-03-01", "2026-03-01 09:00:00", "2026-01-02",
    ]  # fmt: skip
    assert [as_text(value) for value in (time(9), timedelta(hours=1), " a\r\nb ", "'=1")] == [
        "09:00:00", "1:00:00", "a\nb", "=1",
    ]  # fmt: skip


def test_a_formula_is_the_value_that_was_last_worked_out() -> None:
    book = Workbook()
    content = xlsx(["Title", "Sum"], ["a", 1], ["b", "=1+1"], book=book)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for part in source.infolist():
            body = source.read(part)
            target.writestr(
                part,
                body.replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>").replace(
                    b"<f>1+1</f><v/>", b"<f>1+1</f><v>2</v>"
                ),
            )

    assert cells(one(out.getvalue()))[1] == ("b", "2")


def test_hidden_rows_columns_and_sheets_are_flagged() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.column_dimensions["B"].hidden = True
    sheet.row_dimensions[3].hidden = True
    other = book.create_sheet("Lists")
    other.sheet_state = "hidden"
    other.append(["Donors", "x"])
    other.append(["Ura", "y"])

    first, second = told(xlsx(["Title", "Secret"], ["a", 1], ["b", 2], book=book))

    assert isinstance(first, Table)
    assert isinstance(second, Table)
    assert [column.hidden for column in first.header] == [False, True]
    assert [row.hidden for row in first.rows] == [False, True]
    assert (first.hidden, second.hidden) == (False, True)
    assert list(tables_in([first, second])) == [first]
    assert list(tables_in([second])) == [second]


def test_merged_cells_of_a_workbook_are_known() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["Overview", None, None],
        ["Title", "Dates", None],
        [None, "Start", "End"],
        ["a", "2026", "2027"],
        [None, "2028", None],
    ):
        sheet.append(row)
    for area in ("A1:C1", "A2:A3", "B2:C2", "A4:A5"):
        sheet.merge_cells(area)

    found = one(xlsx(book=book))

    assert words(found) == ["Title", "Dates – Start", "Dates – End"]
    assert (found.context, found.header_row) == (("Overview",), 3)
    assert [row.cells[0] for row in found.rows] == ["a", "a"]
    assert found.rows[1].carried == (0,)


def test_a_chart_sheet_or_an_archive_without_relations_flags_nothing() -> None:
    assert told(ods(["Title", "Place"], ["a", "b"]))


@pytest.mark.parametrize(
    "content",
    [
        b'[{"#activity": "Training", "#country": "Albania"}, {"#activity": "S", "#org": ["a", "b"], "x": {"y": 1}}]',
        b'[["Activity", "Place"], ["#activity", "#country"], ["Training", "Albania"], [1, null]]',
    ],
)
def test_hxl_records_and_rows_are_read_with_their_tags(content: bytes) -> None:
    found = one(content)

    assert [column.tag for column in found.header][:2] in (["#activity", "#country"], ["", ""])
    assert found.rows[0].cells[:2] == ("Training", "Albania")


def test_json_of_another_shape_is_refused() -> None:
    assert refusal(b'["a", "b"]').code == "wrong-kind"


def test_word_and_pdf_tables_are_read_in_a_process_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "round.docx"
    path.write_bytes(nested_headings())

    found = read_tables(path)

    assert isinstance(found, list)
    assert [table.place for table in found] == [0, 1]
    with path.open("rb") as stream:
        stream.read(10)
        assert read_tables(stream, "round.docx") == found


def test_one_table_is_the_largest_shown_or_the_one_that_is_named() -> None:
    content = support_by_objective()
    first = read_table(content, "round.docx")
    second = read_table(content, "round.docx", table="Table 2")

    assert isinstance(first, Table)
    assert isinstance(second, Table)
    assert (first.name, second.name) == ("table 1", "table 2")
    missing = read_table(content, "round.docx", table="table 9")
    assert isinstance(missing, Refused)
    assert missing.sentence == "round.docx has no table table 9. Its tables are: table 1, table 2."
    assert isinstance(read_table(b"", "a"), Refused)


def test_a_large_table_is_told_in_pieces_and_joined() -> None:
    rows = "".join(f"{number};x\n" for number in range(1_200))

    found = read_table(f"Title;B\n{rows}".encode(), "a.csv")

    assert isinstance(found, Table)
    assert len(found.rows) == 1_200


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", f"a.xlsx is empty. {EXPECTED}."),
        (b"<a/>", f"a.xlsx is XML. {EXPECTED}."),
        (bytes(range(256)), f"a.xlsx is binary content of an unknown type. {EXPECTED}."),
        (documents.zipped(a=b"1"), f"a.xlsx is a ZIP archive. {EXPECTED}."),
        (
            xlsx(["Title", "B"], ["a", "b"])[:-400],
            "a.xlsx is incomplete. It was probably not copied fully; copy it again.",
        ),
        (
            documents.zipped(**{"xl/workbook.xml": b"<x"}),
            "a.xlsx cannot be read as an Excel or LibreOffice workbook. It is damaged or was not copied fully.",
        ),
        (
            documents.zipped(**{"xl/workbook.xml": b" " * 30_000_000}),
            "a.xlsx unpacks to more than 100 times its size. This is not accepted.",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "a.xlsx is protected by a password. Remove the password and try again.",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
            "a.xlsx cannot be read as an Excel or LibreOffice workbook. It is damaged or was not copied fully.",
        ),
        (b"Title;Place\n", NO_TABLE),
        (xlsx([]), NO_TABLE),
        (
            documents.word("Only words."),
            NO_TABLE,
        ),
        (
            documents.pdf(documents.picture()),
            (
                "a.xlsx contains only images of its pages. Run text recognition (OCR) first and upload "
                "the PDF with text."
            ),
        ),
        (documents.pdf(""), "a.xlsx contains no text."),
        (
            documents.pdf(documents.lines("One line.", "Another.")),
            NO_TABLE,
        ),
        (documents.pdf(*[""] * 401), "a.xlsx has 401 pages. The maximum is 400."),
    ],
)
def test_what_cannot_be_read_says_why_in_one_sentence(content: bytes, sentence: str) -> None:
    assert refusal(content).sentence == sentence


def test_too_many_rows_or_columns_are_refused() -> None:
    assert refusal(b"a;b\n" * 20, limits=Limits(rows=10)).code == "too-many-rows"
    assert refusal(b"a;b\n" * 20, limits=Limits(cells=10)).code == "too-many-rows"
    assert refusal(b";".join([b"a"] * 20), limits=Limits(columns=10)).code == "too-wide"
    assert refusal(xlsx(["a"] * 20, ["b"] * 20), limits=Limits(columns=10)).code == "too-many-columns"


def test_a_file_that_is_missing_too_big_or_a_folder_is_refused(tmp_path: Path) -> None:
    big = tmp_path / "big.xlsx"
    with big.open("wb") as sparse:
        sparse.truncate(2 * 1024**3)

    sentences = [read_tables(each) for each in (tmp_path / "no.csv", tmp_path, big)]

    assert [each.code for each in sentences if isinstance(each, Refused)] == ["missing", "unreadable", "too-big"]


def test_a_reader_out_of_memory_is_not_taken_for_a_damaged_file(monkeypatch: pytest.MonkeyPatch) -> None:
    class Book:
        sheets_metadata = (SimpleNamespace(name="a", visible=None),)

        def get_sheet_by_name(self, _: str) -> object:
            raise MemoryError

    content = xlsx(["Title", "B"], ["a", "b"])
    monkeypatch.setattr(
        "egnatia.formats.sheets.workbook.CalamineWorkbook", SimpleNamespace(from_filelike=lambda _: Book())
    )
    assert refusal(content).code == "memory"

    def no_memory(_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("egnatia.formats.sheets.workbook.CalamineWorkbook", SimpleNamespace(from_filelike=no_memory))
    assert refusal(content).code == "memory"


def test_a_sheet_that_breaks_while_it_is_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    class Book:
        sheets_metadata = (SimpleNamespace(name="a", visible=None),)

        def get_sheet_by_name(self, name: str) -> object:
            raise ValueError(name)

    monkeypatch.setattr(
        "egnatia.formats.sheets.workbook.CalamineWorkbook", SimpleNamespace(from_filelike=lambda _: Book())
    )

    assert refusal(xlsx(["Title", "B"], ["a", "b"])).code == "broken-sheet"


@pytest.mark.parametrize("program", [worker, of_documents])
def test_a_reader_started_as_a_program_answers_on_its_output(
    program: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, out = b"Title;B\na;b\n", io.BytesIO()
    job = msgspec.json.encode(Job(file="a", size=len(content), limits=SHEETS)).decode()
    monkeypatch.setattr(confinement, "resource", None)  # the limits would hold for the tests too
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=out))
    monkeypatch.setattr(sys, "argv", ["reader", job])

    runpy.run_path(str(program.__file__), run_name="__main__")

    assert msgspec.json.decode(out.getvalue())["outcome"] == "table"
