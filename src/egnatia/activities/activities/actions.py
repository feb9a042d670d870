"""Adding, changing, withdrawing and restoring an activity, and new keys for what is stored. Each is one transaction."""

from collections.abc import Callable, Iterable
from typing import Unpack
from uuid import UUID

from django.db import connection, transaction

from egnatia import overlap
from egnatia.activities.activities.bulk import rekey
from egnatia.activities.activities.entries import facts_of
from egnatia.activities.activities.models import Activity, Unkeyed
from egnatia.activities.activities.storage import Fields, activities_stored, store, update
from egnatia.kernel import records
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import AlreadyThere, ChangedMeanwhile, NotAllowed, NotFound
from egnatia.kernel.records import audit


@transaction.atomic
def register_activity(facts: overlap.ActivityFacts, *, marking: Marking, by: Reader, **fields: Unpack[Fields]) -> UUID:
    """A new activity of the reader's organisation."""
    record = store(facts, marking=marking, by=by, **fields).record
    audit.record("registered", Activity.KIND, record.pk, by=by, tlp=marking.tlp.value)
    return record.pk


@transaction.atomic
def change_activity(
    record: UUID, facts: overlap.ActivityFacts, *, expected: int, by: Reader, **fields: Unpack[Fields]
) -> None:
    """A new version. `expected` is the version that the form was filled from; raises ChangedMeanwhile for another."""
    activity = _locked(record, by=by)
    records.require_owner(activity.record, by=by)
    if activity.record.version != expected:
        raise ChangedMeanwhile
    update(activity, facts, by=by, **fields)
    audit.record("changed", Activity.KIND, activity.pk, by=by, version=activity.record.version)


@transaction.atomic
def withdraw_activity(record: UUID, *, by: Reader) -> None:
    """Take it from everybody's sight. Nothing is deleted."""
    activity = _locked(record, by=by)
    records.withdraw(activity.record, by=by)
    audit.record("withdrew", Activity.KIND, activity.pk, by=by)


@transaction.atomic
def withdraw_several(activities: Iterable[UUID], *, by: Reader) -> tuple[UUID, ...]:
    """Those of them that were withdrawn; the others they do not see any more, or may not withdraw."""
    return tuple(record for record in sorted(activities) if _done(withdraw_activity, record, by=by))


@transaction.atomic
def restore_several(activities: Iterable[UUID], *, by: Reader) -> tuple[UUID, ...]:
    """Those of them that were restored."""
    return tuple(record for record in sorted(activities) if _done(restore_activity, record, by=by))


def _done(action: Callable[..., None], record: UUID, *, by: Reader) -> bool:
    try:
        with transaction.atomic():
            action(record, by=by)
    except (NotFound, NotAllowed, AlreadyThere):
        return False
    return True


@transaction.atomic
def restore_activity(record: UUID, *, by: Reader) -> None:
    """Undo a withdrawal: the same marking, the same readers. Raises NotFound where none of theirs can be restored."""
    activity = Activity.withdrawn_by_own_organisation(by).filter(pk=record).first()
    if activity is None:
        raise NotFound
    records.restore(activity.record, by=by)
    audit.record("restored", Activity.KIND, activity.pk, by=by)
    activities_stored.send(sender=Activity, ids=[activity.pk])


def _locked(record: UUID, *, by: Reader) -> Activity:
    """The activity, for this transaction alone: two changes at once wait for each other."""
    records.hold(record)
    activity = Activity.visible_to(by).filter(pk=record).first()
    if activity is None or not may_read(by, activity.record.envelope).allowed:
        raise NotFound
    found: Activity = activity
    return found


BATCH = 1_000  # in one transaction: whoever changes one of them waits for so many at most
ALL_WAIT = (
    "INSERT INTO activities_unkeyed (activity_id) SELECT record_id FROM activities_activity ON CONFLICT DO NOTHING"
)


def note_all_unkeyed() -> None:
    """Every activity waits for new keys. It is found by the old ones until then."""
    with connection.cursor() as cursor:
        cursor.execute(ALL_WAIT)


@transaction.atomic
def renew_keys() -> int:
    """Make the keys of a batch of what waits for them anew; how many these were.

    What somebody changes at this moment is left for a later batch: its facts are about to be others.
    """
    waiting = list(Unkeyed.objects.select_for_update(skip_locked=True).values_list("pk", flat=True)[:BATCH])
    free = Activity.objects.select_for_update(skip_locked=True, no_key=True).filter(pk__in=waiting)
    facts = {record: facts_of(stored, record) for record, stored in free.values_list("record_id", "facts")}
    rekey(facts)
    Unkeyed.objects.filter(pk__in=list(facts)).delete()
    return len(facts)
