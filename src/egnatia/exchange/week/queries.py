"""What stands on the page of the week, and the weekly e-mail that leads to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from egnatia.activities.activities.columns import titles_by_language
from egnatia.activities.activities.entries import facts_of
from egnatia.activities.activities.models import Activity
from egnatia.exchange.notices.models import Notice
from egnatia.exchange.week.fields import NOTE
from egnatia.exchange.week.models import WeekNote
from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.changes import Span, number_for
from egnatia.kernel.inbox import NOTHING, OFF, Letters, NotificationKind, NotificationLine, Waiting
from egnatia.kernel.rooms import CalendarEntry, days_of, tellings
from egnatia.people.changes.queries import KindLines, newest_by_kind
from egnatia.taxonomy.forum import told, told_in_language

WEEK = timedelta(days=7)
AHEAD = timedelta(days=21)  # how far the page looks for dates
MOST_EVENTS = 20
MOST_OF_A_KIND = 5  # lines; "What's new" has all


@dataclass(frozen=True, slots=True)
class WeekIntroduction:
    """What the secretariat says of the week, in the reader's language or, as `lang` says, in another."""

    text: str
    lang: str
    tlp: str
    at: datetime


@dataclass(frozen=True, slots=True)
class WeekPage:
    """`since` is the first day that it tells of."""

    since: date
    kinds: tuple[KindLines, ...]
    dates: tuple[CalendarEntry, ...]
    ended: tuple[CalendarEntry, ...] = ()
    introduction: WeekIntroduction | None = None

    @property
    def nothing(self) -> bool:
        return not (self.kinds or self.dates or self.ended or self.introduction)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def this_monday() -> date:
    return monday_of(clock.today())


def notes_of(reader: Reader, week: date) -> QuerySet[WeekNote]:
    """What was written on top of the week that begins on this Monday, the newest first."""
    rows = WeekNote.visible_to(reader).filter(week=week)
    return rows.defer("record__search").order_by("-record__changed_at", "-pk")


def own_note(reader: Reader, week: date) -> UUID | None:
    """The secretariat's own, which another would replace."""
    own = notes_of(reader, week).filter(record__owner=UUID(reader.organisation))
    found: UUID | None = own.values_list("pk", flat=True).first()
    return found


def introduction_for(reader: Reader) -> WeekIntroduction | None:
    """From Monday on, for a week."""
    row = notes_of(reader, this_monday()).first()
    if row is None:
        return None
    text, lang = told_in_language(NOTE.said(row).text.texts)
    return WeekIntroduction(text, lang, row.record.marking.tlp.words, row.record.changed_at)


def week_for(reader: Reader) -> WeekPage:
    """The last seven days and the next three weeks."""
    since = clock.today() - WEEK
    found = newest_by_kind(reader, since, most=MOST_OF_A_KIND)
    kinds = sorted(found, key=lambda each: (each.kind != Notice.KIND, str(each.title)))  # notices first
    return WeekPage(since, tuple(kinds), dates_for(reader), tuple(ended_for(reader)), introduction_for(reader))


def dates_for(reader: Reader) -> tuple[CalendarEntry, ...]:
    """Deadlines and events of the next weeks in all rooms, the nearest first."""
    today = clock.today()
    near = [each for each in days_of(reader) if today <= each.day <= today + AHEAD] + events_for(reader)
    return tuple(sorted(near, key=lambda each: (each.day, each.words, each.record)))


def events_for(reader: Reader) -> list[CalendarEntry]:
    """The activities of the next weeks that are events, by their first day. One query."""
    today = clock.today()
    rows = Activity.visible_to(reader).filter(sort=Activity.Sort.EVENT, starts__range=(today, today + AHEAD))
    found = rows.defer("record__search").order_by("starts", "pk")[:MOST_EVENTS]
    return [_entry(row, row.starts) for row in found]


def ended_for(reader: Reader) -> list[CalendarEntry]:
    """The activities whose last day was in the last seven days: what they supported may be open now. One query."""
    today = clock.today()
    rows = Activity.visible_to(reader).filter(ends__range=(today - WEEK, today - timedelta(days=1)))
    found = rows.defer("record__search").order_by("-ends", "pk")[:MOST_EVENTS]
    return [_entry(row, row.ends) for row in found]


def _entry(row: Activity, day: date | None) -> CalendarEntry:
    words = told(titles_by_language(facts_of(row.facts, row.pk)), row.title, row.language)[0]
    url = reverse("activities:activity", args=[row.pk])
    return CalendarEntry(row.pk, Activity.KIND, day or clock.today(), words, url, row.changed_at)


def of_the_week(reader: Reader, since: datetime) -> Iterator[Waiting]:
    """One line a week, for the summary of Monday, where anything is new or near: numbers, no words of records."""
    ended = datetime.combine(this_monday(), time.min, UTC) - timedelta(hours=12)  # Sunday, wherever they live
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
