"""Dates as precise as they were stated ("", "2003", "2003-05" or an ISO date), in words, and two periods as bars on one
axis of years. Positions are shares of the axis, as text, for SVG attributes. Pure.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext


def partial(value: str) -> str:
    """`2003-05` as "May 2003" in the reader's language; what is no date stays as it was written."""
    try:
        if len(value) == 7:
            return date_format(date.fromisoformat(f"{value}-01"), "YEAR_MONTH_FORMAT")
        if len(value) >= 10:
            return date_format(date.fromisoformat(value[:10]), "DATE_FORMAT")
    except ValueError:
        return value
    return value


def between(start: str, end: str) -> str:
    """Both ends in words; an end that is not stated is not invented."""
    if start and end:
        said = {"start": partial(start), "end": partial(end)}
        return said["start"] if said["start"] == said["end"] else gettext("%(start)s\u00a0– %(end)s") % said
    if start:
        return gettext("from %(start)s") % {"start": partial(start)}
    if end:
        return gettext("until %(end)s") % {"end": partial(end)}
    return gettext("dates not specified")


def first_month(value: str) -> int | None:
    """Months since year 0 of the first month that `value` means, or None."""
    return _month(value, otherwise=1)


def last_month(value: str) -> int | None:
    """Months since year 0 of the last month that `value` means, or None."""
    return _month(value, otherwise=12)


def _month(value: str, *, otherwise: int) -> int | None:
    year, _, rest = value.partition("-")
    month = rest[:2] or str(otherwise)
    if not (year.isdecimal() and month.isdecimal() and 1 <= int(month) <= 12):
        return None
    return int(year) * 12 + int(month) - 1


MOST_LABELS = 8
STEPS = (1, 2, 5, 10, 20, 50, 100)


@dataclass(frozen=True, slots=True)
class ActivityPeriod:
    label: str
    start: str
    end: str

    @property
    def months(self) -> tuple[int, int] | None:
        """First and last month; the one that is not stated is taken as the other; None where neither is."""
        first, last = first_month(self.start), last_month(self.end)
        if first is None and last is None:
            return None
        first = first if first is not None else last
        last = last if last is not None else first
        return (first, last) if first is not None and last is not None and first <= last else None

    @property
    def is_open(self) -> bool:
        return not (self.start and self.end)


@dataclass(frozen=True, slots=True)
class BarSpan:
    x: str
    width: str
    side: str = ""
    y: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    x: str
    label: str


@dataclass(frozen=True, slots=True)
class PeriodLine:
    side: str
    label: str
    period: str


@dataclass(frozen=True, slots=True)
class PeriodChart:
    lines: tuple[PeriodLine, ...]
    bars: tuple[BarSpan, ...] = ()
    ticks: tuple[Mark, ...] = ()
    shared: BarSpan | None = None
    overlap: str = ""

    @property
    def words(self) -> str:
        """What the picture shows, for those who hear it."""
        return "; ".join([*(f"{line.label}: {line.period}" for line in self.lines), self.overlap]).strip("; ")


@dataclass(frozen=True, slots=True)
class Axis:
    first: int  # year
    years: int
    step: int

    @classmethod
    def over(cls, months: list[tuple[int, int]]) -> "Axis":
        """Whole years around all months, in steps that leave room for the labels."""
        first = min(start for start, _ in months) // 12
        years = max(end for _, end in months) // 12 - first + 1
        step = next((step for step in STEPS if years / step <= MOST_LABELS), years)
        return cls(first, -(-years // step) * step, step)

    def share(self, month: int) -> float:
        return 100 * (month - self.first * 12) / (self.years * 12)

    def span(self, months: tuple[int, int], side: str = "", y: int = 0) -> BarSpan:
        x, end = self.share(months[0]), self.share(months[1] + 1)
        return BarSpan(f"{x:.2f}", f"{end - x:.2f}", side, y)

    def ticks(self) -> tuple[Mark, ...]:
        years = range(self.first, self.first + self.years, self.step)
        return tuple(Mark(f"{self.share(year * 12):.2f}", str(year)) for year in years)


def chart(first: ActivityPeriod, second: ActivityPeriod) -> PeriodChart:
    """Both periods in words, as bars where dates are stated, and the months that they have in common."""
    sides = (("first", 6, first), ("second", 26, second))
    lines = tuple(PeriodLine(side, period.label, between(period.start, period.end)) for side, _, period in sides)
    known = [(side + " open" * period.is_open, y, period.months) for side, y, period in sides]
    drawn = [(side, y, months) for side, y, months in known if months]
    if not drawn:
        return PeriodChart(lines)
    axis = Axis.over([months for _, _, months in drawn])
    bars = tuple(axis.span(months, side, y) for side, y, months in drawn)
    common = _common(first, second)
    if common is None:
        return PeriodChart(lines, bars, axis.ticks())
    count = common[1] - common[0] + 1
    said = ngettext("%(count)d month in common", "%(count)d months in common", count) % {"count": count}
    return PeriodChart(lines, bars, axis.ticks(), axis.span(common), said)


def _common(first: ActivityPeriod, second: ActivityPeriod) -> tuple[int, int] | None:
    """Only where both state both ends: an overlap in time is not guessed."""
    if first.is_open or second.is_open or not (first.months and second.months):
        return None
    start, end = max(first.months[0], second.months[0]), min(first.months[1], second.months[1])
    return (start, end) if start <= end else None
