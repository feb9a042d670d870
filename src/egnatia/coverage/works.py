"""What the matrix reads of works and needs, and whether a work is planned, running or ended on a day: plain values, no
database, no clock.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Sort = Literal["project", "event", "own-measure"]
Priority = Literal["high", "medium", "low"]


@dataclass(frozen=True, slots=True)
class Aim:
    """An objective that a work serves. `share` in percent of the work, as declared; None where it is not declared."""

    code: str
    share: float | None = None
    estimated: bool = False  # suggested by the program, confirmed by nobody yet


@dataclass(frozen=True, slots=True)
class EconomyShare:
    """An economy (ISO 3166 alpha-3, XKX for Kosovo*) that a work is for. `share` as in `Aim`."""

    code: str
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of work, as far as the matrix depends on it. A field left out is unknown, not zero."""

    ref: str  # opaque, unique in a collection
    sort: Sort = "project"
    objectives: tuple[Aim, ...] = ()
    economies: tuple[EconomyShare, ...] = ()
    partners: frozenset[str] = frozenset()  # who reports it, else who funds it: one name for each partner
    types: frozenset[str] = frozenset()  # intervention types; "training" alone makes it training only
    groups: frozenset[str] = frozenset()
    perspective: str = ""
    start: date | None = None
    end: date | None = None
    status: str = ""  # "planned", "running", "ended", or one of IATI's words ("pipeline", "implementation" …)


@dataclass(frozen=True, slots=True)
class NeedStatement:
    """An economy's statement that something is missing: a need. Only a confirmed one stands in a figure."""

    ref: str
    objective: str
    economy: str
    priority: Priority = "medium"
    nature: str = ""
    perspective: str = ""
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Slice:
    """The part of a work that falls into one cell."""

    ref: str
    objective: str
    economy: str
    share: float  # of the whole work, 0..1
    declared: bool  # False where an equal share was taken for one that is not declared
    regional: bool
    estimated: bool


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
