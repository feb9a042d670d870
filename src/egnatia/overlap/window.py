"""When an activity takes place: first and last day, as far as they are stated."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
ASSUMED_DAYS = 3 * 365  # how long an activity is taken to last where only its start is stated


@lru_cache(maxsize=1 << 16)
def days_of(text: str) -> tuple[int, int] | None:
    """First and last day (ordinals) that a date of any precision may mean; None for what is no date."""
    found = _DATE.match(text)
    if not found:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return first.toordinal(), first.toordinal()
    end_month = month or 12
    return first.toordinal(), date(year, end_month, calendar.monthrange(year, end_month)[1]).toordinal()


@dataclass(frozen=True, slots=True)
class Window:
    """Days as ordinals. `assumed`: one end is not stated and was set by the usual length; `by_end`: it is the first."""

    first: int
    last: int
    assumed: bool = False
    by_end: bool = False

    @property
    def days(self) -> int:
        return self.last - self.first + 1

    @property
    def ends(self) -> bool:
        """Whether an end is stated."""
        return self.by_end or not self.assumed

    def shared_days(self, other: "Window") -> int:
        """Days in both; negative where they are apart: minus the days between them."""
        return min(self.last, other.last) - max(self.first, other.first) + 1

    def in_common(self, other: "Window") -> float:
        """Days in both out of the days in either, 0..1."""
        shared = max(0, self.shared_days(other))
        return shared / (self.days + other.days - shared)

    def within(self, other: "Window", tolerance: int) -> bool:
        return self.first >= other.first - tolerance and self.last <= other.last + tolerance


@lru_cache(maxsize=1 << 16)
def window_of(start: str, end: str) -> Window | None:
    """The window of stated dates; None where neither is one. An end before the start is left aside."""
    first, last = days_of(start), days_of(end)
    if first and last and last[1] >= first[0]:
        return Window(first[0], last[1])
    if first:
        return Window(first[0], first[1] + ASSUMED_DAYS, assumed=True)
    if last:
        return Window(last[0] - ASSUMED_DAYS, last[1], assumed=True, by_end=True)
    return None
