"""Taking back what was changed many at once: what stands as it was left gets its earlier version and marking."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from egnatia.kernel import audit, clock, markings
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.marking import Marking
from egnatia.kernel.models import Record, Release
from egnatia.kernel.reader import Reader
from egnatia.kernel.transactions import savepoint
from egnatia.kernel.versions import VersionRow, versions_numbered
from egnatia.needs.bulk_changes.actions.carrying_out import SUBJECTS, State
from egnatia.needs.bulk_changes.actions.subjects import REFUSALS, Earlier, code_of, locked
from egnatia.needs.bulk_changes.models import BulkChange, BulkedRecord
from egnatia.needs.bulk_changes.queries.visible import MODELS, own
from egnatia.needs.bulk_changes.rules import undoable


@dataclass(frozen=True, slots=True)
class Undone:
    """How many were put back, how many of these ask a second person for their wider marking, and how many stay."""

    back: int
    waits: int
    stay: int


@transaction.atomic
def undo(change_id: UUID, *, by: Reader) -> Undone:
    """Raises NotFound where there is none of his own, NotAllowed("bulk-over") where it is too late or was undone.

    What somebody changed or marked since stays, and so does what he may not change any more. What he does not see any
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
        with savepoint():
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
