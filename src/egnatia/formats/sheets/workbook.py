"""Grids of a workbook: .xlsx, .xls and .ods, formulas as the values that were last worked out."""

import io
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineWorkbook, PasswordError, SheetVisibleEnum

from egnatia.formats.archives import is_protected, names_in
from egnatia.formats.cells import unquoted
from egnatia.formats.limits import Limits
from egnatia.formats.refusal import Refusal
from egnatia.formats.sentences import A_WORKBOOK, KINDS, SHEET
from egnatia.formats.sheets.formulas import formulas_in
from egnatia.formats.sheets.keywords import keywords_of
from egnatia.formats.sheets.tables import Grid
from egnatia.formats.sheets.visibility import NOTHING, hidden_in

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
