"""Which records are to be confirmed, by whom, since when nobody confirmed them, and how fresh rooms are."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from egnatia.confirmations.models import Confirmation
from egnatia.kernel import clock
from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.access.reader import SYSTEM, Reader
from egnatia.kernel.faults import NotFound
from egnatia.kernel.inbox import Due, InboxItem, MailRecipient, counted
from egnatia.kernel.lists import ConfirmedKind
from egnatia.kernel.rooms import rooms
from egnatia.reminders.models import Reminder
from egnatia.reminders.queries import mailboxes_of, people_of, staff_of
from egnatia.taxonomy.forum import told_in_language

NAME = "confirm"  # of the notifications
AGAIN = timedelta(days=14)  # from one e-mail about a record to the next
TIMES = 2  # e-mails without an answer, after which it is marked
BETWEEN = timedelta(days=7)  # from one e-mail to somebody to the next
MOST = 20  # records in one e-mail
MOST_LISTED = 100


def confirmed_kinds() -> dict[str, ConfirmedKind]:
    """Of all rooms, by the kind."""
    return {each.kind: each for room in rooms() for each in room.confirmed}


def cutoff(kind: ConfirmedKind) -> datetime:
    """What was neither confirmed nor changed since then is to be confirmed."""
    return clock.now() - timedelta(days=365 * kind.months // 12)


def fresh(kind: ConfirmedKind) -> Q:
    """The condition that a row was confirmed or changed in time."""
    since = cutoff(kind)
    recently = Q(record__changed_at__gt=since) | Q(record__confirmation__confirmed_at__gt=since)
    return recently | Q(**{f"{kind.elsewhere}__gt": since.date()}) if kind.elsewhere else recently


def rows_of(kind: ConfirmedKind, reader: Reader) -> "QuerySet[Any]":
    """What is confirmed at all of what the reader sees: nothing that only named persons read."""
    return kind.rows(reader).filter(record__tlp__lt=Tlp.RED)


def row_of(record: UUID, reader: Reader) -> tuple[ConfirmedKind, Any]:
    """The record and how its kind is confirmed. Raises NotFound; one query for each kind, whether it is hidden or not
    there."""
    found = [(kind, row) for kind in confirmed_kinds().values() for row in rows_of(kind, reader).filter(pk=record)]
    if not found:
        raise NotFound
    return found[0]


def _overdue(kind: ConfirmedKind, reader: Reader) -> "QuerySet[Any]":
    return rows_of(kind, reader).exclude(fresh(kind)).select_related("record__confirmation").defer("record__search")


def _in_turn(day: date) -> Q:
    """The condition that an e-mail of that day asks about a row: not twice within two weeks, nor after the last."""
    asked, times = "record__confirmation__asked_on", "record__confirmation__times"
    anew = Q(**{f"{asked}__lt": F("record__changed_at")}) | Q(
        **{f"{asked}__lt": F("record__confirmation__confirmed_at")}
    )
    later = Q(**{f"{asked}__lte": day - AGAIN}) & (Q(**{f"{times}__lt": TIMES}) | anew)
    return Q(**{f"{asked}__isnull": True}) | Q(**{asked: day}) | later


@dataclass(frozen=True, slots=True)
class OverdueRecord:
    """A record to be confirmed; `last` is when it was confirmed or changed, `unconfirmed` that nobody answered."""

    id: UUID
    kind: ConfirmedKind
    title: str
    lang: str
    tlp: int
    last: datetime
    unconfirmed: bool

    @property
    def change(self) -> str:
        return reverse(f"{self.kind.route}-change", args=[self.id])

    @property
    def withdrawal(self) -> str:
        return reverse(f"{self.kind.route}-withdrawal", args=[self.id])

    @property
    def url(self) -> str:
        return reverse(self.kind.route, args=[self.id])


def last_of(row: Any) -> datetime:  # noqa: ANN401 - a row of any kind
    """When it was confirmed or changed."""
    kept = getattr(row.record, "confirmation", None)
    changed: datetime = row.record.changed_at
    return max(changed, kept.confirmed_at) if kept and kept.confirmed_at else changed


def is_unanswered(row: Any) -> bool:  # noqa: ANN401 - a row of any kind
    """Whether its owner was asked as often as they are and has not answered, of a row that is overdue."""
    kept = getattr(row.record, "confirmation", None)
    if kept is None or kept.asked_on is None or kept.times < TIMES:
        return False
    asked = kept.asked_on >= last_of(row).date()
    return bool(asked and kept.asked_on + AGAIN <= clock.today())


def _shown(kind: ConfirmedKind, row: Any, language: str | None = None) -> OverdueRecord:  # noqa: ANN401 - a row of any kind
    title, lang = told_in_language(row.record.text, language)
    return OverdueRecord(row.pk, kind, title, lang, row.record.tlp, last_of(row), is_unanswered(row))


def _of_organisation(kind: ConfirmedKind, reader: Reader) -> Iterator[Any]:
    """The overdue rows that the reader may change, the oldest first."""
    rows = _overdue(kind, reader).filter(record__owner=UUID(reader.organisation)).order_by("record__changed_at", "pk")
    yield from (row for row in rows[:MOST_LISTED] if kind.writable(reader, row))


def overdue_for(reader: Reader) -> list[OverdueRecord]:
    """What the reader may confirm now, the oldest first."""
    if reader.is_anonymous or not reader.is_confirmed:
        return []
    found = [_shown(kind, row) for kind in confirmed_kinds().values() for row in _of_organisation(kind, reader)]
    return sorted(found, key=lambda each: (each.last, each.id))


def to_confirm(reader: Reader) -> Iterator[InboxItem]:
    """What the reader may confirm."""
    count = len(overdue_for(reader))
    said = ngettext("%(count)s record to confirm", "%(count)s records to confirm", count) % {"count": counted(count)}
    text = _("Nobody has changed or confirmed them for some time. Are they still true?")
    yield InboxItem("confirmations", count, said, text, reverse("confirmations:records"), _("Review"), each=0.5)


def asked_of(to: MailRecipient, day: date) -> list[OverdueRecord]:
    """The records about which an e-mail of that day asks somebody: their own, and those whose author no longer
    works there."""
    others = {str(each) for each in staff_of(UUID(to.reader.organisation))} - {to.reader.person}
    found = []
    for kind in confirmed_kinds().values():
        rows = _overdue(kind, to.reader).filter(_in_turn(day), record__owner=UUID(to.reader.organisation))
        chosen = rows.exclude(record__author__in=others).order_by("record__changed_at", "pk")[:MOST]
        found += [_shown(kind, row, to.language) for row in chosen if kind.writable(to.reader, row)]
    return sorted(found, key=lambda each: (each.last, each.id))[:MOST]


def requests_due() -> Iterator[Due]:
    """Whom to ask today: people of the owners of what is overdue, or, where there are none, its functional mailbox."""
    today = clock.today()
    owners = _owners(today)
    asked = Reminder.objects.filter(name=NAME, sent_at__gt=clock.now() - BETWEEN, day__lt=today)
    people, mailboxes = (set(asked.values_list(each, flat=True)) for each in ("person", "organisation"))
    staffed = set()
    for to in people_of(owners):
        staffed.add(UUID(to.reader.organisation))
        if to.person not in people and asked_of(to, today):
            yield Due(to, today)
    for to in mailboxes_of(owners - staffed):
        if UUID(to.reader.organisation) not in mailboxes and asked_of(to, today):
            yield Due(to, today)


def _owners(day: date) -> set[UUID]:
    """The organisations about whose records an e-mail could ask today, whoever sees these: a first, wide choice."""
    found: set[UUID] = set()
    for kind in confirmed_kinds().values():
        rows = _overdue(kind, SYSTEM).filter(_in_turn(day)).order_by()
        found.update(rows.values_list("record__owner", flat=True).distinct())
    return found


def is_overdue(kind: ConfirmedKind, reader: Reader, record: UUID) -> bool:
    """Whether it is still to be confirmed, of a record that the reader sees."""
    return _overdue(kind, reader).filter(pk=record).exists()


@dataclass(frozen=True, slots=True)
class ConfirmationShown:
    """On the page of a record: since when it is not confirmed, for all; whether it is to be confirmed, for `writable`.

    `by` is who confirmed it last, where that was no change.
    """

    overdue: OverdueRecord
    writable: bool
    by: str


def confirmation_of(reader: Reader, record: UUID, kind: ConfirmedKind, *, writable: bool) -> ConfirmationShown | None:
    """Of a record that the reader sees; None where it is fresh. One query."""
    row = _overdue(kind, reader).filter(pk=record).first()
    if row is None:
        return None
    shown = _shown(kind, row)
    kept: Confirmation | None = getattr(row.record, "confirmation", None)
    by = kept.confirmed_by if writable and kept else ""
    return ConfirmationShown(shown, writable, by) if writable or shown.unconfirmed else None


def unconfirmed_among(reader: Reader, records: Collection[UUID], kind: ConfirmedKind) -> frozenset[UUID]:
    """Those of a list that nobody confirmed though their owner was asked for it. One query."""
    rows = _overdue(kind, reader).filter(pk__in=records)
    return frozenset(row.pk for row in rows if is_unanswered(row))


@dataclass(frozen=True, slots=True)
class FreshnessRow:
    """Of one kind, of what the reader sees: how many there are, how many were confirmed in time, how many nobody
    confirmed though they were asked for it."""

    kind: ConfirmedKind
    total: int
    fresh: int
    unconfirmed: int

    @property
    def percent(self) -> int:
        return 100 * self.fresh // self.total if self.total else 100


def freshness_seen_by(reader: Reader) -> list[FreshnessRow]:
    """By kind, in the order of the rooms. One query each."""
    asked_long_ago = Q(
        record__confirmation__times__gte=TIMES,
        record__confirmation__asked_on__lte=clock.today() - AGAIN,
        record__confirmation__asked_on__gte=F("record__changed_at"),
    )
    found = []
    for kind in confirmed_kinds().values():
        silent = asked_long_ago & ~fresh(kind)
        number = rows_of(kind, reader).aggregate(
            total=Count("pk"), fresh=Count("pk", filter=fresh(kind)), unconfirmed=Count("pk", filter=silent)
        )
        if number["total"]:
            found.append(FreshnessRow(kind, number["total"], number["fresh"], number["unconfirmed"]))
    return found
