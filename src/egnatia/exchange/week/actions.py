"""Writing what stands on top of a week."""

from datetime import date
from uuid import UUID

from django.db import transaction

from egnatia.exchange.week.fields import NOTE, WeekNoteContent
from egnatia.exchange.week.queries import own_note, this_monday
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.records import lifecycle


@transaction.atomic
def introduce(content: WeekNoteContent, marking: Marking, *, by: Reader) -> UUID:
    """A new introduction, which replaces the one before."""
    remove_introduction(content.week or this_monday(), by=by)
    return lifecycle.create(NOTE, content, marking, by=by)


@transaction.atomic
def remove_introduction(monday: date, *, by: Reader) -> None:
    """Their own of the week that begins then, if there is one."""
    if (before := own_note(by, monday)) is not None:
        lifecycle.withdraw(NOTE, before, by=by)
