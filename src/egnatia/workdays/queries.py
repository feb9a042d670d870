"""The calendars of the forum and its economies. Every member may read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from egnatia.kernel.faults import NotFound
from egnatia.kernel.request_cache import once_per_request
from egnatia.taxonomy.forum import ForumNames
from egnatia.workdays.models import WorkingCalendar
from egnatia.workdays.rules import WEEKEND, Calendar


def calendars_of(economies: Iterable[str]) -> tuple[Calendar, ...]:
    """Of the forum and of each of them; who has none of their own works from Monday to Friday. One query."""
    wanted = sorted(set(economies))
    rows = WorkingCalendar.objects.filter(Q(economy__isnull=True) | Q(economy__in=wanted))
    found = {row.economy_id or "": Calendar(frozenset(row.weekend), frozenset(row.holidays)) for row in rows}
    return tuple(found.get(code, Calendar()) for code in ("", *wanted))


@once_per_request
def calendars_of_forum() -> tuple[Calendar, ...]:
    """Of the forum alone, for what no economy is concerned by more than others."""
    return calendars_of(())


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """The calendar of the forum (`economy` is "") or of one economy; `version` is 0 where nobody has set one."""

    economy: str
    name: str
    weekend: tuple[int, ...]
    holidays: tuple[date, ...]
    version: int


def calendars_set(names: ForumNames) -> tuple[CalendarRow, ...]:
    """The forum's first, then each economy in its order. One query."""
    stored = {row.economy_id or "": row for row in WorkingCalendar.objects.all()}
    called = [("", names.name), *((economy.code, economy.name) for economy in names.economies)]
    return tuple(_row(code, name, stored.get(code)) for code, name in called)


def calendar_set(economy: str, names: ForumNames) -> CalendarRow:
    """Raises NotFound for an economy that is none."""
    found = next((row for row in calendars_set(names) if row.economy == economy), None)
    if found is None:
        raise NotFound
    return found


def _row(code: str, name: str, stored: WorkingCalendar | None) -> CalendarRow:
    if stored is None:
        return CalendarRow(code, name, tuple(sorted(WEEKEND)), (), 0)
    return CalendarRow(code, name, tuple(stored.weekend), tuple(stored.holidays), stored.version)
