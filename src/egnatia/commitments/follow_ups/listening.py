"""Calendars ask for due days, the desk of an office for what was said: neither need know of commitments."""

from collections.abc import Sequence

from django.dispatch import receiver

from egnatia.commitments.follow_ups.queries.days import days_of
from egnatia.commitments.follow_ups.queries.desk import desk_part
from egnatia.kernel.desk import DeskPart
from egnatia.kernel.reader import Reader
from egnatia.kernel.signals import Entry, calendar_asked, desk_asked


@receiver(calendar_asked)
def on_calendar_asked(*, reader: Reader, **_rest: object) -> list[Entry]:
    return days_of(reader)


@receiver(desk_asked)
def on_desk_asked(*, reader: Reader, economies: Sequence[str], **_rest: object) -> DeskPart:
    return desk_part(reader, economies)
