"""What was stored or marked waits for its comparison; the job is called in the same transaction."""

from collections.abc import Collection
from uuid import UUID

from django.dispatch import receiver

from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.storage import activities_stored
from egnatia.kernel.models import Record
from egnatia.kernel.records.markings import record_marked
from egnatia.matching.actions import found_anew, note_waiting
from egnatia.matching.jobs import compare_waiting_activities


@receiver(activities_stored)
def compare_stored(sender: type, ids: Collection[UUID], **_: object) -> None:  # noqa: ARG001 - a signal's form
    """Runs in the transaction that stores: no activity is there without its place in the queue."""
    note_waiting(ids)
    compare_waiting_activities.defer()


@receiver(record_marked)
def begin_anew(sender: type, record: Record, **_: object) -> None:  # noqa: ARG001 - a signal's form
    """Other readers: what they see of a match begins when they may see it."""
    if record.kind == Activity.KIND:
        found_anew(record.pk)
