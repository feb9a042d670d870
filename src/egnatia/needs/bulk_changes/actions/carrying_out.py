"""Carrying out what a preview showed: all records that can be in one transaction, or, to see which, none of them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from egnatia.kernel import audit, markings
from egnatia.kernel.marking import Marking
from egnatia.kernel.models import Record
from egnatia.kernel.reader import Reader
from egnatia.kernel.transactions import savepoint
from egnatia.needs.bulk_changes.actions.of_activities import OfActivities
from egnatia.needs.bulk_changes.actions.of_needs import OfNeeds
from egnatia.needs.bulk_changes.actions.subjects import REFUSALS, Subject, code_of, locked
from egnatia.needs.bulk_changes.models import BulkChange, BulkedRecord
from egnatia.needs.bulk_changes.queries.visible import MODELS
from egnatia.needs.bulk_changes.rules import ACTIVITIES, NEEDS, Outcome, Plan, Planned, asked_for

SUBJECTS: dict[str, Subject] = {ACTIVITIES: OfActivities(), NEEDS: OfNeeds()}
State = BulkedRecord.State


def tried(plan: Plan, *, by: Reader) -> Outcome:
    """What would become of it: everything is done as in earnest, and undone at once."""
    with transaction.atomic():
        outcome = carry_out(plan, by=by)
        transaction.set_rollback(True)
    return outcome


@transaction.atomic
def carry_out(plan: Plan, *, by: Reader) -> Outcome:
    """Change every record of the plan that stands as it did, and may be changed so by `by`. The others are left.

    Each keeps the rules of a single change: who owns it, who may mark so, what waits for a second person.
    """
    subject = SUBJECTS[plan.listed]
    rows = locked(plan.listed, [row.record for row in plan.rows], by=by)
    there = [row for row in plan.rows if row.record in rows]
    done = [_done(subject, rows[row.record], row, plan, by=by) for row in there]
    anew = [rows[each.record_id] for each in done if each.state == State.CHANGED]
    subject.together([row for row in anew if subject.differs(row, plan.wish)], plan.wish, by=by)
    for each in done:
        if each.state == State.CHANGED:
            each.after = rows[each.record_id].record.version
    return _kept(plan, done, missing=len(plan.rows) - len(there), by=by)


def _done(subject: Subject, row: Any, planned: Planned, plan: Plan, *, by: Reader) -> BulkedRecord:  # noqa: ANN401 - of whatever kind
    """What becomes of one record; its part of what is done together comes later, and never fails."""
    record: Record = row.record
    why = _left_out(subject, row, planned, plan)
    if why:
        return BulkedRecord(record=record, state=State.LEFT, because=why)
    made = BulkedRecord(record=record, state=State.CHANGED, before=record.version)
    made.updated_before = getattr(row, "updated_at", None)
    try:
        with savepoint():
            if plan.marking is not None and plan.marking != record.marking:
                _mark(made, record, plan.marking, by=by)
            if subject.differs(row, plan.wish):
                subject.each(row, plan.wish, by=by)
    except REFUSALS as refused:
        return BulkedRecord(record=record, state=State.LEFT, because=code_of(refused))
    made.digest_after = record.marking_digest
    return made


def _left_out(subject: Subject, row: Any, planned: Planned, plan: Plan) -> str:  # noqa: ANN401 - of whatever kind
    record: Record = row.record
    if (record.version, record.marking_digest) != (planned.version, planned.digest):
        return "changed"
    says = subject.differs(row, plan.wish)
    if not says and plan.marking in (None, record.marking):
        return "same"
    return subject.fault(row, plan.wish) if says else ""


def _mark(made: BulkedRecord, record: Record, marking: Marking, *, by: Reader) -> None:
    before, could_read = record.marking, record.tokens
    made.marking_before = markings.as_json(before)
    made.waits = markings.remark(record, marking, by=by) is not None
    made.opened = not made.waits and not markings.is_narrower(record.tokens, could_read)


def _kept(plan: Plan, done: Sequence[BulkedRecord], *, missing: int, by: Reader) -> Outcome:
    """So that its author finds it again; nothing is kept, and nothing told, of a change that changed nothing."""
    changed = tuple(each.record_id for each in done if each.state == State.CHANGED)
    left = {each.record_id: each.because for each in done if each.state == State.LEFT}
    waits = frozenset(each.record_id for each in done if each.waits)
    if not changed:
        return Outcome(None, changed, waits, left, missing)
    change = BulkChange.objects.create(
        person_id=UUID(by.person),
        listed=plan.listed,
        wish=asked_for(plan.wish),
        marking=markings.as_json(plan.marking) if plan.marking else None,
    )
    for each in done:
        each.change = change
    BulkedRecord.objects.bulk_create(done)
    audit.record("changed several", MODELS[plan.listed].KIND, change.pk, by=by, records=[*map(str, changed)])
    return Outcome(change.pk, changed, waits, left, missing)
