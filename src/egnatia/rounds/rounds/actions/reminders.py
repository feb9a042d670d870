"""Reminders that the secretariat writes to those who have not cleared: its text and a link."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.inbox import Due, NotificationKind, one_by_one
from egnatia.kernel.records import audit
from egnatia.needs.needs.queries.visible import seats_of
from egnatia.reminders.actions import store
from egnatia.reminders.models import Reminder
from egnatia.rounds.rounds.models import Participant, Round
from egnatia.rounds.rounds.queries.reminders import remindable
from egnatia.rounds.rounds.queries.seats import can_read
from egnatia.rounds.rounds.rules import OPEN, REMINDED, Seats, require_opener
from egnatia.taxonomy.forum import ForumNames


@transaction.atomic
def remind(record: UUID, participants: Collection[UUID], text: str, names: ForumNames, *, by: Reader) -> list[UUID]:
    """The reminders that are to be sent: none to whoever got one today, or has cleared meanwhile."""
    require_opener(by)
    Round.visible_to(by).select_for_update(of=("self",)).filter(pk=record).first()
    today = clock.today()
    reminders = [
        Reminder(
            name=REMINDED,
            about=each.row.id,
            day=today,
            person_id=address.person,
            organisation_id=address.organisation,
            text=text,
            asked_by=by.name,
        )
        for each in remindable(by, record, names)
        if each.row.id in participants and each.row.reminded != today
        for address in each.addresses
    ]
    store(reminders)
    audit.record("reminded", Round.KIND, record, by=by, letters=len(reminders))
    return [reminder.pk for reminder in reminders]


def _still(due: Due) -> bool:
    """Whether it has not cleared meanwhile, and its people can see the round as it is marked now."""
    open_ones = Participant.objects.select_related("round__record").filter(stage__in=OPEN)
    found = open_ones.filter(pk=due.about).first()
    if found is None:
        return False
    economy, organisation = found.economy_id or "", str(found.organisation_id or "")
    seats = Seats(tokens=seats_of(economy) if economy else frozenset())
    return can_read(found.round.record.tokens, economy, organisation, seats)


def _page(about: UUID) -> str:
    return reverse("rounds:round", args=[Participant.objects.values_list("round", flat=True).get(pk=about)])


REMINDER = NotificationKind(name=REMINDED, template="rounds/mails/round", lines=one_by_one(_page, _still))
