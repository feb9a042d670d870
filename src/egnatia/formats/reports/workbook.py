"""A report as a workbook: a sheet for each of its tables, and one that says what it is."""

import io
from collections.abc import Iterator, Sequence
from datetime import datetime, time

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.xml.constants import ARC_CORE
from openpyxl.xml.functions import tostring

from egnatia.formats.archives import same_bytes
from egnatia.formats.cells import neutralised
from egnatia.formats.reports.document import (
    Bars,
    Block,
    Box,
    Bullets,
    Column,
    Document,
    Heading,
    Matrix,
    Paragraph,
    ReportCell,
    Table,
    Tiles,
    Totals,
    Words,
)
from egnatia.formats.reports.elements import printable

ASTERISK = "\u2217"
LONGEST = 32_000  # characters of a cell; a spreadsheet's own limit is 32,767
TITLE = 255  # characters of a core property
Value = str | float | None


def xlsx(document: Document, keywords: str = "") -> bytes:
    """The tables of the document, numbers as numbers. What begins like a formula is made a text.

    `keywords`: what the workbook says of itself.
    """
    book = Workbook(write_only=True)
    _about(book, document)
    names: set[str] = set()
    for block in _together(document.blocks):
        if isinstance(block, Table | Matrix | Bars | Tiles):
            _sheet(book, document, block, _free(block.name, names))
    written = io.BytesIO()
    book.save(written)
    book.properties.created = book.properties.modified = datetime.combine(document.as_of, time(12))
    book.properties.title = printable(document.title.text)[:TITLE]
    book.properties.creator = printable(document.forum)
    book.properties.keywords = keywords
    return same_bytes(written.getvalue(), {ARC_CORE: tostring(book.properties.to_tree())})


def _together(blocks: Sequence[Block]) -> Iterator[Block]:
    """The tables of one sheet as one, where the first of them stood."""
    parts: dict[str, list[Table]] = {}
    for block in blocks:
        if isinstance(block, Table) and block.sheet:
            parts.setdefault(block.sheet, []).append(block)
    for block in blocks:
        if not isinstance(block, Table) or not block.sheet:
            yield block
        elif block.sheet in parts:
            yield _one(block.sheet, parts.pop(block.sheet))


def _one(name: str, tables: Sequence[Table]) -> Table:
    first = tables[0]
    told = [(each.part[1] if each.part else Words(""), each) for each in tables]
    title = first.part[0] if first.part else Words("")
    rows = tuple((ReportCell(about), *row) for about, each in told for row in each.rows)
    return Table(name, first.caption, (Column(title), *first.columns), rows)


def _free(name: str, taken: set[str]) -> str:
    """A sheet's name: no longer than it may be, without what it may not hold, and not there yet.

    No sheet may hold an asterisk; a name that has one never stands without, so a sign that looks alike takes its place.
    """
    plain = (
        "".join(letter for letter in printable(name).replace("*", ASTERISK) if letter not in "[]:?/\\")[:26] or "table"
    )
    free, number = plain, 1
    while free.casefold() in taken:
        number += 1
        free = f"{plain} {number}"
    taken.add(free.casefold())
    return free


def _about(book: Workbook, document: Document) -> None:
    sheet = book.create_sheet(_free(document.labels.about, set()))
    _on_every_page(sheet, document)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 36, 90
    _append(sheet, (document.strip,), bold=True)
    _append(sheet, (document.title.both,), bold=True)
    for fact in document.facts:
        _append(sheet, (fact.label.both, fact.value.both))
    for row in _front(document):
        _append(sheet, row)
    for title, words in _told(document.blocks):
        _append(sheet, (title, words))
    if document.footnote:
        _append(sheet, (f"* {document.footnote}",))
    _append(sheet, (document.labels.digest.both, document.digest))


def _front(document: Document) -> Iterator[Sequence[Value]]:
    """Page 1, line by line: what a table says of one thing stands in one row."""
    for block in document.front:
        match block:
            case Heading() | Paragraph():
                yield (block.words.both,)
            case Bullets():
                yield from ((words.both,) for words in block.items)
            case Table() | Totals():
                header, rows = _rows_of(block, document)
                yield (block.caption.both,)
                yield from () if isinstance(block, Totals) else (header,)
                yield from rows
            case _:
                pass
        if not isinstance(block, Heading):
            yield ()


def _told(blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
    """Boxes, line by line."""
    for box in blocks:
        if isinstance(box, Box):
            for number, line in enumerate(line for each in box.inside for line in _lines(each)):
                yield ("" if number else box.title.both, line)


def _lines(block: Paragraph | Bullets) -> Iterator[str]:
    yield from (words.both for words in (block.items if isinstance(block, Bullets) else (block.words,)))


def _sheet(book: Workbook, document: Document, block: Table | Matrix | Bars | Tiles, name: str) -> None:
    """The marking and what the table is stand above its header, which stays in sight."""
    sheet = book.create_sheet(name)
    _on_every_page(sheet, document)
    sheet.freeze_panes = "A4"
    header, rows = _rows_of(block, document)
    for number in range(1, len(header) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = 40 if number == 1 else 22
    _append(sheet, (document.strip,), bold=True)
    _append(sheet, (block.caption.both,))
    _append(sheet, header, bold=True)
    for row in rows:
        _append(sheet, row)
    if document.footnote:
        _append(sheet, ())
        _append(sheet, (f"* {document.footnote}",))


def _rows_of(
    block: Table | Matrix | Bars | Tiles | Totals, document: Document
) -> tuple[Sequence[str], Iterator[Sequence[Value]]]:
    match block:
        case Table():
            rows = ([_value(cell.words, cell.number) for cell in row] for row in block.rows)
            return [column.words.both for column in block.columns], rows
        case Matrix():
            return [block.corner.both, *block.columns], _matrix(block)
        case Bars():
            return ["", block.unit.both], ((bar.label, bar.value) for bar in block.bars)
        case Totals():
            numbers = ((each.label.both, each.value.both, each.below.both) for each in block.totals)
            return [block.caption.both], numbers
        case _:
            told = ((tile.name, "; ".join(tile.lines)) for tile in block.tiles)
            return [document.labels.economy.both, document.labels.number.both], told


def _matrix(block: Matrix) -> Iterator[Sequence[Value]]:
    for group in block.groups:
        if group.words is not None:
            yield (group.words.both,)
        for line in group.lines:
            yield (line.words.both, *("; ".join(figure.lines) for figure in line.figures))


def _value(words: Words, number: float | None) -> Value:
    return words.both if number is None else number


def _on_every_page(sheet: WriteOnlyWorksheet, document: Document) -> None:
    """In print: the marking above, the page below. An ampersand begins a code there, so it is doubled."""
    sheet.oddHeader.left.text = printable(document.strip).replace("&", "&&")[:200]
    sheet.oddFooter.right.text = "&P / &N"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:3"


def _append(sheet: WriteOnlyWorksheet, row: Sequence[Value], *, bold: bool = False) -> None:
    cells = []
    for value in row:
        safe = neutralised(printable(value))[:LONGEST] if isinstance(value, str) else value
        cell = WriteOnlyCell(sheet, value=safe)
        cell.font = Font(bold=bold)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cells.append(cell)
    sheet.append(cells)
