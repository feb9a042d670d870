"""Tables as files: what a page lists, as it is filtered. Formulas are neutralised; equal tables give equal bytes."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.http import HttpResponse
from django.utils.translation import pgettext
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.xml.constants import ARC_CORE
from openpyxl.xml.functions import tostring

from egnatia.formats import neutralised
from egnatia.formats.archives import same_bytes
from egnatia.kernel import clock
from egnatia.kernel.lists import Listing
from egnatia.taxonomy.forum import shows_asterisk

MOST_ROWS = 10_000  # of one file; pages say so where a list is longer
LONGEST_CELL = 32_000  # a spreadsheet's own limit is 32,767
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cell = str | float | None


@dataclass(frozen=True, slots=True)
class DownloadTable:
    """A table to download. `of` is the list that it says to be when it is brought back; `about` says what it shows,
    line by line.

    `footnote` is the forum's: a file that shows a name with an asterisk says it.
    `choices` are what a workbook offers in a column; anything else may be typed all the same.
    """

    of: Listing
    header: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    about: Sequence[str] = ()
    footnote: str = ""
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)
    called: str = ""  # its file, where that is not called after the list

    @property
    def name(self) -> str:
        """Of the file, without an ending."""
        return self.called or self.of.name


def as_csv(table: DownloadTable) -> HttpResponse:
    """Comma-separated, UTF-8 with the mark that spreadsheets look for.

    There is no other place for the footnote than the header: a column without cells, which nothing reads back.
    """
    rows = [[safe(cell) for cell in row] for row in table.rows]
    footnoted = table.footnote and any(shows_asterisk(str(cell)) for row in (table.header, *rows) for cell in row)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow((*table.header, f"* {table.footnote}") if footnoted else table.header)
    writer.writerows(rows)
    return file_of(("\ufeff" + text.getvalue()).encode(), "text/csv; charset=utf-8", f"{table.name}.csv")


def as_xlsx(table: DownloadTable) -> HttpResponse:
    return file_of(workbook_of(table), XLSX, f"{table.name}.xlsx")


def workbook_of(table: DownloadTable) -> bytes:
    """The table with its header fixed, and a sheet that says what it shows."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(table.name[:31])
    sheet.freeze_panes = "A2"
    sheet.append([_bold(sheet, title) for title in table.header])
    for row in table.rows:
        sheet.append([safe(cell) for cell in row])
    _offer(sheet, table)
    about = book.create_sheet(pgettext("name of a sheet", "About"))
    for line in (*table.about, *([f"* {table.footnote}"] if table.footnote else [])):
        about.append([safe(line)])
    return bytes_of(book, table.of)


def bytes_of(book: Workbook, of: Listing) -> bytes:
    """The workbook as a file, which says what list it is of: equal ones give equal bytes."""
    book.properties.keywords = of.keyword
    written = io.BytesIO()
    book.save(written)
    # Saving notes the machine's own clock; the product's is the one that counts.
    book.properties.created = book.properties.modified = clock.now().replace(tzinfo=None, microsecond=0)
    return same_bytes(written.getvalue(), {ARC_CORE: tostring(book.properties.to_tree())})


def _offer(sheet: WriteOnlyWorksheet, table: DownloadTable) -> None:
    """Lists to choose from. A list in a cell's own rule holds 255 characters and no comma."""
    for column, offered in table.choices.items():
        listed = ",".join(each.replace(",", "") for each in offered)
        rule = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=False)
        letters = get_column_letter(table.header.index(column) + 1)
        rule.add(f"{letters}2:{letters}{MOST_ROWS}")
        sheet.data_validations.append(rule)


def _bold(sheet: object, title: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=title)
    cell.font = Font(bold=True)
    return cell


def safe(cell: Cell) -> Cell:
    """A cell as files have it: no formula, nothing that no spreadsheet takes, no longer than one can hold."""
    return ILLEGAL_CHARACTERS_RE.sub("", neutralised(cell))[:LONGEST_CELL] if isinstance(cell, str) else cell


def file_of(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file to keep, never shown in the page."""
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


FORMATS = {"csv": as_csv, "xlsx": as_xlsx}  # by the ending in the address
