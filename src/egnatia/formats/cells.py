"""Cells of the tables that we write out."""

import re

# Where a spreadsheet begins a cell: at the start of ours, and wherever the region's Excel, to which a semicolon or a
# tab ends a cell, splits a file of commas within one.
_WITHIN = r"(?<=[;\t\r\n]){}(?=[ \"]*[=+\-@])"
_BEFORE_FORMULA = re.compile(r"^(?=[=+\-@\t\r])|" + _WITHIN.format(""))
_APOSTROPHE = re.compile(r"^'(?=[=+\-@])|" + _WITHIN.format("'"))


def neutralised(value: object) -> str:
    """A cell's text that no spreadsheet takes for a formula: an apostrophe goes before = + - @, a tab or a return, and
    before = + - @ after a semicolon, a tab or a new line.

    A number stays as it is, a negative one too: pass numbers as numbers. None is an empty cell.
    """
    if value is None:
        return ""
    return _BEFORE_FORMULA.sub("'", value) if isinstance(value, str) else str(value)


def unquoted(cell: str) -> str:
    """A cell without the apostrophes of `neutralised`."""
    return _APOSTROPHE.sub("", cell)
