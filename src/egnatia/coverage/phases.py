"""Whether a work is planned, running or ended on a day."""

from datetime import date, timedelta
from typing import Literal

from egnatia.coverage.works import Work

Phase = Literal["running", "planned", "ended"]

PLANNED = frozenset({"planned", "pipeline"})
ENDED = frozenset({"ended", "closed", "cancelled", "suspended"})
ASSUMED = timedelta(
    days=3 * 365
)  # how long a project lasts that states neither its end nor its status; as in `overlap`


def phase(work: Work, as_of: date) -> Phase:
    """Ended by its status or its last day; planned by its status, or without one before its start; else running."""
    last = last_day(work)
    if work.status in ENDED or (last is not None and last < as_of):
        return "ended"
    if work.status in PLANNED or (not work.status and work.start is not None and work.start > as_of):
        return "planned"
    return "running"


def last_day(work: Work) -> date | None:
    """The stated end. Where neither end nor status is stated: three years after the start, for what is not an own
    measure (a law or a unit stays); one day for an event. None: no end in sight."""
    if work.end is not None or work.start is None or work.sort == "own-measure":
        return work.end
    if work.sort == "event":
        return work.start
    return None if work.status else work.start + ASSUMED


def ends_soon(work: Work, as_of: date) -> bool:
    """The stated end (an event: its day) lies within twelve months. What states no end does not end soon."""
    last = work.start if work.sort == "event" and work.end is None else work.end
    return last is not None and last <= year_after(as_of)


def year_after(day: date) -> date:
    """The same day of the next year, 28 February for 29 February."""
    if day.month == 2 and day.day == 29:
        return date(day.year + 1, 2, 28)
    return day.replace(year=day.year + 1)
