"""Which letter goes on which day of a silence. Pure."""

from collections.abc import Collection
from datetime import date, timedelta

from egnatia.workdays.rules import Calendar, NoWorkingDay, after_working_days

BEGINS, ENDS = "begins", "ends"
LEFT = 2  # working days, from which on the letter before the end goes


def letter_on(today: date, begun: date, last: date, calendars: Collection[Calendar]) -> str:
    """BEGINS, ENDS once no more than two working days are left and it did not begin today, "" where it is over."""
    if today > last:
        return ""
    return ENDS if today > begun and last <= _soon(today, calendars) else BEGINS


def _soon(today: date, calendars: Collection[Calendar]) -> date:
    """Where somebody set the calendars so that no working day is common any more, each day counts."""
    try:
        return after_working_days(today, LEFT, calendars)
    except NoWorkingDay:
        return today + timedelta(days=LEFT)
