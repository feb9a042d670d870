"""The load of a receiving institution: what falls into which month, how many days, with whom. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

MONTHS = 12
BEFORE = 2  # months before this one that a page begins with


@dataclass(frozen=True, slots=True)
class ActivityLoad:
    """What one activity asks of an institution. `days`: those of an event or a short training, else none.

    `partners` are whoever reports or pays for it, then whoever carries it out, each under one name.
    """

    id: UUID
    starts: date | None
    ends: date | None
    days: tuple[date, ...]
    event: bool
    partners: tuple[str, ...]

    def falls_into(self, first: date, last: date) -> bool:
        """As lists of activities decide it: as far as it says when; without any date it is not known."""
        if self.starts is None and self.ends is None:
            return False
        return (self.ends is None or self.ends >= first) and (self.starts is None or self.starts <= last)


@dataclass(frozen=True, slots=True)
class Month:
    """`activities` under way in it, `events` among them, `days` of events and short trainings."""

    first: date
    activities: int
    events: int
    days: int


@dataclass(frozen=True, slots=True)
class Share:
    """What one partner brings: activities, and days of events and short trainings."""

    partner: str
    activities: int
    days: int


def months_from(first: date) -> Iterator[tuple[date, date]]:
    """First and last day of twelve months."""
    for _ in range(MONTHS):
        after = first_of_next(first)
        yield first, after - timedelta(days=1)
        first = after


def first_of_next(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def moved(month: date, by: int) -> date:
    """The first day of the month that lies `by` months later (or earlier)."""
    number = month.year * 12 + month.month - 1 + by
    return date(number // 12, number % 12 + 1, 1)


def by_month(works: Iterable[ActivityLoad], first: date) -> list[Month]:
    """The load of twelve months from `first`, the first day of one."""
    known = list(works)
    return [_month(known, begin, end) for begin, end in months_from(first)]


def _month(works: list[ActivityLoad], first: date, last: date) -> Month:
    here = [work for work in works if work.falls_into(first, last)]
    days = sum(first <= day <= last for work in here for day in work.days)
    return Month(first, len(here), sum(work.event for work in here), days)


def by_partner(works: Iterable[ActivityLoad]) -> list[Share]:
    """Whoever brings most stands first."""
    activities: dict[str, int] = defaultdict(int)
    days: dict[str, int] = defaultdict(int)
    for work in works:
        for partner in work.partners:
            activities[partner] += 1
            days[partner] += len(work.days)
    shares = [Share(partner, number, days[partner]) for partner, number in activities.items()]
    return sorted(shares, key=lambda share: (-share.activities, -share.days, share.partner))


def month_asked(typed: str, today: date) -> date:
    """The first month of the load: as asked ("2026-03"), else two months before this one."""
    try:
        year, month = map(int, typed.split("-"))
        return date(year, month, 1) if 1900 < year < 2200 else _usual(today)
    except ValueError:
        return _usual(today)


def _usual(today: date) -> date:
    return moved(today.replace(day=1), -BEFORE)


def folded_of(key: str) -> str:
    """The folded name that stands in an address: `name_in_address` turned round. No name holds what no text may."""
    return key.replace("-", " ").replace("\0", "")
