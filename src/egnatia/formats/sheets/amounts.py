"""Amounts with the thousands separators of three traditions: 1.234.567,89 / 1,234,567.89 / 1 234 567,89."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from egnatia.formats.values import read_amount

_AMBIGUOUS = re.compile(r"-?\d{1,3}[.,]\d{3}")  # one separator and three digits: thousands or decimals
_FIGURES = re.compile(r"-?\d[\d.,' \u00a0\u202f]*")


@dataclass(frozen=True, slots=True)
class AmountCell:
    """`value` None where it is no amount; `unclear` where thousands and decimals cannot be told apart."""

    value: float | None = None
    currency: str = ""
    unclear: bool = False


def amount_of(text: str, decimal: str = "") -> AmountCell:
    """One amount. `decimal` is the mark before cents in its column, "" where unknown."""
    figures = _FIGURES.search(text)
    digits = figures[0].strip(" '\u00a0\u202f") if figures else ""
    if _AMBIGUOUS.fullmatch(digits):
        if not decimal:
            return AmountCell(unclear=True)
        mark = "." if "." in digits else ","
        plain = digits.replace(mark, "." if mark == decimal else "")
        plain = f"{plain}0" if "." in plain else plain  # four digits behind the point are decimals for everybody
        text = text.replace(digits, plain)
    value, currency = read_amount(text)
    return AmountCell(value, currency)


def decimal_mark(values: Iterable[str]) -> str:
    """The mark before cents in a column, told by the values that can be read in one way only; "" where none tells."""
    marks = {mark for value in values if (mark := _mark(value))}
    return marks.pop() if len(marks) == 1 else ""


def _mark(text: str) -> str:
    figures = _FIGURES.search(text)
    digits = re.sub(r"[' \u00a0\u202f]", "", figures[0]).rstrip(".,") if figures else ""
    points, commas = digits.count("."), digits.count(",")
    if points and commas:
        return "." if digits.rfind(".") > digits.rfind(",") else ","
    if points + commas > 1:
        return "," if points else "."  # only thousands are divided more than once
    found = re.search(r"([.,])(\d+)$", digits)
    if found and len(found[2]) != 3:
        return found[1]
    return ""
