"""Setting the calendar of the forum or of one economy: one transaction, one audit event."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import msgspec
from django.db import transaction

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import ChangedMeanwhile, NotAllowed, NotFound
from egnatia.kernel.machine import MACHINE
from egnatia.kernel.models import Economy
from egnatia.kernel.readers import reader_named
from egnatia.kernel.records import audit
from egnatia.workdays.models import WorkingCalendar
from egnatia.workdays.rules import WEEKEND, may_set

DEMO = Path(__file__).with_name("demo.json")  # public holidays that do not depend on the moon, by economy


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


def demo_holidays() -> Mapping[str, tuple[date, ...]]:
    return msgspec.json.decode(DEMO.read_bytes(), type=dict[str, tuple[date, ...]])


def load_demo(_returning: bool) -> int:
    """The calendars of a few economies, where nobody has set them; how many that were."""
    there = set(WorkingCalendar.objects.filter(economy__isnull=False).values_list("economy", flat=True))
    missing = {economy: days for economy, days in demo_holidays().items() if economy not in there}
    for economy, days in missing.items():
        set_calendar(economy, sorted(WEEKEND), days, expected=0, by=reader_named("secretariat"))
    return len(missing)


@transaction.atomic
def remove_demo() -> int:
    """Those of them that nobody has changed since."""
    rows = WorkingCalendar.objects.filter(economy__in=demo_holidays(), version=1)
    gone = [row for row in rows if row.holidays == sorted(demo_holidays()[str(row.economy_id)])]
    for row in gone:
        audit.record("removed", "calendar", str(row.economy_id), by=MACHINE)
        row.delete()
    return len(gone)
