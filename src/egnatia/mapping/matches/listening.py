"""Compares what was stored: at once where it is little, in a job where it is much."""

from collections.abc import Collection
from uuid import UUID

from django.dispatch import receiver
from procrastinate.exceptions import AlreadyEnqueued

from egnatia.kernel.models import Record
from egnatia.kernel.signals import record_marked
from egnatia.kernel.transactions import savepoint
from egnatia.mapping.activities.models import Activity
from egnatia.mapping.activities.signals import activities_stored
from egnatia.mapping.matches.actions.finding import compare_or_wait
from egnatia.mapping.matches.actions.keeping import found_anew
from egnatia.mapping.matches.jobs import compare_waiting_activities


@receiver(activities_stored)
def compare_stored(sender: type, ids: Collection[UUID], **_: object) -> None:  # noqa: ARG001 - a signal's form
    """Runs in the transaction that stores: no activity is there without its comparison, or its place in the queue."""
    if compare_or_wait(ids):
        _call_the_job()


@receiver(record_marked)
def begin_anew(sender: type, record: Record, **_: object) -> None:  # noqa: ARG001 - a signal's form
    """Other readers: what they see of a match begins when they may see it."""
    if record.kind == Activity.KIND:
        found_anew(record.pk)


def _call_the_job() -> None:
    try:
        with savepoint():
            compare_waiting_activities.defer()
    except AlreadyEnqueued:
        return
