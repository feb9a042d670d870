"""Setting the calendar of the forum or of one economy: one transaction, one audit event."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import ChangedMeanwhile, NotAllowed, NotFound
from egnatia.kernel.models import Economy
from egnatia.kernel.records import audit
from egnatia.workdays.models import WorkingCalendar
from egnatia.workdays.rules import may_set


@transaction.atomic
def set_calendar(economy: str, weekend: Sequence[int], holidays: Sequence[date], *, expected: int, by: Reader) -> None:
    """`economy` is "" for the forum; `expected` is the version that was read, 0 where there was none.

    Raises NotAllowed for others than the secretariat, NotFound for an economy that is none, ChangedMeanwhile where
    somebody set it since.
    """
    if not may_set(by):
        raise NotAllowed(by.why_not("secretariat"))
    if economy and not Economy.objects.select_for_update(no_key=True).filter(pk=economy).exists():
        raise NotFound
    row = WorkingCalendar.objects.select_for_update().filter(economy=economy or None).first()
    if (row.version if row else 0) != expected:
        raise ChangedMeanwhile
    row = row or WorkingCalendar(economy_id=economy or None)
    row.weekend, row.holidays = sorted(set(weekend)), sorted(set(holidays))
    row.version = expected + 1
    row.save()
    audit.record("set", "calendar", economy or "forum", by=by, holidays=len(row.holidays))
