"""Single dates in a line: a year, a month, a day, in words and figures, as precise as they are written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from egnatia.proposals.extraction.tokens import PhraseHit, Token, hits

EARLIEST, LATEST = 1990, 2099


@dataclass(frozen=True, slots=True)
class Mention:
    """A date between two tokens. A month without a year has `year` 0."""

    year: int
    month: int
    day: int
    first: int
    last: int
    span: int = 1  # months, more than one of a quarter or a season

    @property
    def value(self) -> str:
        """ "2026", "2026-03" or "2026-03-17"; a day that does not exist is left out."""
        if not self.month:
            return f"{self.year:04}"
        try:
            return date(self.year, self.month, self.day).isoformat()
        except ValueError:
            return f"{self.year:04}-{self.month:02}"


def mentions(tokens: Sequence[Token]) -> Iterator[Mention]:
    """The dates of a line, in order. "2026-27" and "2026/2027" are two."""
    months = {hit.first: hit for hit in hits(tokens, "months.tsv")}
    quarters = {each.first: each for each in _quarters(tokens)}
    at = 0
    while at < len(tokens):
        found = [quarters[at]] if at in quarters else _at(tokens, at, months)
        yield from found
        at = found[-1].last if found else at + 1


def _at(tokens: Sequence[Token], at: int, months: dict[int, PhraseHit]) -> list[Mention]:
    if at in months:
        return [_by_name(tokens, months[at], 0, at)]
    if tokens[at].written in _ROMAN and _signs(tokens, at)[:1] in (".", "/", "-") and _year(tokens, at + 2):
        return [Mention(_year(tokens, at + 2), _ROMAN[tokens[at].written], 0, at, at + 3)]  # "IV.2027"
    if not tokens[at].is_number:
        return []
    if at + 1 in months and _year(tokens, at) and not _year(tokens, months[at + 1].last):  # "2029 Haziran"
        return [Mention(_year(tokens, at), int(months[at + 1].means), 0, at, months[at + 1].last)]
    for step in (1, 2):  # "1 March", "1. March", "1st March"
        number = _number(tokens, at)
        if at + step in months and 1 <= number <= 31 and _only_small(tokens[at + 1 : at + step]):
            return [_by_name(tokens, months[at + step], number, at)]
    return _by_figures(tokens, at)


def _quarters(tokens: Sequence[Token]) -> Iterator[Mention]:
    """ "Q3 2027", "III. tromjesečje 2027", "spring 2027", "end of 2028": the months of a part of a year."""
    for hit in hits(tokens, "quarters.tsv"):
        which = _ORDINALS.get(tokens[hit.last].folded, 0) if hit.means == "quarter" and hit.last < len(tokens) else 0
        year, first, last = _year_of_part(tokens, replace(hit, last=hit.last + (which > 0)))  # "trimestrul II 2027"
        if year and hit.means == "quarter":
            number = which or _ordinal(tokens[: hit.first])
            signs = 0 if which else 1 + (tokens[hit.first - 1].written in (".", "-"))
            if number:
                yield Mention(year, 3 * number - 2, 0, min(first, hit.first - signs), last, span=3)
        elif year:
            part = hit.means.rstrip("0123456789")
            yield Mention(year, int(hit.means.removeprefix(part)), 0, first, last, span=_MONTHS[part])


_MONTHS = {"half": 6, "edge": 1, "": 3}


def _year_of_part(tokens: Sequence[Token], part: PhraseHit) -> tuple[int, int, int]:
    """The year beside a part of a year, 0 where none is, and the tokens from and to which both are."""
    if (first := _behind_year(tokens, part)) < part.first:
        return _year(tokens, first), first, part.last  # "2027 baharı"
    at = part.last
    while at < min(len(tokens), part.last + 3) and tokens[at].folded in _SMALL:
        at += 1
    year = _year(tokens, at)
    if not year and at < len(tokens) and len(tokens[at].written) == 2 and tokens[at - 1].written in "’'":
        year = 2000 + _number(tokens, at)  # "’27"
    return year, part.first, at + 1


def _behind_year(tokens: Sequence[Token], part: PhraseHit) -> int:
    """The year right before its part, as Turkish has it: "2027 yılının ikinci çeyreği"."""
    for gap in (1, 2):
        at = part.first - gap
        if at >= 0 and _year(tokens, at) and all(token.folded in _YEARS for token in tokens[at + 1 : part.first]):
            return at
    return part.first


_YEARS = frozenset(["yili", "yilinin"])
# Between a part of a year and the year.
_SMALL = frozenset({
    ".", "-", "'", "’", "/", "of", "the", "te", "na", "od", "al", "a", "lui", "anului", "vitit", "se", "tis", "tou",
    "ot", "godine", "yilinin", "leta", "godini",
})  # fmt: skip
_DASHES = frozenset("-–—")
_SHORT_YEARS = range(15, 46)
_MONTHS_IN_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_ROMAN = {name: at for at, name in enumerate(_MONTHS_IN_ROMAN, 1)}
_ORDINALS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def _ordinal(before: Sequence[Token]) -> int:
    """Which quarter: the number before, in figures."""
    told = [token for token in before[-2:] if token.written not in (".", "-")]
    if not told:
        return 0
    last = told[-1]
    return _ORDINALS.get(last.folded, int(last.written) if last.is_number and last.written in "1234" else 0)


def _only_small(between: Sequence[Token]) -> bool:
    return all(token.written in (".", "st", "nd", "rd", "th", "-") for token in between)


def _by_name(tokens: Sequence[Token], month: PhraseHit, day: int, first: int) -> Mention:
    """Behind the name of a month: a year, or a day and a year ("March 17, 2026"), perhaps with a word between."""
    at = month.last
    if not day and _number(tokens, at) in range(1, 32) and _year(tokens, at + 2):
        return Mention(_year(tokens, at + 2), int(month.means), _number(tokens, at), first, at + 3)
    for step in (0, 1):
        if year := _year(tokens, at + step):
            return Mention(year, int(month.means), day, first, at + step + 1)
    return Mention(0, int(month.means), day, first, month.last)


def _by_figures(tokens: Sequence[Token], at: int) -> list[Mention]:
    one, two = _number(tokens, at + 2), _number(tokens, at + 4)
    signs = _signs(tokens, at)
    year = _year(tokens, at)
    if year:
        return _from_year(tokens, at, year, one, two, signs)
    number = _number(tokens, at)
    if signs[:1] == "/" and (short := _short_year(tokens, at)):
        return [Mention(short, number, 0, at, at + 3)]
    if signs in ("..", "//", "--") and _year(tokens, at + 4) and 1 <= one <= 12 and 1 <= number <= 31:
        return [Mention(two, one, number, at, at + 5)]
    if signs[:1] in ("/", ".", "-") and _year(tokens, at + 2) and 1 <= number <= 12:
        return [Mention(one, number, 0, at, at + 3)]
    return []


def _signs(tokens: Sequence[Token], at: int) -> str:
    """What stands behind a figure and behind the next one."""
    return "".join(token.written for token in (*tokens[at + 1 : at + 2], *tokens[at + 3 : at + 4]))


def _short_year(tokens: Sequence[Token], at: int) -> int:
    """The year of "03/27 – 08/28", 0 where it is none: two such months, the earlier one first."""
    for begun in (at, at - 4):
        there = tokens[begun : begun + 7] if begun >= 0 else ()
        if len(there) == 7 and there[3].written in _DASHES and there[1].written == there[5].written == "/":
            figures = [_number(there, place) for place in (0, 2, 4, 6)]
            months, years = figures[::2], figures[1::2]
            likely = all(1 <= month <= 12 for month in months) and all(each in _SHORT_YEARS for each in years)
            if likely and years[0] * 12 + months[0] < years[1] * 12 + months[1]:
                return 2000 + years[at != begun]
    return 0


def _from_year(tokens: Sequence[Token], at: int, year: int, one: int, two: int, signs: str) -> list[Mention]:  # noqa: PLR0913, PLR0917 - the figures that follow each other
    short = one == (year + 1) % 100 and len(tokens[at + 2].written) == 2 if one else False
    if signs[:1] in ("/", "–") and short:
        return [Mention(year, 0, 0, at, at + 1), Mention(year + 1, 0, 0, at + 2, at + 3)]
    if signs[:1] == "-" and one in range(1, 13):
        if signs == "--" and 1 <= two <= 31:
            return [Mention(year, one, two, at, at + 5)]
        return [Mention(year, one, 0, at, at + 3)]
    if signs[:1] == "-" and short:
        return [Mention(year, 0, 0, at, at + 1), Mention(year + 1, 0, 0, at + 2, at + 3)]
    return [Mention(year, 0, 0, at, at + 1)]


def _number(tokens: Sequence[Token], at: int) -> int:
    return int(tokens[at].written) if at < len(tokens) and tokens[at].is_number and len(tokens[at].written) < 9 else 0


def _year(tokens: Sequence[Token], at: int) -> int:
    number = _number(tokens, at)
    return number if EARLIEST <= number <= LATEST else 0
