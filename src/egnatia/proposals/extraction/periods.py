"""From when to when: "March to June 2026", "од март до јуни 2026", "2026-27", "18 months from …", "begins in …"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from egnatia.proposals.extraction.fact import Fact
from egnatia.proposals.extraction.lines import TextLine, about
from egnatia.proposals.extraction.mentions import Mention, mentions
from egnatia.proposals.extraction.tokens import PhraseHit, hits, tokens_of

BETWEEN = frozenset({
    "to", "until", "till", "through", "and", "-", "–", "—", "/", "do", "deri", "më", "në", "me", "dhe", "i", "до", "и",
    "по", "pana", "la", "până", "kadar", "ile", "ve", "έως", "μέχρι", "και", "godine", "godina", "године", "година",
    "viti", "vitit", "g", "г", ".", ",", "in", ">", "→", "lui", "του", "τον", "the", "of", "end", "fund", "fundi", "të",
    "kraja", "kraj", "крај", "крајот", "краја", "края", "на", "konca", "sfârșitul", "lunii", "anului", "το", "τέλος",
    "τη", "την", "τα", "τέλη", "'", "’", "den", "dan", "ten", "tan", "yılı", "yılının", "leta", "all", "whole",
    "цялата", "цяла", "целата", "цела", "целу", "cijelu", "cijela", "celu", "cela", "gjithë", "tot", "toată",
    "întregul", "όλο", "ολόκληρο", "tüm", "celo", "vso",
})  # fmt: skip
_ENDS = {"from": "start", "start": "start", "starts": "start", "until": "end", "end": "end", "ends": "end"}
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}\s?(?:h|-|–|uhr|ч|часа|sati)")  # the time of a meeting
FARTHEST = 5  # tokens between the two ends of a period
BEFORE, BEHIND = 4, 3  # tokens around a date in which a word tells whether it is the beginning or the end
LONGEST = 120  # months


@dataclass(frozen=True, slots=True)
class PeriodMention:
    start: str
    end: str
    quote: str


@dataclass(frozen=True, slots=True)
class _Half:
    """A date that something begins or ends with, "" where neither is said."""

    end: str
    date: Mention
    quote: str


def periods(lines: Sequence[TextLine], today: str = "") -> Iterator[Fact]:
    """The period of the activity: of the lines that say when, else the latest of the text that is not over today.

    Months alone where they count from a signature.
    """
    told = [line for line in about(lines, "when", "start", "end") if not _CLOCK.search(line.said)]
    months, quote = next(_durations(told), (0, ""))
    found = next(filter(None, map(_whole, told)), None)
    if found is None and months and _from_signature(told):
        signing = list(_halves([line for line in told if _from_signature([line])]))
        if len(signing) == 1 and signing[0].date.month and signing[0].date.span == 1 and signing[0].end != "end":
            date = signing[0].date  # "18 months from the signature, expected in March 2027"
            found = PeriodMention(date.value[:7], _after(date, months), quote)
        else:
            yield Fact("months", str(months), quote)
            return
    found = found or _joined(list(_halves(told)), months) or _stated(told) or _of_text(lines, today)
    if found and found.start and not found.end:
        length, words = next(_durations([line for line in lines if _tells_how_long(line)]), (0, ""))
        begun = next(iter(mentions(tokens_of(found.start))), None)
        if length and begun:
            found = PeriodMention(found.start, _after(begun, length), f"{found.quote} … {words}")
    if found is None and not months:
        months, quote = next(_durations([line for line in lines if _tells_how_long(line)]), (0, ""))
    if found:
        yield Fact("start", found.start, found.quote)
        yield Fact("end", found.end, found.quote)
    elif months:
        yield Fact("months", str(months), quote)


def _whole(line: TextLine) -> PeriodMention | None:
    """Beginning and end, where one line says both: "24 months: March 2027 to …", "18 months, from May 2027"."""
    months, _ = next(_durations([line]), (0, ""))
    ranges = list(_ranges([line]))
    fitting = [each for each in ranges if months and abs(_length(each) - months) <= 1]
    joined = None if _from_signature([line]) else _joined(list(_halves([line])), months)
    whole = joined if joined and joined.start and joined.end else None
    return next(iter(fitting), None) or whole or next(iter(ranges), None)


def _length(period: PeriodMention) -> int:
    """In months, both counted."""
    ends = [
        int(value[:4]) * 12 + (int(value[5:7]) if len(value) > 4 else default)
        for value, default in ((period.start, 1), (period.end, 12))
    ]
    return ends[1] - ends[0] + 1


def _from_signature(lines: Sequence[TextLine]) -> bool:
    return any(hit.means == "signature" for line in lines for hit in hits(line.tokens, "durations.tsv"))


def _tells_how_long(line: TextLine) -> bool:
    """Whether a line says for how long without saying when: "traje 18 mjeseci od potpisa ugovora"."""
    return any(
        hit.means in ("signature", "lasts", "24 months", "36 months") for hit in hits(line.tokens, "durations.tsv")
    )


def _of_text(lines: Sequence[TextLine], today: str) -> PeriodMention | None:
    """Of what the text says anywhere: a range before a beginning, the latest before others."""
    ranges = [each for each in _ranges(lines) if each.end[:7] >= today[: len(each.end[:7])]]
    if ranges:
        return max(ranges, key=lambda each: each.end)
    pairs = [lines[number : number + 2] for number in range(len(lines))]
    told = [
        (near, [each for each in _halves(near) if each.end and each.date.value >= today[: len(each.date.value)]])
        for near in pairs
    ]
    both = [halves for _, halves in told if {"start", "end"} <= {each.end for each in halves}]
    for halves in both:
        if (found := _joined(halves, 0)) and found.start and found.end:
            return found
    for near, halves in told:
        months, _ = next(_durations(near), (0, ""))
        if found := _joined(halves, months):
            return found
    dates = [(line, each) for line in lines for each in mentions(line.tokens) if each.year]
    if len(dates) == 1 and dates[0][1].month and not dates[0][1].day:
        return _stated([dates[0][0]])
    return None


def _ranges(lines: Sequence[TextLine]) -> Iterator[PeriodMention]:
    for line in lines:
        for one, other in pairwise(mentions(line.tokens)):
            between = line.tokens[one.last : other.first]
            joined = len(between) <= FARTHEST and all(token.written.lower() in BETWEEN for token in between)
            if joined and other.year:
                start = one if one.year else _year_before(one, other)
                if start.value <= other.value:
                    quote = line.quote(one.first, other.last)
                    if other.year - one.year == 1 and not (one.month or other.month) and _is_school(line, one, other):
                        yield PeriodMention(f"{one.year}-09", f"{other.year}-06", quote)
                    else:
                        yield PeriodMention(start.value, _ending(other, start), quote)


def _is_school(line: TextLine, one: Mention, other: Mention) -> bool:
    """Whether two years are a school year: "u školskoj 2027/28. godini"."""
    schools = [hit for hit in hits(line.tokens, "durations.tsv") if hit.means == "school"]
    return any(0 <= one.first - hit.last < BEHIND or 0 <= hit.first - other.last < BEHIND for hit in schools)


def _ending(date: Mention, start: Mention | None = None) -> str:
    """The last month of a quarter or a season, and of a year where the beginning has a month; else as it is."""
    if start and start.month and not date.month:
        return f"{date.year}-12"
    return _after(date, date.span) if date.span > 1 else date.value


def _year_before(one: Mention, other: Mention) -> Mention:
    """A month without a year has that of the later one, or the year before: "November to March 2027"."""
    return replace(one, year=other.year - (one.month > other.month > 0))


def _halves(lines: Sequence[TextLine]) -> Iterator[_Half]:
    """Dates with what they are, by the line's label, else by the nearest word around them."""
    for line in lines:
        cues = [hit for hit in hits(line.tokens, "durations.tsv") if hit.means in _ENDS]
        for each in mentions(line.tokens):
            if each.year:
                labels = [cue for cue in cues if [t.written for t in line.tokens[cue.last : cue.last + 1]] == [":"]]
                labelled = line.about in ("start", "end")  # "Start: January 2027; end: December 2028"
                ahead = [cue for cue in labels if cue.last <= each.first]
                told = (_end_told(each, ahead) or line.about) if labelled else _end_told(each, cues)
                yield _Half(told, each, line.quote(max(0, each.first - 2), each.last))


