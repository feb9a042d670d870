"""What an economy says to a need that was drafted for it. One transaction, one audit event; nothing is overwritten."""

from uuid import UUID

from django.db import transaction

from egnatia.kernel import audit, clock
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.reader import Reader
from egnatia.needs.needs.actions.limiting import require_room
from egnatia.needs.needs.authority import may_confirm
from egnatia.needs.needs.models import Need, NeedAnswer
from egnatia.needs.needs.queries.visible import locked
from egnatia.needs.needs.rules import CONFIRMED


@transaction.atomic
def answer_need(record: UUID, verdict: str, *, expected: int, by: Reader) -> None:
    """Confirm the version `expected`, or say that the economy does not ("confirmed", "declined").

    The record stays as it is: its owner wrote it, the economy speaks for itself. Raises NotFound where he sees none,
    NotAllowed("need-focal-point") where he is not the economy's focal point, ("need-changed") for another version,
    TooManyHighs where there is no room for another high.
    """
    need = locked(by, record)
    if not by.strong:
        raise NotAllowed("second-factor")
    if not may_confirm(by, need.economy_id):
        raise NotAllowed("need-focal-point")
    if need.record.version != expected:
        raise NotAllowed("need-changed")
    if verdict == CONFIRMED and need.status != CONFIRMED:
        require_room(need.economy_id, need.priority, by=by, drafts=False, but=record)
    answer(need, verdict, by=by)
    audit.record(verdict, Need.KIND, need.pk, by=by, version=expected)


def answer(need: Need, verdict: str, *, by: Reader) -> None:
    """Keep the answer and what follows from it, inside an action's transaction."""
    now = clock.now()
    confirmed = verdict == CONFIRMED
    NeedAnswer.objects.create(
        need=need,
        version=need.record.version,
        verdict=NeedAnswer.Verdict(verdict),
        by=by.name,
        organisation=by.organisation_name,
        at=now,
    )
    need.status = verdict
    need.confirmed_by = by.name if confirmed else ""
    need.confirmed_at = now if confirmed else None
    need.save(update_fields=["status", "confirmed_by", "confirmed_at"])
