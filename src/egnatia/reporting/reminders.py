"""Reminders while a text circulates: to whoever may object to it, when it begins and before it ends."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import clock
from egnatia.kernel.inbox import Due, Letters, MailRecipient, NotificationKind, one_by_one
from egnatia.kernel.models import Office, Person
from egnatia.kernel.readers import holding_on
from egnatia.reminders.queries import mailboxes_of, people
from egnatia.reporting.snapshots.models import Snapshot
from egnatia.reporting.snapshots.queries.detail import seats_of
from egnatia.reporting.snapshots.queries.silence import calendars_of_round
from egnatia.reporting.snapshots.rules import CIRCULATING
from egnatia.rounds.rounds.models import Participant
from egnatia.workdays.rules import Calendar, NoWorkingDay, after_working_days

BEGINS, ENDS = "begins", "ends"
LEFT = 2  # working days, from which on the letter before the end goes


def letter_on(today: date, begun: date, last: date, calendars: Collection[Calendar]) -> str:
    """BEGINS, ENDS once no more than two working days are left and it did not begin today, "" where it is over."""
    if today > last:
        return ""
    return ENDS if today > begun and last <= _soon(today, calendars) else BEGINS


def _soon(today: date, calendars: Collection[Calendar]) -> date:
    """Where somebody set the calendars so that no working day is common any more, each day counts."""
    try:
        return after_working_days(today, LEFT, calendars)
    except NoWorkingDay:
        return today + timedelta(days=LEFT)


@dataclass(frozen=True, slots=True)
class Circulating:
    """A text that circulates today, the sort of letter that goes today, and the last day to object."""

    snapshot: UUID
    round: UUID
    sort: str
    last: date


def circulating(snapshot: UUID | None = None) -> tuple[Circulating, ...]:
    """All of them, or this one, whoever may read them: who is written to is asked of each recipient."""
    rows = Snapshot.objects.filter(state=CIRCULATING, record__withdrawn_at__isnull=True).defer("manifest")
    rows = rows.filter(pk=snapshot) if snapshot else rows
    found = rows.filter(deadline__isnull=False).select_related("round").order_by("pk")
    texts = (Circulating(each.pk, each.round_id, _sort(each, last), last) for each in found if (last := each.deadline))
    return tuple(text for text in texts if text.sort)


def _sort(each: Snapshot, last: date) -> str:
    return letter_on(clock.today(), timezone.localdate(each.frozen_at), last, calendars_of_round(each.round))


def recipients_of(text: Circulating) -> Iterator[MailRecipient]:
    """Who may object to it: focal points and deputies, people of an organisation that takes part, or its mailbox."""
    seats = Participant.objects.filter(round=text.round)
    organisations = frozenset(seats.filter(organisation__isnull=False).values_list("organisation", flat=True))
    holding = Office.objects.filter(
        holding_on(clock.today()), kind=Office.Kind.FOCAL_POINT, economy__in=seats.values("economy")
    )
    able = Person.objects.filter(pk__in=holding.values("person")) | Person.objects.filter(
        organisation__in=list(organisations)
    )
    told: set[UUID] = set()
    for each in people(able):
        if may_object(each, text.snapshot):
            told.add(UUID(each.reader.organisation))
            yield each
    yield from (each for each in mailboxes_of(organisations - told) if may_object(each, text.snapshot))


def may_object(to: MailRecipient, snapshot: UUID) -> bool:
    """Whether they read the text now, and hold a seat that may break its silence."""
    found = Snapshot.visible_to(to.reader).defer("manifest").filter(pk=snapshot).first()
    return found is not None and bool(seats_of(to.reader, found))


def texts_due(sort: str) -> Iterator[Due]:
    """Whom to remind today of texts that are at this point of their silence; the day is the last one to object."""
    for text in circulating():
        if text.sort == sort:
            yield from (Due(each, text.last, text.snapshot) for each in recipients_of(text))


def _still(sort: str, due: Due) -> bool:
    """Neither objected to nor over since, and still theirs to object to."""
    there = any(text.sort == sort for text in circulating(due.about))
    return there and may_object(due.to, due.about)


LETTERS = Letters(
    code="texts",
    label=_("Notices about draft results under silence procedure"),
)


def _kind(sort: str) -> NotificationKind:
    return NotificationKind(
        name=f"text-{sort}",
        template=f"reporting/mails/text_{sort}",
        due=partial(texts_due, sort),
        lines=one_by_one(lambda about: reverse("reporting:snapshot", args=[about]), partial(_still, sort)),
        line=_("Draft results of a mapping round are under silence procedure"),
        letters=LETTERS,
    )


TEXTS = (_kind(BEGINS), _kind(ENDS))
