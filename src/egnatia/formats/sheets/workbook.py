"""Grids of a workbook: .xlsx, .xls and .ods, formulas as the values that were last worked out.

Which cells are formulas, and which keywords the file states, python-calamine does not say: the file itself is asked.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice

from lxml import etree
from python_calamine import CalamineWorkbook, PasswordError, SheetVisibleEnum

from egnatia.formats.archives import is_protected, names_in
from egnatia.formats.cells import unquoted
from egnatia.formats.limits import Limits
from egnatia.formats.refusal import Refusal
from egnatia.formats.sentences import A_WORKBOOK, KINDS, SHEET
from egnatia.formats.sheets.tables import Grid, Place
from egnatia.formats.sheets.visibility import NOTHING, hidden_in, parts_of

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
        raise Refusal("broken-sheet", expected=A_WORKBOOK) from error
    hidden, formulas, keywords = hidden_in(content), formulas_in(content), keywords_of(content)
    for meta in book.sheets_metadata:
        grid = _grid(book, meta.name)
        grid.hidden = meta.visible != SheetVisibleEnum.Visible
        grid.hidden_rows, grid.hidden_columns = hidden.get(meta.name, NOTHING)
        grid.formulas = formulas.get(meta.name, frozenset())
        grid.keywords = keywords
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
        raise Refusal("broken-sheet", expected=A_WORKBOOK) from error
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
            return cleaned(unquoted(value))
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


_FORMULA = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*>\s*<(?:\w+:)?f\b')
MOST_FORMULAS = 10_000  # of one sheet; whoever has more is told of these


def formulas_in(content: bytes) -> dict[str, frozenset[Place]]:
    """(row from 1, letters of the column) of each, by sheet of an .xlsx; nothing is said of other files."""
    if not content.startswith(b"PK"):
        return {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        parts = {sheet: part for sheet, part in parts_of(archive).items() if part in names}
        return {sheet: _found(archive.read(part)) for sheet, part in parts.items()}


def _found(markup: bytes) -> frozenset[Place]:
    found = islice(
        _FORMULA.finditer(markup), MOST_FORMULAS
    )  # not `findall`, which would make a list of all of them first
    return frozenset((int(each[2]), each[1].decode()) for each in found)


_SPREADSHEET, _OPEN_DOCUMENT = "docProps/core.xml", "meta.xml"
_KEYWORDS = ("{*}keywords", "{*}keyword")  # all in one element, or an element for each
_UNREADABLE = (etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError)
LONGEST_KEYWORDS = 1_000  # characters; a hostile file may state any number


def keywords_of(content: bytes) -> str:
    """With blanks between; "" where there are none. The part that states them may be damaged: the tables are not."""
    if not content.startswith(b"PK"):
        return ""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        part = next((name for name in (_SPREADSHEET, _OPEN_DOCUMENT) if name in archive.namelist()), "")
        try:
            root = etree.fromstring(archive.read(part), _parser()) if part else None
        except _UNREADABLE:
            return ""
    found = () if root is None else root.iter(*_KEYWORDS)
    return " ".join(each.text for each in found if each.text)[:LONGEST_KEYWORDS]


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True)
