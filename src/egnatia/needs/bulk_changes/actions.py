"""Changing many records at once, and taking that back: each record by the rules of a single change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.db import transaction

from egnatia.activities.activities import storage
from egnatia.activities.activities.columns import ends_before_it_begins
from egnatia.activities.activities.entries import ActivityEntry, facts_of
from egnatia.activities.activities.models import Activity
from egnatia.kernel import clock, records
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import AlreadyThere, ChangedMeanwhile, NotAllowed, NotFound
from egnatia.kernel.models import Record, Release
from egnatia.kernel.records import audit, lifecycle, markings
from egnatia.kernel.records.versions import VersionRow, versions_numbered
from egnatia.needs.bulk_changes.models import BulkChange, BulkedRecord
from egnatia.needs.bulk_changes.queries.visible import MODELS, estimates_of, own, seen
from egnatia.needs.bulk_changes.rules import (
    ACTIVITIES,
    NEEDS,
    ActivityWish,
    BulkPlan,
    BulkResult,
    NeedWish,
    PlannedRecord,
    asked_for,
    undoable,
)
from egnatia.needs.needs.fields import NEED
from egnatia.needs.needs.models import Need
from egnatia.needs.needs.status import TooManyHighs

# What a single change may answer instead of being done: here, a record that is left out.
REFUSALS = (NotAllowed, AlreadyThere, ChangedMeanwhile, NotFound, TooManyHighs)
CODES: Mapping[type[Exception], str] = {
    AlreadyThere: "key",
    ChangedMeanwhile: "changed",
    NotFound: "changed",
    TooManyHighs: "highs",
}


def code_of(refused: Exception) -> str:
    return refused.code if isinstance(refused, NotAllowed) else CODES[type(refused)]


@dataclass(frozen=True, slots=True)
class Earlier:
    """A record that is put back, and the version that it was at."""

    row: Any
    version: VersionRow
    done: BulkedRecord


class BulkKind(Protocol):
    """One kind of record that can be changed many at once."""

    def differs(self, row: Any, wish: Any) -> bool:  # noqa: ANN401 - the row and the wish of its own kind
        """Whether the wish makes it say anything else."""

    def fault(self, row: Any, wish: Any) -> str:  # noqa: ANN401 - as above
        """What would contradict itself then; "" where nothing does."""

    def each(self, row: Any, wish: Any, *, by: Reader) -> None:  # noqa: ANN401 - as above
        """What is done for one record by itself; raises one of REFUSALS."""

    def together(self, rows: Sequence[Any], wish: Any, *, by: Reader) -> None:  # noqa: ANN401 - as above
        """What is done for all of them in one go, once nothing stands in their way."""

    def each_back(self, row: Any, version: VersionRow, *, by: Reader) -> None:  # noqa: ANN401 - as above
        """One record says again what that version said, or raises one of REFUSALS."""

    def together_back(self, earlier: Sequence[Earlier], *, by: Reader) -> None:
        """What is put back for all of them in one go."""


def locked(listed: str, records: Sequence[UUID], *, by: Reader) -> dict[UUID, Any]:
    """Those that the reader sees, for this transaction alone. Always in one order, so that two who change many at
    once wait for each other and not for themselves.
    """
    list(Record.objects.select_for_update().filter(pk__in=records).order_by("pk").values_list("pk"))
    return seen(listed, records, by=by)


class OfActivities:
    """See `Subject`."""

    def differs(self, row: Activity, wish: ActivityWish) -> bool:
        before = facts_of(row.facts, row.pk)
        said = wish.facts(before, estimates_of(row)) != before or bool(wish.up_to_date)
        return said or wish.status_after(row.status) != row.status

    def fault(self, row: Activity, wish: ActivityWish) -> str:
        facts = wish.facts(facts_of(row.facts, row.pk), estimates_of(row))
        return "ends" if ends_before_it_begins(facts.start, facts.end) else ""

    def each(self, row: Activity, wish: ActivityWish, *, by: Reader) -> None:  # noqa: ARG002 - see `Subject`
        records.require_owner(row.record, by=by)

    def together(self, rows: Sequence[Activity], wish: ActivityWish, *, by: Reader) -> None:
        now = clock.now()
        changes = [(row, self._entry(row, wish, now)) for row in rows]
        storage.update_many(changes, by=by)

    def _entry(self, row: Activity, wish: ActivityWish, now: datetime) -> ActivityEntry:
        facts, status = wish.facts(facts_of(row.facts, row.pk), estimates_of(row)), wish.status_after(row.status)
        return ActivityEntry(facts, **_fields(row, status, row.record.provenance, now))

    def each_back(self, row: Activity, version: VersionRow, *, by: Reader) -> None:  # noqa: ARG002 - see `Subject`
        records.require_owner(row.record, by=by)

    def together_back(self, earlier: Sequence[Earlier], *, by: Reader) -> None:
        storage.update_many([(each.row, _before(each)) for each in earlier], by=by)


def _before(earlier: Earlier) -> ActivityEntry:
    row, version = earlier.row, earlier.version
    facts, status = facts_of(version.content["facts"], row.pk), version.content["status"]
    was = earlier.done.updated_before
    return ActivityEntry(facts, **_fields(row, status, version.provenance, was))


def _fields(row: Activity, status: str, provenance: dict[str, Any], updated_at: datetime | None) -> storage.Fields:
    """What no wish speaks of stays."""
    return storage.Fields(
        content=row.content,
        sort=row.sort,
        measure=row.measure,
        status=status,
        shares=row.shares,
        provenance=provenance,
        digest=row.digest,
        updated_at=updated_at,
    )


class OfNeeds:
    """See `Subject`."""

    def differs(self, row: Need, wish: NeedWish) -> bool:
        before = NEED.said(row)
        return wish.said(before) != before

    def fault(self, row: Need, wish: NeedWish) -> str:  # noqa: ARG002 - see `Subject`
        return ""

    def each(self, row: Need, wish: NeedWish, *, by: Reader) -> None:
        lifecycle.change(NEED, row.pk, wish.said(NEED.said(row)), expected=row.record.version, by=by)
        row.record.refresh_from_db(fields=["version"])

    def together(self, rows: Sequence[Need], wish: NeedWish, *, by: Reader) -> None:
        """Nothing: all was done for each."""

    def each_back(self, row: Need, version: VersionRow, *, by: Reader) -> None:
        """There must be room for another high one, and what was confirmed is confirmed anew or a draft again."""
        lifecycle.change(NEED, row.pk, NEED.read(version.content), expected=row.record.version, by=by)

    def together_back(self, earlier: Sequence[Earlier], *, by: Reader) -> None:
        """Nothing: all was done for each."""


SUBJECTS: dict[str, BulkKind] = {ACTIVITIES: OfActivities(), NEEDS: OfNeeds()}
State = BulkedRecord.State


def tried(plan: BulkPlan, *, by: Reader) -> BulkResult:
    """What would become of it: everything is done as in earnest, and undone at once."""
    with transaction.atomic():
        outcome = carry_out(plan, by=by)
        transaction.set_rollback(True)
    return outcome


@transaction.atomic
def carry_out(plan: BulkPlan, *, by: Reader) -> BulkResult:
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


def _done(subject: BulkKind, row: Any, planned: PlannedRecord, plan: BulkPlan, *, by: Reader) -> BulkedRecord:  # noqa: ANN401 - of whatever kind
    """What becomes of one record; its part of what is done together comes later, and never fails."""
    record: Record = row.record
    why = _left_out(subject, row, planned, plan)
    if why:
        return BulkedRecord(record=record, state=State.LEFT, because=why)
    made = BulkedRecord(record=record, state=State.CHANGED, before=record.version)
    made.updated_before = getattr(row, "updated_at", None)
    try:
        with transaction.atomic():
            if plan.marking is not None and plan.marking != record.marking:
                _mark(made, record, plan.marking, by=by)
            if subject.differs(row, plan.wish):
                subject.each(row, plan.wish, by=by)
    except REFUSALS as refused:
        return BulkedRecord(record=record, state=State.LEFT, because=code_of(refused))
    made.digest_after = record.marking_digest
    return made


def _left_out(subject: BulkKind, row: Any, planned: PlannedRecord, plan: BulkPlan) -> str:  # noqa: ANN401 - of whatever kind
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


def _kept(plan: BulkPlan, done: Sequence[BulkedRecord], *, missing: int, by: Reader) -> BulkResult:
    """So that its author finds it again; nothing is kept, and nothing told, of a change that changed nothing."""
    changed = tuple(each.record_id for each in done if each.state == State.CHANGED)
    left = {each.record_id: each.because for each in done if each.state == State.LEFT}
    waits = frozenset(each.record_id for each in done if each.waits)
    if not changed:
        return BulkResult(None, changed, waits, left, missing)
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
    return BulkResult(change.pk, changed, waits, left, missing)


@dataclass(frozen=True, slots=True)
class Undone:
    """How many were put back, how many of these ask a second person for their wider marking, and how many stay."""

    back: int
    waits: int
    stay: int


@transaction.atomic
def undo(change_id: UUID, *, by: Reader) -> Undone:
    """Raises NotFound where there is none of their own, NotAllowed("bulk-over") where it is too late or was undone.

    What somebody changed or marked since stays, and so does what they may not change any more. What they do not see any
    more is left alone and not spoken of.
    """
    change = _own(change_id, by=by)
    subject = SUBJECTS[change.listed]
    done = list(change.records.filter(state=State.CHANGED).order_by("pk"))
    rows = locked(change.listed, [each.record_id for each in done], by=by)
    there = [each for each in done if each.record_id in rows]
    told = versions_numbered(by, {each.record_id: each.before for each in there})
    for each in there:
        each.because = _put_back(each, rows[each.record_id], told.get(each.record_id), change, by=by)
        each.state = State.STAYED if each.because else State.BACK
    back = [each for each in there if each.state == State.BACK]
    said = [Earlier(rows[each.record_id], told[each.record_id], each) for each in back if each.after != each.before]
    subject.together_back(said, by=by)
    BulkedRecord.objects.bulk_update(there, ["state", "because", "waits"])
    change.undone_at = clock.now()
    change.save(update_fields=["undone_at"])
    audit.record("undid several", MODELS[change.listed].KIND, change.pk, by=by, stayed=len(there) - len(back))
    return Undone(len(back), sum(each.waits for each in back), len(there) - len(back))


def _own(change_id: UUID, *, by: Reader) -> BulkChange:
    change = own(by).select_for_update().filter(pk=change_id).first()
    if change is None:
        raise NotFound
    if not undoable(change.made_at, change.undone_at, clock.now()):
        raise NotAllowed("bulk-over")
    return change


def _put_back(
    each: BulkedRecord,
    row: Any,  # noqa: ANN401 - of whatever kind
    version: VersionRow | None,
    change: BulkChange,
    *,
    by: Reader,
) -> str:
    """Why it stays; "" where it is put back, but for what is put back for all of them together."""
    record: Record = row.record
    if (record.version, record.marking_digest) != (each.after, each.digest_after):
        return "changed"
    if version is None:
        return "unread"
    try:
        with transaction.atomic():
            each.waits = _marked_back(each, record, change, by=by)
            if each.after != each.before:
                SUBJECTS[change.listed].each_back(row, version, by=by)
    except REFUSALS as refused:
        return code_of(refused)
    return ""


def _marked_back(each: BulkedRecord, record: Record, change: BulkChange, *, by: Reader) -> bool:
    """Whether its wider marking of before waits for a second person now."""
    if each.waits:
        _take_back_wish(record, markings.of_json(change.marking or {}), by=by)
        return False
    if each.marking_before is None:
        return False
    return markings.remark(record, markings.of_json(each.marking_before), by=by) is not None


def _take_back_wish(record: Record, marking: Marking, *, by: Reader) -> None:
    """The wish that the change made, where nobody has decided about it and nobody has made another one since."""
    wish = Release.objects.filter(record=record, asked_by=by.person, marking=markings.as_json(marking)).first()
    if wish is not None:
        markings.decline_release(wish.pk, by=by)