def _end_told(date: Mention, cues: Sequence[PhraseHit]) -> str:
    near = {
        (date.first - cue.last if cue.last <= date.first else cue.first - date.last + 1): cue.means
        for cue in reversed(cues)
        if (0 <= date.first - cue.last < BEFORE and cue.means not in ("starts", "ends"))
        or 0 <= cue.first - date.last < BEHIND
    }
    return _ENDS[near[min(near)]] if near else ""


def _joined(halves: Sequence[_Half], months: int) -> PeriodMention | None:
    """A beginning with an end, or with so many months; where months are said, any date may be the beginning."""
    start = next((each for each in halves if each.end == "start"), None)
    end = next((each for each in halves if each.end == "end"), None)
    if start is None and months and end is None:
        start = next((each for each in halves if not each.end), None)
    if start and end and start.date.value <= end.date.value:
        return PeriodMention(start.date.value, _ending(end.date, start.date), f"{start.quote} … {end.quote}")
    if start:
        return PeriodMention(start.date.value, _after(start.date, months) if months else "", start.quote)
    if end:
        return PeriodMention(_after(end.date, 2 - months) if months else "", _ending(end.date), end.quote)
    return None


def _stated(lines: Sequence[TextLine]) -> PeriodMention | None:
    """A single date: that year, that month."""
    for line in lines:
        for each in mentions(line.tokens):
            if each.year:
                return PeriodMention(each.value, _ending(each), line.quote(each.first, each.last))
    return None


