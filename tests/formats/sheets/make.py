"""Sheets for tests: say only what matters."""

import io
import zipfile
from collections.abc import Iterator

import msgspec
import xlwt
from openpyxl import Workbook

from egnatia.formats import Parsed, Progress, Refused, Rejected
from egnatia.formats.confinement import Job, answer
from egnatia.formats.limits import SHEETS, Limits
from egnatia.formats.sheets import Mapping, Table, Use, activities_of
from egnatia.formats.sheets.tables import Column, Grid, Row
from egnatia.formats.tables.documents import read_documents

_decoder: msgspec.json.Decoder[Table | Refused | Progress] = msgspec.json.Decoder(Table | Refused | Progress)


def told(content: bytes, *, limits: Limits = SHEETS, file: str = "a.xlsx") -> list[Table | Refused]:
    """What the reader says about a content, in this process."""
    out = io.BytesIO()
    answer(read_documents, Job(file=file, size=len(content), limits=limits), io.BytesIO(content), out)
    found = [_decoder.decode(line) for line in out.getvalue().splitlines()]
    return [each for each in found if not isinstance(each, Progress)]


def one(content: bytes, **rest: object) -> Table:
    (found,) = told(content, **rest)  # type: ignore[arg-type]  # as `told` takes them
    assert isinstance(found, Table), found
    return found


def refusal(content: bytes, **rest: object) -> Refused:
    found = told(content, **rest)[-1]  # type: ignore[arg-type]  # as `told` takes them
    assert isinstance(found, Refused), found
    return found


def xlsx(*rows: list[object], book: Workbook | None = None) -> bytes:
    book = book or Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xls(*rows: list[object]) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("List1")
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            sheet.write(at, column, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ods(*rows: list[str]) -> bytes:
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    return ods_of(cells)


def ods_of(markup: str) -> bytes:
    """An open document with one table of this markup."""
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}><office:body><office:spreadsheet>'
        f'<table:table table:name="First">{markup}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return out.getvalue()


def grid(*rows: str, merged: list[tuple[int, int, int, int]] | None = None, context: tuple[str, ...] = ()) -> Grid:
    """Cells parted by bars."""
    return Grid("t", [[cell.strip() for cell in row.split("|")] for row in rows], merged or [], context=context)


def table(header: str, *rows: str, name: str = "t") -> Table:
    columns = tuple(Column(chr(65 + at), words.strip()) for at, words in enumerate(header.split("|")))
    found = tuple(
        Row(number, tuple(cell.strip() for cell in row.split("|"))) for number, row in enumerate(rows, start=2)
    )
    return Table(name, columns, found)


def mapping(**uses: str) -> Mapping:
    """field="column"."""
    return Mapping(columns=tuple(Use(column, field) for field, column in uses.items()))


def rows_of(found: Table, how: Mapping, codes: dict[str, dict[str, str]] | None = None) -> list[Parsed | Rejected]:
    *rows, _ = activities_of([found], how, file="a.xlsx", codes=codes)
    return [each for each in rows if isinstance(each, Parsed | Rejected)]


def activity(found: Table, how: Mapping, codes: dict[str, dict[str, str]] | None = None) -> Parsed:
    (parsed,) = rows_of(found, how, codes)
    assert isinstance(parsed, Parsed), parsed
    return parsed


def fault(found: Table, how: Mapping, codes: dict[str, dict[str, str]] | None = None) -> Rejected:
    (rejected,) = rows_of(found, how, codes)
    assert isinstance(rejected, Rejected), rejected
    return rejected


def titles(found: Iterator[object]) -> list[str]:
    return [each.title for each in found if isinstance(each, Parsed)]
