"""A report as PDF, read back by a program of others."""

import re
from itertools import pairwise

import msgspec
import pypdfium2 as pdfium
import pytest

from egnatia.formats.reports.document import Column, Heading, Paragraph, ReportCell, Table, Words
from egnatia.formats.reports.pdf import pdf, svg
from tests.formats.reports.samples import BARS, FOOTNOTE, report


def _pages(made: bytes) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(made)]


def test_every_page_bears_the_marking_the_footnote_and_its_number() -> None:
    pages = _pages(pdf(report(columns=9)))

    assert len(pages) >= 4
    for number, page in enumerate(pages, 1):
        assert "TLP:AMBER" in page
        assert FOOTNOTE in page
        assert f"Page {number} of {len(pages)}" in page


def test_headings_are_bookmarks_by_their_levels() -> None:
    found = [(mark.level, mark.get_title()) for mark in pdfium.PdfDocument(pdf(report())).get_toc()]

    assert found == [(0, "What is needed · Шта је потребно"), (1, "Cells"), (2, "Details")]


def test_letters_of_all_three_scripts_come_out_as_they_went_in() -> None:
    text = "\n".join(_pages(pdf(report())))

    for words in (
        "=Përkrahje pas burgut",
        "Поддршка по затвор",
        "Υποστήριξη μετά τη φυλακή",
        "Kosovo*",
        "Шта је потребно",
    ):
        assert words in text


def test_the_fonts_are_in_the_file() -> None:
    made = pdf(report())
    names = set(re.findall(rb"/BaseFont ?/([A-Z]{6}\+)?([\w-]+)", made)) | {(b"", b"")}

    assert re.search(rb"/FontFile\d", made)
    assert all(not name or prefix for prefix, name in names)  # a subset in the file has a prefix


def test_it_is_tagged_for_whoever_hears_it() -> None:
    made = pdf(report())

    assert b"/StructTreeRoot" in made
    assert b"pdfuaid" in made
    assert pdfium.PdfDocument(made).get_metadata_value("Title") == "Needs and support"


def test_letters_that_no_font_has_do_not_keep_the_report_from_being_made() -> None:
    made = pdf(
        report(
            Heading(Words("A title \N{GRINNING FACE}")), Paragraph(Words("\u4e2d \x01")), title="B \N{GRINNING FACE}"
        )
    )

    assert b"/StructTreeRoot" in made
    assert b"pdfuaid" not in made
    assert "A title" in _pages(made)[1]


def test_made_twice_it_has_the_same_bytes() -> None:
    assert pdf(report(columns=9)) == pdf(report(columns=9))
    assert pdf(report()) != pdf(report(title="Another title"))


def test_the_digest_of_the_content_is_printed_at_the_end_and_not_on_the_cover() -> None:
    document = report()
    first, *_between, last = _pages(pdf(document))

    assert document.digest in last.replace("\r\n", "")
    assert document.digest[:8] not in first


def test_a_brief_begins_on_its_first_page() -> None:
    first = _pages(pdf(report(brief=True)))[0]

    assert "What is needed" in first
    assert "Round: Needs 2026" in first


def test_a_wide_matrix_lies_on_its_side_between_upright_pages() -> None:
    made = pdfium.PdfDocument(pdf(report(columns=9)))
    turned = [page.get_width() > page.get_height() for page in made]

    assert turned.count(True) == 1
    assert not turned[0]
    assert not turned[-1]


def test_what_looks_like_markup_stays_text() -> None:
    hostile = '#panic() $x$ *bold* `raw` @label <a> \\ // /* #image("/etc/passwd")'
    document = report(
        Heading(Words(hostile)), Paragraph(Words(hostile, "zz-very-odd")), Paragraph(Words(hostile, "und"))
    )

    text = re.sub(r"\s+", "", _pages(pdf(document))[1])  # lines break where they break

    assert text.count(hostile.replace(" ", "")) == 3


def test_without_a_footnote_no_asterisk_stands_below() -> None:
    document = report(Paragraph(Words("One.")))
    plain = msgspec.structs.replace(document, footnote="")

    assert not any("* " in page for page in _pages(pdf(plain)))


def test_a_chart_keeps_the_order_of_its_bars_and_shows_their_numbers() -> None:
    drawn = svg(BARS)
    places = [drawn.index(f">{bar.label}<") for bar in BARS.bars]

    assert all(before < after for before, after in pairwise(places))
    assert ">3<" in drawn
    assert svg(BARS) == drawn


@pytest.mark.parametrize("lang", ["\xf1", "\xe9\xe9", "x1", "en-", "-", "123", "abc"])
def test_whatever_a_source_calls_its_language_the_report_is_made(lang: str) -> None:
    words = Paragraph(Words("Two\ufffe words", lang, "and more", lang))

    assert pdf(report(words, title="x" * 300 + "\ufffe")).startswith(b"%PDF")


def test_a_row_of_a_table_stays_on_one_page_unless_it_is_very_long() -> None:
    columns = (Column(Words("Objective"), 3), Column(Words("In its own words"), 5))
    long = Words("Long " * 2_000 + "END99")
    rows = [
        (
            ReportCell(Words(f"BEGIN{n} " + "words " * 9 * (n % 4), "en", "fjalë " * 20 + f"END{n}", "sq")),
            ReportCell(Words("Text")),
        )
        for n in range(10, 60)
    ]
    table = Table("needs", Words("Needs"), columns, (*rows, (ReportCell(Words("Too long")), ReportCell(long))))

    pages = _pages(pdf(report(table)))

    assert len(pages) > 4
    for n in range(10, 60):
        assert [f"BEGIN{n}" in page for page in pages] == [f"END{n}" in page for page in pages]
    assert sum("END99" in page for page in pages) == 1
