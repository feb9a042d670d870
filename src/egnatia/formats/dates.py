"""Dates as people write them into sheets and forms: in figures, with months in our languages, quarters, ranges."""

import re
from dataclasses import dataclass

from egnatia.formats.values import read_date
from egnatia.language import fold

_MONTHS = (
    "jan january januar janar ianuarie janvar januari ocak sijecanj sijecnja janouarios ianouarios ianouariou",
    "feb february februar fevruari fevral shkurt februarie subat veljaca veljace fevrouarios fevrouariou",
    "mar march mart mars marec martie ozujak ozujka martios martiou",
    "apr april aprill prill aprilie nisan travanj travnja aprilios apriliou",
    "may maj mai maji mayis svibanj svibnja maios maiou",
    "jun june juni juna qershor iunie haziran lipanj lipnja iounios iouniou",
    "jul july juli jula korrik korr iulie temmuz srpanj srpnja ioulios iouliou",
    "aug august avgust avg gusht agustos kolovoz augoustos augoustou",
    "sep sept september septembar septemvri shtator septembrie eylul rujan rujna septemvrios septemvriou",
    "oct okt october oktobar oktomvri oktober tetor octombrie ekim listopad listopada oktovrios oktovriou",
    "nov november novembar noemvri nentor noiembrie kasim studeni studenog studenoga noemvrios noemvriou",
    "dec dek december decembar dekemvri dhjetor decembrie aralik prosinac prosinca dekemvrios dekemvriou",
)
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_NAMED = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?[. -]+)?([a-z]{3,12})[., -]+(\d{4})\.?\s*(?:godin[ae]|god|g)?\.?")
_YEAR_FIRST = re.compile(r"(\d{4})\.? ([a-z]{3,12})")
_MONTH_FIRST = re.compile(r"([a-z]{3,12})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_YEAR_SLASHED = re.compile(r"(\d{4})[/.](\d{1,2})(?:[/.](\d{1,2}))?")
_SPACED = re.compile(r"\s*([./-])\s*")
_YEAR_MONTH = re.compile(r"(\d{1,2})\s?[./-]\s?(\d{4})\.?")
_YEAR_SIGN = re.compile(r"^(\d{1,2}\.\s?\d{1,2}\.\s?\d{4})\.?\s?(?:godin[ae]|god|g)\.?$")  # "5.11.2026 г."
_QUARTERS = frozenset(
    [
        "q",
        "k",
        "t",
        "kv",
        "tm",
        "quarter",
        "kvartal",
        "kvartali",
        "tremujor",
        "tremujori",
        "tromesecje",
        "tromesecja",
        "trimestar",
    ]
)
_ORDINALS = (
    "1 i st first prvi prvo prv prviot pare",
    "2 ii nd second drugi drugo vtor vtoro vtoriot dyte",
    "3 iii rd third treci trece tret treto tretiot trete",
    "4 iv th fourth cetvrti cetvrto cetvrt cetvrtiot katert",
)
_ORDINAL = {word: number for number, words in enumerate(_ORDINALS, 1) for word in words.split()}
_OF_YEAR = frozenset(["g", "god", "godine", "godina", "of"])
_PARTS = re.compile(r"\d+|[a-z]+")
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


def typed_date(text: str, *, last: bool = False) -> str:
    """What somebody typed into a form, in ISO and as precise as it was typed; "" where it is no date.

    The day comes before the month, as the region writes. A quarter is its first month, its `last` of an end.
    """
    plain = _SPACED.sub(r"\1", text.strip())
    if found := _YEAR_SLASHED.fullmatch(plain):  # in a sheet, 2025/03 may be a school year
        return read_date("-".join(filter(None, found.groups())))[0]
    return dated(plain, day_first=True, last=last).iso


def dated(text: str, *, day_first: bool | None = None, last: bool = False) -> Dated:
    """One date. `day_first` says how 03/04/2025 is meant; None: it is then unclear. `last`: a quarter ends."""
    plain = _YEAR_SIGN.sub(r"\1", " ".join(fold(text).split()).strip())
    if plain in _OPEN:
        return Dated(open=True)
    if found := _SLASHED.fullmatch(plain):
        return _figures(found, day_first)
    if (found := _DASHED.fullmatch(plain)) or (found := _SHORT.fullmatch(plain)):
        year = found[3] if len(found[3]) == 4 else f"20{found[3]}"
        return Dated(read_date(f"{found[1]}.{found[2]}.{year}")[0])
    return Dated(_quarter(plain, last=last) or _worded(plain) or read_date(plain)[0] or _half(plain))


def _figures(found: re.Match[str], day_first: bool | None) -> Dated:
    first, second = int(found[1]), int(found[2])
    if first <= 12 and second <= 12 and first != second and day_first is None:
        return Dated(unclear=True)
    day, month = (second, first) if second > 12 or (first <= 12 and day_first is False) else (first, second)
    return Dated(read_date(f"{day}.{month}.{found[3]}")[0])


def _quarter(plain: str, *, last: bool) -> str:
    """The first month of a quarter, or its last: "Q1 2027", "2027-Q1", "1. kvartal 2027", "tremujori i parë 2027"."""
    parts = _PARTS.findall(plain)
    years = [part for part in parts if len(part) == 4 and part.isdigit()]
    if len(years) != 1 or not _QUARTERS.intersection(parts):
        return ""
    rest = [part for part in parts if part not in _QUARTERS and part not in years and part not in _OF_YEAR]
    stated = {_ORDINAL.get(part, 0) for part in rest if part != "i" or rest == ["i"]}
    if len(stated) != 1 or not (number := stated.pop()):
        return ""
    return read_date(f"{years[0]}-{3 * number - (0 if last else 2):02}")[0]


def _worded(plain: str) -> str:
    """A date whose month is a word."""
    if (found := _YEAR_FIRST.fullmatch(plain)) and (month := _month(found[2])):
        return read_date(f"{found[1]}-{month:02}")[0]
    if found := _NAMED.fullmatch(plain):
        month = _month(found[2])
        day = f"-{int(found[1]):02}" if found[1] else ""
        return read_date(f"{found[3]}-{month:02}{day}")[0] if month else ""
    if found := _MONTH_FIRST.fullmatch(plain):
        month = _month(found[1])
        return read_date(f"{found[3]}-{month:02}-{int(found[2]):02}")[0] if month else ""
    return ""


def _month(word: str) -> int:
    for stem in (word, word.rstrip("aeiu"), word.removesuffix("it"), word.removesuffix("ut"), word[:3]):
        if month := _MONTH.get(stem):
            return month
    return 0


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
    return dated(plain, day_first=day_first), dated(plain, day_first=day_first, last=True)


def _with_year(first: Dated, written: str, last: Dated) -> Dated:
    """ "March - June 2026": the year of the end holds for the beginning."""
    if first.iso or first.unclear or not last.iso:
        return first
    return dated(f"{written.strip(' .')} {last.iso[:4]}")
