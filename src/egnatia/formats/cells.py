"""Cells of the tables that we write out."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def neutralised(value: object) -> str:
    """A cell's text that no spreadsheet takes for a formula: an apostrophe goes before = + - @, a tab or a return.

    A number stays as it is, a negative one too: pass numbers as numbers. None is an empty cell.
    """
    if value is None:
        return ""
    text = str(value)
    if isinstance(value, str) and text.startswith(_FORMULA):
        return f"'{text}"
    return text
