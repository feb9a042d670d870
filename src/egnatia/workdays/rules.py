"""Counting working days that all of several calendars have in common. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from egnatia.kernel.access.reader import Reader

SATURDAY, SUNDAY = 5, 6
WEEKEND = frozenset({SATURDAY, SUNDAY})
LONGEST = 3_660  # days that are looked through


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of the week (Monday is 0) and the days of the year on which nobody works."""

    weekend: frozenset[int] = WEEKEND
    holidays: frozenset[date] = frozenset()

    def works_on(self, day: date) -> bool:
        return day.weekday() not in self.weekend and day not in self.holidays


class NoWorkingDay(ValueError):  # noqa: N818 - said as it is
    """The calendars have no working day in common."""


def after_working_days(day: date, count: int, calendars: Collection[Calendar]) -> date:
    """The last of the next `count` days after `day` that are working days in all of the calendars.

    Without a calendar every day is one. Raises NoWorkingDay where there are not so many within ten years.
    """
    return _counted(day, count, calendars, timedelta(days=1))


def before_working_days(day: date, count: int, calendars: Collection[Calendar]) -> date:
    """The first of the last `count` working days before `day`; as `after_working_days`."""
    return _counted(day, count, calendars, timedelta(days=-1))


def _counted(day: date, count: int, calendars: Collection[Calendar], step: timedelta) -> date:
    found = day
    for _ in range(LONGEST):
        if count <= 0:
            return found
        found += step
        count -= is_working_day(found, calendars)
    raise NoWorkingDay


def working_days(first: date, last: date, calendars: Collection[Calendar]) -> tuple[date, ...]:
    """Those from `first` to `last`, both included."""
    every = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return tuple(day for day in every if is_working_day(day, calendars))


def is_working_day(day: date, calendars: Collection[Calendar]) -> bool:
    """Whether all of them work on it."""
    return all(calendar.works_on(day) for calendar in calendars)


def may_set(reader: Reader) -> bool:
    """The secretariat: the days on which others do not work are told to it."""
    return reader.is_secretariat
