"""What changed in the world since somebody said something: activities that began, ended or were planned."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.queries.visible import newest_of_each
from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.needs.frameworks.models import ActivityAim

MOST = 8


@dataclass(frozen=True, slots=True)
class Happening:
    """An activity and what became of it: "ended", "began" or "planned", and on which day."""

    id: UUID
    title: str
    lang: str
    what: str
    day: date


def happened_since(reader: Reader, economy: str, objective: str, since: datetime) -> tuple[Happening, ...]:
    """Of the activities that they see in this economy under this objective, the last first."""
    after, today = since.date(), clock.today()
    serving = ActivityAim.objects.filter(code=objective).values("activity")
    rows = newest_of_each(reader).filter(happened(since, today), economies__contains=[economy], pk__in=serving)
    found = [
        _happening(row, after, today) for row in rows.defer("content", "facts").order_by("-entered_at", "pk")[:MOST]
    ]
    return tuple(sorted(found, key=lambda each: (-each.day.toordinal(), each.id)))


def happened(since: datetime, today: date) -> Q:
    """For activities: those that ended, began or were planned after that moment."""
    after = since.date()
    ended, began = Q(ends__gt=after, ends__lte=today), Q(starts__gt=after, starts__lte=today)
    return ended | began | Q(status="pipeline", entered_at__gt=since)


def _happening(row: Activity, after: date, today: date) -> Happening:
    if row.ends and after < row.ends <= today:
        return Happening(row.pk, row.title, row.language, "ended", row.ends)
    if row.starts and after < row.starts <= today:
        return Happening(row.pk, row.title, row.language, "began", row.starts)
    return Happening(row.pk, row.title, row.language, "planned", row.entered_at.date())
