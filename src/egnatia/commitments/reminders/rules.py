"""When a letter goes before a report is due. Pure."""

from datetime import date, timedelta

from egnatia.commitments.follow_ups.rules import Waiting, awaited_since, next_due

BEFORE = timedelta(days=14)


def due_soon(waiting: Waiting, today: date) -> date | None:
    """The day within two weeks on which a report will be waited for; None where none will be."""
    coming = next_due(waiting.due, waiting.recurrence, today)
    if coming is None or not today <= coming <= today + BEFORE:
        return None
    return coming if awaited_since(waiting, coming) else None
