"""Dates as people write them into sheets: in figures, with months in our languages, quarters, ranges."""

import re
from dataclasses import dataclass

from egnatia.formats.values import read_date
from egnatia.language import fold

_MONTHS = (
    "jan january januar janar ianuarie janvar januari ocak sijecanj janouarios ianouarios ianouariou",
    "feb february februar fevruari fevral shkurt februarie subat veljaca fevrouarios",
    "mar march mart mars marec martie ozujak martios",
    "apr april aprill prill aprilie nisan travanj aprilios",
    "may maj mai maji mayis svibanj maios",
    "jun june juni juna qershor iunie haziran lipanj iounios",
    "jul july juli jula korrik iulie temmuz srpanj ioulios",
    "aug august avgust gusht agustos kolovoz augoustos",
    "sep sept september septembar septemvri shtator septembrie eylul rujan septemvrios",
    "oct okt october oktobar oktomvri oktober tetor octombrie ekim listopad oktovrios",
    "nov november novembar noemvri nentor noiembrie kasim studeni noemvrios",
    "dec dek december decembar dekemvri dhjetor decembrie aralik prosinac dekemvrios",
)
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_NAMED = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?[. ]+)?([a-z]{3,12})[., ]+(\d{4})\.?\s*(?:godine|god)?\.?")
_MONTH_FIRST = re.compile(r"([a-z]{3,12})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_YEAR_MONTH = re.compile(r"(\d{1,2})\s?[./-]\s?(\d{4})\.?")
_QUARTER = re.compile(r"(?:q|kv|kvartal|tm)\.? ?([1-4])[ /.]*(\d{4})|([1-4])\. ?(?:quarter|kvartal) (\d{4})")
_DASHED = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_SHORT = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{2})\.?")
_OPEN_WORDS = """
ongoing; in progress; open; u toku; u tijeku; traje; vo tek; ne vazhdim; vazhdon; tekusht; in curs; se exelixi;
devam ediyor; v teku
"""
_OPEN = frozenset(word.strip() for word in _OPEN_WORDS.split(";"))
_BETWEEN = re.compile(
    r"\s+(?:to|do|until|till|deri|nga|pana la|eos|bis)\s+|\s*[–—]\s*|\s+-\s+|(?<=\d{4})\s*-\s*(?=\d{4}|\d{1,2}\.)"
)
_SCHOOL_YEAR = re.compile(r"(\d{4})(?:/(\d\d)|[/-](\d{4}))")
_FROM = re.compile(r"^(?:from|od|nga|ot|de la|apo)\s+")


@dataclass(frozen=True, slots=True)
class Dated:
    """`iso` as precise as stated, "" where it is no date; `unclear` where day and month may change places."""

    iso: str = ""
    unclear: bool = False
    open: bool = False  # it goes on


def dated(text: str, *, day_first: bool | None = None) -> Dated:
    """One date. `day_first` says how 03/04/2025 is meant; None: it is then unclear."""
    plain = " ".join(fold(text).split()).strip()
    if plain in _OPEN:
        return Dated(open=True)
    if found := _SLASHED.fullmatch(plain):
        return _figures(found, day_first)
    if (found := _DASHED.fullmatch(plain)) or (found := _SHORT.fullmatch(plain)):
        year = found[3] if len(found[3]) == 4 else f"20{found[3]}"
        return Dated(read_date(f"{found[1]}.{found[2]}.{year}")[0])
    return Dated(_worded(plain) or read_date(plain)[0] or _half(plain))


def _figures(found: re.Match[str], day_first: bool | None) -> Dated:
    first, second = int(found[1]), int(found[2])
    if first <= 12 and second <= 12 and first != second and day_first is None:
        return Dated(unclear=True)
    day, month = (second, first) if second > 12 or (first <= 12 and day_first is False) else (first, second)
    return Dated(read_date(f"{day}.{month}.{found[3]}")[0])


def _worded(plain: str) -> str:
    """A date whose month is a word, or a quarter (its first month)."""
    if found := _QUARTER.fullmatch(plain):
        quarter, year = found[1] or found[3], found[2] or found[4]
        return f"{year}-{3 * int(quarter) - 2:02}"
    if found := _NAMED.fullmatch(plain):
        month = _month(found[2])
        day = f"-{int(found[1]):02}" if found[1] else ""
        return read_date(f"{found[3]}-{month:02}{day}")[0] if month else ""
    if found := _MONTH_FIRST.fullmatch(plain):
        month = _month(found[1])
        return read_date(f"{found[3]}-{month:02}-{int(found[2]):02}")[0] if month else ""
    return ""


def _month(word: str) -> int:
    return _MONTH.get(word, 0) or _MONTH.get(word.rstrip("aeiu"), 0) or _MONTH.get(word[:3], 0)


def _half(plain: str) -> str:
    if found := _YEAR_MONTH.fullmatch(plain):
        return read_date(f"{found[2]}-{int(found[1]):02}")[0]
    year = plain.rstrip(". ").removesuffix("godina").removesuffix("god").strip(". ")
    return read_date(year)[0] if year.isdigit() else ""


def period(text: str, *, day_first: bool | None = None) -> tuple[Dated, Dated]:
    """Beginning and end of a range; of a single date or year both are the same."""
    plain = _FROM.sub("", " ".join(fold(text).split()))
    parts = [part for part in _BETWEEN.split(plain) if part.strip()]
    if len(parts) == 2:
        first, last = (dated(part, day_first=day_first) for part in parts)
        return _with_year(first, parts[0], last), last
    if (found := _SCHOOL_YEAR.fullmatch(plain)) and (end := found[3] or found[1][:2] + found[2]) > found[1]:
        return Dated(found[1]), Dated(end)
    single = dated(plain, day_first=day_first)
    return single, single


def _with_year(first: Dated, written: str, last: Dated) -> Dated:
    """ "March - June 2026": the year of the end holds for the beginning."""
    if first.iso or first.unclear or not last.iso:
        return first
    return dated(f"{written.strip(' .')} {last.iso[:4]}")
