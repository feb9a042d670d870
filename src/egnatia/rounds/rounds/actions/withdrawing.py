"""Withdrawing a round, and restoring it. Each is one transaction and one audit event."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q

from egnatia.kernel import audit, records
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.reader import Reader
from egnatia.rounds.rounds.models import Round
from egnatia.rounds.rounds.queries.withdrawn import require_withdrawer, withdrawn_by
from egnatia.rounds.rounds.rules import ADOPTED
from egnatia.rounds.rounds.signals import round_leaving


@transaction.atomic
def withdraw_round(record: UUID, *, by: Reader) -> None:
    """Take it, and every answer that hangs on it, from everybody's sight. Nothing is deleted.

    Raises NotAllowed("round-adopted") once something of it was adopted or circulates.
    """
    found = require_withdrawer(by, record)
    records.hold(record)
    if found.participants.filter(Q(stage=ADOPTED) | Q(held_until__isnull=False)).exists():
        raise NotAllowed("round-adopted")
    round_leaving.send(sender=Round, round=found, by=by)
    records.withdraw(found.record, by=by)
    audit.record("withdrew", Round.KIND, found.pk, by=by)


@transaction.atomic
def restore_round(record: UUID, *, by: Reader) -> None:
    """Undo a withdrawal: each participant is where it was. Raises NotFound where there is none of his to restore."""
    found = withdrawn_by(by).filter(pk=record).first()
    if found is None:
        raise NotFound
    records.restore(found.record, by=by)
    audit.record("restored", Round.KIND, found.pk, by=by)
