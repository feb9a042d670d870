"""What becomes of a text that circulates: somebody objects, or nobody does until the day is over."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from egnatia.kernel import audit, clock, records
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import Record
from egnatia.kernel.reader import SYSTEM, Reader
from egnatia.kernel.tokens import covers
from egnatia.reporting.snapshots.models import Snapshot, SnapshotObjection
from egnatia.reporting.snapshots.queries.verifying import outcome_of
from egnatia.reporting.snapshots.queries.visible import snapshot_row
from egnatia.reporting.snapshots.rules import ADOPTED, BROKEN, CIRCULATING, require_desk
from egnatia.rounds.rounds.actions.adopting import adopt_held, let_go
from egnatia.rounds.rounds.authority import may_clear
from egnatia.rounds.rounds.models import Round
from egnatia.rounds.rounds.queries.visible import participants_seen_by


@transaction.atomic
def object_to(snapshot: UUID, participant: UUID, reason: str, *, by: Reader) -> None:
    """Break the silence for a participant whose office he holds, saying why.

    Raises NotFound where he sees no such text or participant of its round, NotAllowed("snapshot-office") where he does
    not clear for it, ("snapshot-reason") without a reason, ("snapshot-over") where silence is over or was broken.
    """
    found = _locked(snapshot, by)
    seat = participants_seen_by(by).filter(round=found.round_id, pk=participant).first()
    if seat is None:
        raise NotFound
    if not may_clear(by, seat.economy_id or "", str(seat.organisation_id or "")):
        raise NotAllowed("snapshot-office")
    if not reason:
        raise NotAllowed("snapshot-reason")
    _require_circulating(found)
    SnapshotObjection.objects.create(
        snapshot=found, participant=seat, reason=reason, by=by.name, organisation=by.organisation_name, at=clock.now()
    )
    _break(found)
    audit.record("objected", Snapshot.KIND, found.pk, by=by, participant=str(seat.pk), outcome=outcome_of(found))


@transaction.atomic
def take_text_back(snapshot: UUID, *, by: Reader) -> None:
    """The secretariat ends the circulation itself: nothing is adopted, and the answers can be changed again."""
    require_desk(by)
    found = _locked(snapshot, by)
    _require_circulating(found)
    _break(found)
    audit.record("took text back", Snapshot.KIND, found.pk, by=by, outcome=outcome_of(found))


@transaction.atomic
def settle(found: Round | None = None) -> int:
    """Write down that silence is over, of one round or of all; how many texts were adopted. A second time changes
    nothing: pages say so by rule already. What those who read its round could not all read is not adopted.
    """
    rows = Snapshot.objects.filter(state=CIRCULATING, deadline__lt=clock.today()).defer("manifest")
    due = list((rows.filter(round=found) if found else rows).select_for_update().order_by("pk"))
    covering = [each for each in due if _covers_its_round(each)]
    for each in due:
        if each in covering:
            _adopt(each)
        else:
            _end(each, by=SYSTEM)
    return len(covering)


def break_where_marked(record: Record, *, by: Reader) -> None:
    """End the circulation where the marking of a text or of its round changed so that somebody who may object could
    have lost sight of it. Inside the transaction that marks; what had been silent until then is adopted all the same.
    """
    rows = Snapshot.objects.filter(Q(pk=record.pk) | Q(round=record.pk), state=CIRCULATING).defer("manifest")
    for each in rows.select_for_update().order_by("pk"):
        if each.state_today == ADOPTED:
            _adopt(each)
        elif each.round_id == record.pk or not _covers_its_round(each):
            _end(each, by=by)


def require_nothing_stands(found: Round, *, by: Reader) -> None:
    """Raises NotAllowed("round-adopted") where a text of the round that he reads circulates or was adopted, whether or
    not anybody's answers stand in it.
    """
    texts = Snapshot.visible_to(by).filter(round=found).defer("manifest")
    if any(each.state_today != BROKEN for each in texts):
        raise NotAllowed("round-adopted")


def _adopt(each: Snapshot) -> None:
    assert each.deadline is not None  # a constraint of the table
    each.state, each.adopted_on = ADOPTED, each.deadline + timedelta(days=1)
    each.save(update_fields=["state", "adopted_on"])
    adopt_held(each.round, by=SYSTEM)
    audit.record("adopted", Snapshot.KIND, each.pk, by=SYSTEM, outcome=outcome_of(each))


def _covers_its_round(found: Snapshot) -> bool:
    """Whether whoever reads the round reads the text."""
    its = found.round.record
    return its.withdrawn_at is None and covers(found.record.tokens, its.tokens)


def _end(found: Snapshot, *, by: Reader) -> None:
    _break(found)
    audit.record("ended silence", Snapshot.KIND, found.pk, by=by, outcome=outcome_of(found))


def _locked(snapshot: UUID, by: Reader) -> Snapshot:
    """For this transaction alone: of two who object at once the second finds it broken."""
    records.hold(snapshot)
    Snapshot.objects.select_for_update().filter(pk=snapshot).values_list("pk").first()
    return snapshot_row(by, snapshot)


def _require_circulating(found: Snapshot) -> None:
    if found.state_today != CIRCULATING:
        raise NotAllowed("snapshot-over")


def _break(found: Snapshot) -> None:
    found.state = Snapshot.State(BROKEN)
    found.save(update_fields=["state"])
    let_go(found.round)
