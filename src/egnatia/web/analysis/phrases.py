"""Numbers, dates and names as people say them. English: the command speaks one language."""

from calendar import month_name
from functools import cache

from egnatia.language.tables import rows

FOOTNOTE = (
    "* This designation is without prejudice to positions on status, and is in line with UNSC 1244 and the ICJ Opinion "
    "on the Kosovo declaration of independence."
)
# The region's names as the forum shows them; the tables of `language` are for recognition only.
_REGION = {
    "ALB": "Albania",
    "BIH": "Bosnia and Herzegovina",
    "BGR": "Bulgaria",
    "HRV": "Croatia",
    "GRC": "Greece",
    "XKX": "Kosovo*",
    "MDA": "Moldova",
    "MNE": "Montenegro",
    "MKD": "North Macedonia",
    "ROU": "Romania",
    "SRB": "Serbia",
    "SVN": "Slovenia",
    "TUR": "Türkiye",
}
REGION = tuple(_REGION)  # in the order of the forum's English names
_LABELS = {"XKX": "KOS*"}
_MONTHS = tuple(month_name)[1:]
_UNITS = ((1e9, "billion"), (1e6, "million"))


@cache
def _elsewhere() -> dict[str, str]:
    return {alpha3: _turned(names.split("|")[0]).removeprefix("The ") for alpha3, _, names in rows("economies.tsv")}


def _turned(name: str) -> str:
    """ "Bolivia, Plurinational State of" as it is said."""
    before, comma, after = name.partition(", ")
    return f"{after} {before}" if comma else name


def economy(code: str) -> str:
    """The name of an economy by its alpha-3 code; another code is a region's folded name and stays as it is."""
    return _REGION.get(code) or _elsewhere().get(code) or code.capitalize()


def label(code: str) -> str:
    """The short label of an economy in the head of a table."""
    return _LABELS.get(code, code)


def economies(codes: frozenset[str], most: int = 3) -> str:
    """Names in alphabetical order, "…, … and 4 more" beyond `most`; "" for none."""
    return listed(sorted(map(economy, codes)), most)


def listed(words: list[str], most: int = 4) -> str:
    """a, b and c; a, b and 4 more."""
    if len(words) > most + 1:
        words = [*words[:most], f"{count(len(words) - most)} more"]
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def count(number: int) -> str:
    return f"{number:,}"


def counted(number: int, one: str, many: str) -> str:
    """1 match, 1,234 matches."""
    return f"{count(number)} {one if number == 1 else many}"


def amount(value: float, currency: str) -> str:
    """EUR 1.2 million; the exact figure below a hundred thousand."""
    for size, unit in _UNITS:
        if abs(value) >= size:
            return f"{currency} {value / size:.1f} {unit}".replace(".0 ", " ").strip()
    rounded = round(value, -3) if abs(value) >= 100_000 else round(value)
    return f"{currency} {rounded:,.0f}".strip()


def date(iso: str) -> str:
    """May 2003 for a month or a day, 2003 for a year."""
    year, *month = iso.split("-")
    return f"{_MONTHS[int(month[0]) - 1]} {year}" if month else year


def period(start: str, end: str) -> str:
    """ "May 2003 to 2005"; "" where neither is stated."""
    first, last = (date(each) if each else "" for each in (start, end))
    if first and last:
        return first if first == last else f"{first} to {last}"
    return f"from {first}" if first else f"until {last}" if last else ""
