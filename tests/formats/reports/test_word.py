"""A report as a Word document, read back, in our template and in one of a secretariat."""

import io

import docx as word
import msgspec
from docx.oxml.ns import qn
from docx.shared import Mm

from egnatia.formats.reports.document import Document, Paragraph, ReportTotal, Table, Tiles, Totals, Words
from egnatia.formats.reports.templates import shipped
from egnatia.formats.reports.word import docx
from tests.formats.reports.samples import FOOTNOTE, NEEDS, TILES, report


def _read(document: Document, template: bytes | None = None) -> word.document.Document:
    return word.Document(io.BytesIO(docx(document, template)))


def _saved(template: word.document.Document) -> bytes:
    written = io.BytesIO()
    template.save(written)
    return written.getvalue()


def _rows(table: word.table.Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def _table_of(read: word.document.Document, words: str) -> word.table.Table:
    return next(table for table in read.tables if table.cell(0, 0).text.startswith(words))


def test_tables_are_word_tables_whose_header_comes_again() -> None:
    table = _table_of(_read(report()), "Economy")

    assert _rows(table) == [
        ["Economy", "In its own words", "Activities"],
        ["Kosovo*", "=Përkrahje pas burgut", "2"],
        ["North Macedonia", "Поддршка по затвор\nи надвор", "0"],
        ["Greece", "Υποστήριξη μετά τη φυλακή", "–"],
    ]
    assert [bool(list(row.iter(qn("w:tblHeader")))) for row in table._tbl.tr_lst] == [True, False, False, False]  # noqa: SLF001 - as it lies in the file


def test_headings_have_the_styles_that_word_makes_a_table_of_contents_from() -> None:
    styled = [(each.style.name if each.style else "", each.text) for each in _read(report()).paragraphs]

    assert [each for each in styled if str(each[0]).startswith("Head")] == [
        ("Heading 1", "What is needed · Шта је потребно"),
        ("Heading 2", "Cells"),
        ("Heading 3", "Details"),
    ]


def test_header_and_footer_bear_the_marking_the_footnote_and_the_page() -> None:
    section = _read(report()).sections[0]

    assert section.header.paragraphs[0].text == "TLP:AMBER  Focal Points"
    assert section.footer.paragraphs[0].text == f"* {FOOTNOTE}"
    assert 'w:instr="NUMPAGES"' in section.footer._element.xml  # noqa: SLF001 - as it lies in the file


def test_a_wide_matrix_lies_on_its_side_and_the_marking_goes_with_it() -> None:
    sections = _read(report(columns=9)).sections

    assert [int(each.page_width or 0) > int(each.page_height or 0) for each in sections] == [False, True, False]
    assert all("TLP:AMBER" in each.header.paragraphs[0].text for each in sections)


def test_the_matrix_keeps_its_groups_and_words() -> None:
    rows = _rows(_table_of(_read(report()), "Priority"))

    assert rows[0] == ["Priority", "E0", "E1", "E2"]
    assert rows[1] == ["2 Prevent · Спречавање"] * 4
    assert rows[2] == [
        "2.1 Prisons",
        "○ open\nneed: high | 0 + 1r",
        "◐ partly\nsingle partner\nneed: low | 1 + 0r",
        "–",
    ]


def test_two_languages_stand_beside_each_other() -> None:
    assert _rows(_table_of(_read(report()), "Compared")) == [
        ["Compared with 3 activities.", "Упоређено са 3 активности."]
    ]


def test_a_chart_becomes_a_table_of_its_numbers_and_tiles_a_grid() -> None:
    read = _read(report())

    assert [["", "objectives"], ["2.1 Prisons", "3"], ["3.1 Schools", "1"]] in [_rows(table) for table in read.tables]
    assert ["ALB\n1 open need", "", ""] in [row for table in read.tables for row in _rows(table)]
    assert len(_read(report(Tiles("t", Words("t"), ()))).tables) == 2


def test_made_twice_it_has_the_same_bytes() -> None:
    assert docx(report(columns=9)) == docx(report(columns=9))
    assert _read(report()).core_properties.created.isoformat() == "2026-06-01T12:00:00+00:00"


def test_a_secretariat_s_template_gives_page_styles_and_words() -> None:
    template = word.Document()
    template.sections[0].left_margin = Mm(40)
    template.styles["Heading 1"].font.name = "Georgia"
    template.add_paragraph("Office of the Board (demo)")
    split = template.add_paragraph()
    for piece in ("Report: {", "{ ti", "tle }} of {{as_of}} {", "{ nothing }}"):
        split.add_run(piece)
    template.add_paragraph("{{ body }}")
    template.add_paragraph("After it.")

    read = _read(report(), _saved(template))
    texts = [paragraph.text for paragraph in read.paragraphs]

    assert texts[:2] == ["Office of the Board (demo)", "Report: Needs and support of 2026-06-01 {{ nothing }}"]
    assert texts[-1] == "After it."
    assert round((read.sections[0].left_margin or 0) / Mm(1)) == 40
    assert read.styles["Heading 1"].font.name == "Georgia"
    assert _table_of(read, "Round").cell(0, 1).text == "Needs 2026"


def test_a_template_without_our_styles_and_sizes_still_takes_the_report() -> None:
    template = word.Document()
    for name in ("Heading 1", "List Bullet", "Table Grid", "Quote"):
        template.styles[name].delete()
    page = template.element.body.sectPr
    for name in ("w:pgSz", "w:pgMar"):
        page.remove(page.find(qn(name)))
    template.add_paragraph("{{ body }}")

    read = _read(report(columns=9), _saved(template))

    assert "What is needed · Шта је потребно" in [paragraph.text for paragraph in read.paragraphs]
    assert _table_of(read, "Economy").cell(1, 0).text == "Kosovo*"


def test_a_page_too_narrow_for_any_text_is_not_believed() -> None:
    template = word.Document(io.BytesIO(shipped()))
    template.sections[0].left_margin = Mm(200)

    assert _table_of(_read(report(), _saved(template)), "Economy").cell(1, 0).text == "Kosovo*"


def test_the_first_page_of_a_template_comes_once() -> None:
    template = word.Document(io.BytesIO(shipped()))
    template.sections[0].different_first_page_header_footer = True

    first, turned, last = _read(report(columns=9), _saved(template)).sections

    assert not first.different_first_page_header_footer
    assert not turned.different_first_page_header_footer
    assert last.different_first_page_header_footer


def test_what_was_written_is_never_taken_for_a_name() -> None:
    document = report(Paragraph(Words("{{ marking }} {{ body }}")), title="{{ body }} {{ footnote }}")
    texts = [paragraph.text for paragraph in _read(document).paragraphs]

    assert "{{ body }} {{ footnote }}" in texts
    assert "{{ marking }} {{ body }}" in texts


def test_a_report_without_facts_footnote_and_second_title_leaves_their_places_empty() -> None:
    document = report(NEEDS, brief=True)
    title = Words("Needs", "en", "Needs", "sr")
    bare = msgspec.structs.replace(document, facts=(), footnote="", title=title)

    read = _read(bare)

    assert len(read.tables) == 1
    assert read.sections[0].footer.paragraphs[0].text == ""


def test_control_characters_do_not_break_the_file() -> None:
    table = Table("t", Words("t"), NEEDS.columns[:1], ((type(NEEDS.rows[0][0])(Words("A\x00B\x0bC\tD")),),))

    assert _table_of(_read(report(table, title="A\x00B")), "Economy").cell(1, 0).text == "ABC\tD"


def test_what_one_record_says_keeps_no_file_from_being_made() -> None:
    odd = Paragraph(Words("Two\ufffe \x0bwords\uffff \U0001f600", "\xf1"))

    read = _read(report(odd, title="x" * 300 + "\ufffe"))

    assert read.core_properties.title == "x" * 255
    assert "Two words \U0001f600" in [each.text for each in read.paragraphs]


TOTALS = Totals("totals", Words("In numbers"), (ReportTotal(Words("Needs"), Words("49"), Words("13 high")),))


def test_numbers_have_a_caption_and_stand_side_by_side() -> None:
    read = _read(report(TOTALS))

    assert "In numbers" in [each.text for each in read.paragraphs]
    (row,) = _rows(_table_of(read, "Needs"))
    assert "49" in row[0]
    assert "13 high" in row[0]


def test_page_1_may_hold_any_block() -> None:
    first = msgspec.structs.replace(report(Paragraph(Words("Behind."))), front=(TOTALS, TILES))

    assert _table_of(_read(first), "Needs")
    assert len(_read(first).tables) > 1
