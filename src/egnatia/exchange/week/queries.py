"""What stands on the page of the week, and the weekly e-mail that leads to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from egnatia.exchange.models import Notice
from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.changes import Span, number_for
from egnatia.kernel.inbox import NOTHING, OFF, Letters, NotificationKind, NotificationLine, Waiting
from egnatia.kernel.rooms import CalendarEntry, days_of, tellings
from egnatia.people.changes.queries import KindLines, newest_by_kind

WEEK = timedelta(days=7)
AHEAD = timedelta(days=21)  # how far the page looks for dates
MOST_OF_A_KIND = 5  # lines; "What's new" has all


@dataclass(frozen=True, slots=True)
class WeekPage:
    """`since` is the first day that it tells of."""

    since: date
    kinds: tuple[KindLines, ...]
    dates: tuple[CalendarEntry, ...]

    @property
    def nothing(self) -> bool:
        return not (self.kinds or self.dates)


def week_for(reader: Reader) -> WeekPage:
    """The last seven days and the next three weeks."""
    since = clock.today() - WEEK
    found = newest_by_kind(reader, since, most=MOST_OF_A_KIND)
    kinds = sorted(found, key=lambda each: (each.kind != Notice.KIND, str(each.title)))  # notices first
    return WeekPage(since, tuple(kinds), dates_for(reader))


def dates_for(reader: Reader) -> tuple[CalendarEntry, ...]:
    """Deadlines and events of the next weeks in all rooms, the nearest first."""
    today = clock.today()
    near = (each for each in days_of(reader) if today <= each.day <= today + AHEAD)
    return tuple(sorted(near, key=lambda each: (each.day, each.words, each.record)))


def of_the_week(reader: Reader, since: datetime) -> Iterator[Waiting]:
    """One line a week, for the summary of Monday, where anything is new or near: numbers, no words of records."""
    monday = clock.today() - timedelta(days=clock.today().weekday())
    ended = datetime.combine(monday, time.min, UTC) - timedelta(hours=12)  # Sunday, wherever they live
    if ended <= since:
        return
    number, dates = number_for(reader, Span(ended - WEEK, ended), tellings()), len(dates_for(reader))
    if number or dates:
        yield Waiting(NOTHING, ended, NotificationLine(reverse("exchange:week"), _numbers(number, dates)), again=True)


def _numbers(changes: int, dates: int) -> str:
    words = ngettext("%(number)s change in the last week", "%(number)s changes in the last week", changes)
    near = ngettext("%(number)s date in the next three weeks", "%(number)s dates in the next three weeks", dates)
    return f"{words % {'number': changes}}, {near % {'number': dates}}"


NOTIFICATION = NotificationKind(
    name="week",
    found=of_the_week,
    line=_("This week in the region"),
    letters=Letters(code="week", label=_("This week in the region"), many="exchange:week", frequency=OFF, minutes=3.0),
)