def _durations(lines: Sequence[TextLine]) -> Iterator[tuple[int, str]]:
    """ "18 months", "eighteen months", "two years", "a year and a half", each as months with its words."""
    for line in lines:
        found = list(hits(line.tokens, "durations.tsv"))
        if line.said.isdigit() and any(hit.means == "month" for hit in hits(tokens_of(line.text), "durations.tsv")):
            yield int(line.said), line.text  # "Duration (months) | 18"
        for hit in found:
            number, _, unit = hit.means.partition(" ")
            if unit:
                yield int(number), line.quote(hit.first, hit.last)
            elif hit.means in ("month", "year"):
                count, first = _count_before(line, hit, found)
                months = round(count * (12 if hit.means == "year" else 1))
                if 0 < months <= LONGEST:
                    yield months, line.quote(first, hit.last)


def _count_before(line: TextLine, unit: PhraseHit, found: Sequence[PhraseHit]) -> tuple[float, int]:
    """How many: in figures ("1.5") or in a word, one small word between at most ("30 de luni")."""
    for gap in (0, 1):
        at = unit.first - 1 - gap
        if at >= 0 and line.tokens[at].is_number and len(line.tokens[at].written) < 4:
            figures = "".join(token.written for token in line.tokens[max(0, at - 2) : at + 1]).replace(",", ".")
            if re.fullmatch(r"\d\.\d", figures):
                return float(figures), at - 2
            return int(line.tokens[at].written), at
        word = next((hit for hit in found if hit.last == unit.first - gap and hit.means.isdigit()), None)
        if word:
            return int(word.means), word.first
    return 0, unit.first


def _after(start: Mention, months: int) -> str:
    """The last month of so many; of fewer than one, the month so many before."""
    last = start.year * 12 + max(start.month, 1) - 1 + months - 1
    return f"{last // 12:04}-{last % 12 + 1:02}"
