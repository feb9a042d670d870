"""Calendars ask for the last days of rounds."""

from django.dispatch import receiver

from egnatia.kernel.reader import Reader
from egnatia.kernel.signals import Entry, calendar_asked
from egnatia.rounds.rounds.queries.days import days_of


@receiver(calendar_asked)
def on_asked(*, reader: Reader, **_rest: object) -> list[Entry]:
    return days_of(reader)
