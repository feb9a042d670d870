"""Asking for reminders, and the letters themselves: a text of the secretariat and a link, each sent once."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from egnatia.kernel import audit, clock
from egnatia.kernel.forum import ForumNames
from egnatia.kernel.reader import Reader
from egnatia.needs.needs.queries.visible import seats_of
from egnatia.people import mail
from egnatia.rounds.rounds.authority import require_opener
from egnatia.rounds.rounds.models import Participant, Round, RoundLetter
from egnatia.rounds.rounds.queries.reminding import remindable
from egnatia.rounds.rounds.queries.seats import can_read
from egnatia.rounds.rounds.rules import OPEN, Seats


@transaction.atomic
def remind(record: UUID, participants: Collection[UUID], text: str, names: ForumNames, *, by: Reader) -> list[UUID]:
    """The letters that are to be sent: none to whoever got one today, or has cleared meanwhile."""
    require_opener(by)
    Round.visible_to(by).select_for_update(of=("self",)).filter(pk=record).first()
    today = clock.today()
    letters = [
        RoundLetter(
            participant_id=each.row.id,
            person_id=address.person,
            mailbox=address.mailbox,
            language=address.language,
            text=text,
            day=today,
            asked_by=by.name,
        )
        for each in remindable(by, record, names)
        if each.row.id in participants and each.row.reminded != today
        for address in each.addresses
    ]
    RoundLetter.objects.bulk_create(letters, ignore_conflicts=True)
    audit.record("reminded", Round.KIND, record, by=by, letters=len(letters))
    return [letter.pk for letter in letters]


@transaction.atomic
def send_letter(letter: UUID, *, site: str) -> bool:
    """Whether a letter left. One that was sent is not sent again, nor one to whoever has cleared meanwhile,
    or can see the round no longer.
    """
    waiting = RoundLetter.objects.select_for_update(of=("self",)).select_related("participant__round__record")
    found = waiting.filter(pk=letter, sent_at__isnull=True, participant__stage__in=OPEN).first()
    if found is None or not _reaches(found.participant):
        return False
    found.sent_at = clock.now()
    found.save(update_fields=["sent_at"])
    link = site.rstrip("/") + reverse("rounds:round", args=[found.participant.round_id])
    context = {"text": found.text, "link": link}
    mail.send("rounds/mails/round", found.mailbox, context, language=found.language)
    return True


def _reaches(participant: Participant) -> bool:
    """Whether its people can see the round as it is marked now."""
    economy, organisation = participant.economy_id or "", str(participant.organisation_id or "")
    seats = Seats(tokens=seats_of(economy) if economy else frozenset())
    return can_read(participant.round.record.tokens, economy, organisation, seats)
