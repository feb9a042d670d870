"""The calendars that count for some economies."""

from collections.abc import Iterable

from django.db.models import Q

from egnatia.mapping.calendars.models import WorkingCalendar
from egnatia.mapping.calendars.rules import Calendar


def calendars_of(economies: Iterable[str]) -> tuple[Calendar, ...]:
    """Of the forum and of each of them; who has none of his own works from Monday to Friday. One query."""
    wanted = sorted(set(economies))
    rows = WorkingCalendar.objects.filter(Q(economy__isnull=True) | Q(economy__in=wanted))
    found = {row.economy_id or "": Calendar(frozenset(row.weekend), frozenset(row.holidays)) for row in rows}
    return tuple(found.get(code, Calendar()) for code in ("", *wanted))
