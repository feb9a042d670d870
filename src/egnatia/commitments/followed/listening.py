"""Calendars ask for due days."""

from django.dispatch import receiver

from egnatia.commitments.followed.queries.days import days_of
from egnatia.kernel.reader import Reader
from egnatia.kernel.signals import Entry, calendar_asked


@receiver(calendar_asked)
def on_asked(*, reader: Reader, **_rest: object) -> list[Entry]:
    return days_of(reader)
