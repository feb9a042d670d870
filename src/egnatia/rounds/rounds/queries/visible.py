"""The rounds that a reader sees, and the participants in them that they may know of."""

from uuid import UUID

from django.db.models import Q, QuerySet

from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotFound
from egnatia.kernel.request_cache import once_per_request
from egnatia.rounds.rounds.models import Participant, Round
from egnatia.rounds.rounds.rules import speaks_for


def round_row(reader: Reader, record: UUID) -> Round:
    """The stored round. Raises NotFound where there is none that the reader sees."""
    found = Round.visible_to(reader).select_related("record", "framework").filter(pk=record).first()
    if not isinstance(found, Round) or not may_read(reader, found.record.envelope).allowed:
        raise NotFound
    return found


def own(reader: Reader) -> Q:
    """For participants: those that the reader speaks for."""
    if not reader.strong:
        return Q(pk__in=[])
    by_role = Q(economy__in=sorted(reader.economies))
    return by_role | Q(organisation=UUID(reader.organisation)) if reader.organisation else by_role


def participants_seen_by(reader: Reader) -> QuerySet[Participant]:
    """Of the rounds that they see: all for the secretariat, for others those that they speak for."""
    rows = Participant.objects.filter(round__in=Round.visible_to(reader).values("pk"))
    rows = rows if reader.is_secretariat else rows.filter(own(reader))
    return rows.select_related("round").order_by("economy__order", "economy", "pk")


@once_per_request
def own_participants(reader: Reader) -> tuple[Participant, ...]:
    """Of the rounds that they see, those that the reader speaks for: the start page asks for them in several rooms."""
    return tuple(participants_seen_by(reader).filter(own(reader)).select_related("round__record"))


def participant_row(reader: Reader, participant: UUID) -> Participant:
    """Raises NotFound where there is none, or none that they may know of."""
    found = participants_seen_by(reader).select_related("round__record", "round__framework").filter(pk=participant)
    row = found.first()
    if row is None:
        raise NotFound
    return row


def locked(reader: Reader, participant: UUID) -> Participant:
    """The participant, for this transaction alone: two who say something at once wait for each other."""
    Participant.objects.select_for_update().filter(pk=participant).first()
    return participant_row(reader, participant)


def speaks(reader: Reader, participant: Participant) -> bool:
    """Whether the reader speaks for the participant; the secretariat only looks on."""
    return speaks_for(reader, participant.economy_id or "", str(participant.organisation_id or ""))
