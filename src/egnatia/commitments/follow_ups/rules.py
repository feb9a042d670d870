"""Who speaks for whom on a commitment, and when a report on it is waited for. Pure."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from egnatia.kernel.access.reader import Reader


def may_speak(reader: Reader, economy: str) -> bool:
    """For an economy whoever sits for it, and the secretariat; for the own organisation ("") everybody of it."""
    return reader.strong and (not economy or economy in reader.economies or reader.is_secretariat)


def may_know_due(reader: Reader, owner: str) -> bool:
    """When a report is due is between its owner's organisation and the secretariat."""
    return reader.strong and (reader.organisation == owner or reader.is_secretariat)


SUPPORTED, NOTED, CONSIDERED, NOT_APPLICABLE = "supported", "noted", "considered", "not-applicable"
POSITIONS = (SUPPORTED, NOTED, CONSIDERED, NOT_APPLICABLE)
MONTHS = {"": 0, "half-yearly": 6, "yearly": 12, "two-yearly": 24}  # between two reports; "" is once
ONCE = 12  # months around a single day, as around a yearly one
LONGEST = 5_000


@dataclass(frozen=True, slots=True)
class ReportSchedule:
    """What decides when a report is waited for: the day, when that was set, how often again, the last report."""

    due: date | None
    recurrence: str = ""
    reported_on: date | None = None
    set_on: date | None = None


def awaited_since(waiting: ReportSchedule, today: date) -> date | None:
    """The day since when a report is waited for: the last that came round; None where nothing is waited for.

    A report counts for the day that it is nearest to: up to half a period before it, and whenever after it. For a
    single day half a year before it, if the day was set earlier than that report was given.
    """
    due, months = waiting.due, MONTHS.get(waiting.recurrence, 0)
    if due is None or due > today:
        return None
    last = _last_before(due, months, today)
    return None if _served(waiting, last, months) else last


def _served(waiting: ReportSchedule, day: date, months: int) -> bool:
    given = waiting.reported_on
    if given is None or given < _later(day, -((months or ONCE) // 2)):
        return False
    return bool(months) or given >= day or waiting.set_on is None or given > waiting.set_on


def next_due(due: date | None, recurrence: str, today: date) -> date | None:
    """The next day on which a report is asked for; None where there is none any more."""
    months = MONTHS.get(recurrence, 0)
    if due is None or due >= today:
        return due
    return _later(_last_before(due, months, today), months) if months else None


def _last_before(due: date, months: int, today: date) -> date:
    """The latest of `due`, `due` and so many months, … that is not after `today`."""
    if not months:
        return due
    rounds = (12 * (today.year - due.year) + today.month - due.month) // months
    found = _later(due, rounds * months)
    return found if found <= today else _later(due, (rounds - 1) * months)


def _later(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a shorter month."""
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
