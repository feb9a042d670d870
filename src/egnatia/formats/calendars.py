"""Whole days as an iCalendar file (RFC 5545). Pure: the same days give the same bytes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

PRODUCT = "-//Egnatia//Days//EN"


@dataclass(frozen=True, slots=True)
class Day:
    """`uid` stays the same while the day moves; `stamp` is when what it says last changed, never now. `last`:
    the last of several days.
    """

    uid: str
    on: date
    summary: str
    url: str
    stamp: datetime
    last: date | None = None
    place: str = ""


def calendar_file(name: str, days: Iterable[Day], *, said: str = "") -> bytes:
    """The file, in the order of days and identifiers. `said` is told of the calendar as a whole, where it is not ""."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    if said:
        calendar.add("x-wr-caldesc", said)
    for day in sorted(days, key=lambda each: (each.on, each.uid)):
        calendar.add_component(_event(day))
    return bytes(calendar.to_ical())


def _event(day: Day) -> Event:
    event = Event()
    event.add("uid", day.uid)
    event.add("dtstamp", day.stamp.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", day.on)
    if day.last is not None:
        event.add("dtend", day.last + timedelta(days=1))  # the first day after it
    event.add("summary", day.summary)
    if day.place:
        event.add("location", day.place)
    event.add("url", day.url)
    event.add("transp", "TRANSPARENT")
    return event
