"""From when to when: "March to June 2026", "од март до јуни 2026", "2026-27", "18 months from …"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from egnatia.proposals.extraction.fact import Fact
from egnatia.proposals.extraction.lines import TextLine, about
from egnatia.proposals.extraction.mentions import Mention, mentions
from egnatia.proposals.extraction.tokens import Phrase

BETWEEN = frozenset(
    [
        "to",
        "until",
        "till",
        "through",
        "and",
        "-",
        "–",
        "—",
        "/",
        "do",
        "deri",
        "më",
        "në",
        "me",
        "dhe",
        "i",
        "до",
        "и",
        "по",
        "pana",
        "la",
        "până",
        "la",
        "kadar",
        "ile",
        "ve",
        "έως",
        "μέχρι",
        "και",
        "godine",
        "godina",
        "године",
        "година",
        "viti",
        "vitit",
        "g",
        "г",
        ".",
        ",",
    ]
)
_FROM = frozenset(
    [
        "from",
        "starting",
        "begins",
        "beginning",
        "since",
        "as",
        "of",
        "od",
        "nga",
        "prej",
        "од",
        "од",
        "от",
        "din",
        "de",
        "la",
        "από",
    ]
)
_UNTIL = frozenset(
    ["until", "till", "to", "by", "ends", "ending", "do", "deri", "до", "до", "pana", "până", "kadar", "έως"]
)
_MONTHS = tuple(
    map(Phrase.of, ["month*", "muaj*", "mesec*", "mjesec*", "месец*", "luni", "ay", "μηνες", "μηνων", "месеца"])
)
FARTHEST = 5  # tokens between the two ends of a period


@dataclass(frozen=True, slots=True)
class PeriodMention:
    start: str
    end: str
    quote: str


def periods(lines: Sequence[TextLine]) -> Iterator[Fact]:
    """The period of the activity: of a line that says when, else the first of the text."""
    found = next(_in(about(lines, "when")), None) or next(_in(lines), None)
    if found:
        yield Fact("start", found.start, found.quote)
        yield Fact("end", found.end, found.quote)


def _in(lines: Iterator[TextLine] | Sequence[TextLine]) -> Iterator[PeriodMention]:
    """Periods with both ends first, then those with one."""
    every = list(lines)
    for line in every:
        yield from _ranges(line)
    for line in every:
        yield from _halves(line)


def _ranges(line: TextLine) -> Iterator[PeriodMention]:
    dates = list(mentions(line.tokens))
    for one, other in pairwise(dates):
        between = line.tokens[one.last : other.first]
        joined = len(between) <= FARTHEST and all(token.written.lower() in BETWEEN for token in between)
        if joined and other.year:
            start = one if one.year else _year_before(one, other)
            if start.value <= other.value:
                yield PeriodMention(start.value, other.value, line.quote(one.first, other.last))


def _year_before(one: Mention, other: Mention) -> Mention:
    """A month without a year has that of the later one, or the year before: "November to March 2027"."""
    return replace(one, year=other.year - (one.month > other.month > 0))


def _halves(line: TextLine) -> Iterator[PeriodMention]:
    dates = [each for each in mentions(line.tokens) if each.year]
    lasting = _months_long(line) if dates else 0
    for each in dates:
        before = line.tokens[max(0, each.first - 2) : each.first]
        words = {token.written.lower() for token in before}
        quote = line.quote(max(0, each.first - len(before)), each.last)
        if lasting:
            yield PeriodMention(each.value, _after(each, lasting), line.quote(0, len(line.tokens)))
        elif words & _FROM:
            yield PeriodMention(each.value, "", quote)
        elif words & _UNTIL:
            yield PeriodMention("", each.value, quote)
        elif line.about == "when" or each.month:
            yield PeriodMention(each.value, each.value, line.quote(each.first, each.last))


def _months_long(line: TextLine) -> int:
    """ "18 months" as 18; 0 where nothing of the sort is said."""
    for number, word in pairwise(line.tokens):
        if number.is_number and len(number.written) < 3 and any(phrase.fits([word]) for phrase in _MONTHS):
            return int(number.written)
    return 0


def _after(start: Mention, months: int) -> str:
    """The last month of so many."""
    last = start.year * 12 + max(start.month, 1) - 1 + months - 1
    return f"{last // 12:04}-{last % 12 + 1:02}"
