"""Whom a reminder would reach: focal points and functional mailboxes, of participants who can see the round."""

from dataclasses import dataclass
from uuid import UUID

from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Office, Organisation
from egnatia.kernel.readers import holding_on
from egnatia.rounds.rounds.queries.detail import around
from egnatia.rounds.rounds.queries.questions import is_asked_for, takes_answers
from egnatia.rounds.rounds.queries.visible import participants_seen_by, round_row
from egnatia.rounds.rounds.rows import ParticipantRow
from egnatia.rounds.rounds.rules import OPEN
from egnatia.taxonomy.forum import ForumNames


@dataclass(frozen=True, slots=True)
class ReminderAddress:
    """Whom a reminder goes to: somebody who holds an office, or the functional mailbox of an organisation."""

    person: UUID | None = None
    organisation: UUID | None = None


@dataclass(frozen=True, slots=True)
class Remindable:
    """A participant that may answer, has not cleared yet and can see the round. Without an address no letter can go:
    the page of the round says whose role is vacant."""

    row: ParticipantRow
    addresses: tuple[ReminderAddress, ...]


def remindable(reader: Reader, record: UUID, names: ForumNames) -> tuple[Remindable, ...]:
    """In the order of the page. Raises NotFound where the reader sees no such round."""
    found = round_row(reader, record)
    rows = list(participants_seen_by(reader).filter(round=found, stage__in=OPEN))
    waiting = [each for each in rows if is_asked_for(each) and takes_answers(each)]
    known = around(reader, names, waiting)
    holders = _holders([each.economy_id for each in waiting if each.economy_id])
    boxes = _mailboxes(reader, [each.organisation_id for each in waiting if each.organisation_id])
    every = [
        Remindable(
            known.row(each, found.record),
            holders.get(each.economy_id or "", ()) or boxes.get(each.organisation_id, ()),
        )
        for each in waiting
    ]
    return tuple(each for each in every if each.row.reachable and (each.addresses or not each.row.vacant))


def _holders(economies: list[str]) -> dict[str, tuple[ReminderAddress, ...]]:
    """Whoever holds an office of focal point today and has an address; each person once for an economy."""
    rows = Office.objects.filter(
        holding_on(clock.today()), kind=Office.Kind.FOCAL_POINT, economy__in=economies, person__is_active=True
    )
    found: dict[str, tuple[ReminderAddress, ...]] = {}
    for economy, person in rows.exclude(person__email="").order_by("pk").values_list("economy_id", "person_id"):
        address = ReminderAddress(person=person)
        if address not in found.get(economy, ()):
            found[economy] = (*found.get(economy, ()), address)
    return found


def _mailboxes(reader: Reader, organisations: list[UUID]) -> dict[UUID | None, tuple[ReminderAddress, ...]]:
    rows = Organisation.visible_to(reader).filter(pk__in=organisations).exclude(mailbox="")
    return {pk: (ReminderAddress(organisation=pk),) for pk in rows.values_list("pk", flat=True)}
