"""Grids of a workbook: .xlsx, .xls and .ods, formulas as the values that were last worked out."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from posixpath import join, normpath

from lxml import etree
from python_calamine import CalamineWorkbook, PasswordError, SheetVisibleEnum

from egnatia.formats.archives import is_protected, names_in
from egnatia.formats.limits import Limits
from egnatia.formats.refusal import Refusal
from egnatia.formats.sentences import KINDS, SHEET
from egnatia.formats.sheets.tables import Grid

_FLAG = rb"[^>]*\bhidden=\"(?:1|true)\"[^>]*"
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\b(?=" + _FLAG + rb")[^>]*\br=\"(\d{1,7})\"")
_HIDDEN_COLUMN = re.compile(rb"<(?:\w+:)?col\b(?=" + _FLAG + rb")([^>]*)")
_BOUND = re.compile(rb"\b(min|max)=\"(\d{1,6})\"")
_MOST_HIDDEN = 1_000  # columns; beyond, the rest of an empty sheet is meant
_THREE_DECIMALS = re.compile(r"-?\d+\.\d{3}")

Value = int | float | str | bool | time | date | datetime | timedelta


def grids_of_workbook(content: bytes, limits: Limits) -> Iterator[Grid]:
    _check(content, limits)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    except PasswordError as error:
        raise Refusal("protected") from error
    except MemoryError:
        raise
    except Exception as error:
        raise Refusal("broken-sheet", expected="a workbook") from error
    hidden = _hidden_parts(content)
    for meta in book.sheets_metadata:
        grid = _grid(book, meta.name)
        grid.hidden = meta.visible != SheetVisibleEnum.Visible
        grid.hidden_rows, grid.hidden_columns = hidden.get(meta.name, (frozenset(), frozenset()))
        yield grid


def _check(content: bytes, limits: Limits) -> None:
    if not content.startswith(b"PK"):
        if is_protected(content):
            raise Refusal("protected")
        return
    names = names_in(content, limits, SHEET)
    if not any(name.startswith("xl/") or name == "content.xml" for name in names):
        raise Refusal("wrong-kind", found=KINDS["zip"], expected=SHEET)


def _grid(book: CalamineWorkbook, name: str) -> Grid:
    try:
        sheet = book.get_sheet_by_name(name)
        cells = [[as_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
        merged = [(r0, c0, r1, c1) for (r0, c0), (r1, c1) in sheet.merged_cell_ranges or ()]
    except MemoryError:
        raise
    except Exception as error:
        raise Refusal("broken-sheet", expected="a workbook") from error
    return Grid(name, cells, merged)


def as_text(value: Value) -> str:
    """A cell as text: dates in ISO form, numbers without an exponent, what looks like thousands made unmistakable."""
    match value:
        case bool():
            return "yes" if value else "no"
        case float() | int():
            return _number(float(value))
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
        case date():
            return value.isoformat()
        case str():
            return unquoted(cleaned(value))
        case _:
            return str(value)


def _number(value: float) -> str:
    if value.is_integer() and abs(value) < 1e18:
        return str(int(value))
    text = f"{value:.12f}".rstrip("0") if 1e-6 < abs(value) < 1e15 else repr(value)
    return f"{text}0" if _THREE_DECIMALS.fullmatch(text) else text


def cleaned(text: str) -> str:
    """Without blanks around, without what no cell shows, lines kept apart."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").split("\n")
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))


def unquoted(cell: str) -> str:
    """A cell without the apostrophe that our downloads put before what a spreadsheet would take for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in tuple("=+-@") else cell


def _hidden_parts(content: bytes) -> dict[str, tuple[frozenset[int], frozenset[int]]]:
    """Sheet -> (hidden rows, hidden columns). Of .xlsx only: the others do not say it where it can be read."""
    if not content.startswith(b"PK"):
        return {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = _parts(archive)
        return {name: _hidden(archive.read(part)) for name, part in parts.items() if part in archive.namelist()}


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet -> the part of the archive that holds it."""
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    related = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), parser)
    targets = {str(each.get("Id")): normpath(join("xl", str(each.get("Target")))).lstrip("/") for each in related}
    found = {}
    for sheet in etree.fromstring(archive.read("xl/workbook.xml"), parser).iter("{*}sheet"):
        key = next((str(value) for name, value in sheet.attrib.items() if str(name).endswith("}id")), "")
        target = targets.get(key, "")
        found[str(sheet.get("name"))] = target.removeprefix("xl/") if target.startswith("xl/xl/") else target
    return found


def _hidden(markup: bytes) -> tuple[frozenset[int], frozenset[int]]:
    rows = frozenset(int(number) - 1 for number in _HIDDEN_ROW.findall(markup))
    columns: set[int] = set()
    for said in _HIDDEN_COLUMN.findall(markup):
        bounds = {name: int(number) for name, number in _BOUND.findall(said)}
        first = bounds.get(b"min", 1)
        columns |= set(range(first - 1, min(bounds.get(b"max", first), first + _MOST_HIDDEN)))
    return rows, frozenset(columns)
