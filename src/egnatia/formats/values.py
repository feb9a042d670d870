"""Dates, amounts and percentages as publishers write them."""

import re
from datetime import date

# Written where a value is missing, by spreadsheets mostly.
_NOTHING = frozenset({"", "-", "--", "n/a", "na", "nan", "nat", "none", "null", "?", "tbd"})
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ].*|Z|[+-]\d\d:?\d\d)?)?)?")
_FLOAT_YEAR = re.compile(r"(\d{4})\.0")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)?")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\.?")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_NAMED = re.compile(r"(\d{1,2}) ([A-Za-z]{3,9}),? (\d{4})")
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_EARLIEST, _LATEST = 1900, 2150  # a year beyond is a typing mistake

_MONEY = re.compile(
    r"(?P<before>US\$|€|&euro;|£|\$|[A-Za-z]{2,4})?\s?(?P<number>-?\d[\d.,' \u00a0\u202f]*)\s?"
    r"(?P<scale>million|billion|mio|mln|m)?\s?(?P<after>US\$|€|£|\$|[A-Za-z]{2,4})?\s?(?:\([^()]*\))?\.?",
)
_TYPED_THOUSANDS = re.compile(r"(?<![\d.,])([1-9]\d{0,2})\.(\d{3})(?![\d.,]|\s?(?:million|billion|mio|mln|m)\b)")
_SCALES = {"million": 1e6, "mio": 1e6, "mln": 1e6, "m": 1e6, "billion": 1e9}
_CURRENCIES = {"us$": "USD", "€": "EUR", "&euro;": "EUR", "euro": "EUR", "£": "GBP", "kn": "HRK", "dm": "DEM", "$": ""}
_CURRENCIES |= {
    "ecu": "XEU",
    "km": "BAM",
    "tl": "TRY",
    "din": "RSD",
    "rsd": "RSD",
    "lei": "RON",
    "ft": "HUF",
    "leva": "BGN",
}


def is_nothing(text: str) -> bool:
    """Whether a cell says in one of the usual ways that it says nothing."""
    return text.strip().casefold() in _NOTHING


def read_date(text: str, *, month_first_possible: bool = True) -> tuple[str, bool]:
    """(ISO date, "" where there is none; whether only the year is sure).

    Dotted dates are day first everywhere; slashed ones only where they can be read in one way, or where
    `month_first_possible` is False (the language of the row never puts the month first).
    """
    text = text.strip()
    for pattern in (_ISO, _COMPACT):
        if found := pattern.fullmatch(text):
            return _iso(*(int(part) for part in found.groups() if part)), False
    if found := _FLOAT_YEAR.fullmatch(text):
        return _iso(int(found[1])), False
    if found := _DOTTED.fullmatch(text):
        return _iso(int(found[3]), int(found[2]), int(found[1])), False
    if found := _NAMED.fullmatch(text):
        return _iso(int(found[3]), _MONTHS.get(found[2][:3].casefold(), 0), int(found[1])), False
    if found := _SLASHED.fullmatch(text):
        return _slashed(int(found[1]), int(found[2]), int(found[3]), month_first_possible)
    return "", False


def _slashed(first: int, second: int, year: int, month_first_possible: bool) -> tuple[str, bool]:
    if second > 12:
        return _iso(year, first, second), False
    if first > 12 or first == second or not month_first_possible:
        return _iso(year, second, first), False
    return _iso(year), True


def _iso(year: int, month: int | None = None, day: int | None = None) -> str:
    """The date at the precision given, or "" where the calendar has no such date."""
    if not _EARLIEST <= year <= _LATEST:
        return ""
    try:
        date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return ""
    return "-".join(f"{part:02}" for part in (year, month, day) if part is not None)


def read_amount(text: str) -> tuple[float | None, str]:
    """(amount or None, currency that is written beside it or ""). "5.172.338,50 kn" is (5172338.5, "HRK")."""
    try:
        amount = float(text)
    except ValueError:
        found = _MONEY.fullmatch(text.strip())
        return _worded(found) if found else (None, "")
    return (amount, "") if abs(amount) < 1e18 else (None, "")  # nan, inf and beyond any budget


def typed_amount(text: str) -> tuple[float | None, str]:
    """As `read_amount`, of what a person types: nobody types thousandths of money, so "600.000" are six hundred
    thousand in every tradition. A machine's file may well hold thousandths."""
    return read_amount(_TYPED_THOUSANDS.sub(r"\1\2", text))


def _worded(found: re.Match[str]) -> tuple[float | None, str]:
    number = _number(found["number"])
    written = (found["before"] or found["after"] or "").casefold()
    currency = _CURRENCIES.get(written, written.upper() if len(written) == 3 else None)
    if number is None or (written and currency is None):
        return None, ""
    amount = number * _SCALES.get((found["scale"] or "").casefold(), 1)
    return (amount, currency or "") if abs(amount) < 1e18 else (None, "")


def _number(text: str) -> float | None:
    """A number in either tradition: the last separator is the decimal one, unless it can only group thousands."""
    digits = re.sub(r"[' \u00a0\u202f]", "", text).rstrip(".,")
    if "." in digits and "," in digits:
        decimal, grouping = (".", ",") if digits.rfind(".") > digits.rfind(",") else (",", ".")
        digits = digits.replace(grouping, "").replace(decimal, ".")
        return float(digits) if digits.count(".") == 1 else None
    for separator in ".,":
        if digits.count(separator) > 1 or (separator == "," and digits[-4:-3] == ","):
            digits = digits.replace(separator, "")
    return float(digits.replace(",", "."))


def read_percentage(text: str) -> float | None:
    """A share from 0 to 100, or None."""
    try:
        share = float(text.strip().rstrip("%").replace(",", "."))
    except ValueError:
        return None
    return share if 0 <= share <= 100 else None


def read_degrees(text: str, bound: int) -> float | None:
    """A latitude (bound 90) or longitude (bound 180), or None."""
    try:
        degrees = float(text)
    except ValueError:
        return None
    return degrees if -bound <= degrees <= bound else None
