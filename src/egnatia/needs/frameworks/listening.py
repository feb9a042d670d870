"""What is stored says what it serves, or waits for its estimate; the job is called in the same transaction."""

from collections.abc import Collection
from uuid import UUID

from django.dispatch import receiver

from egnatia.activities.activities.signals import activities_stored
from egnatia.needs.frameworks.actions.declaring import declare
from egnatia.needs.frameworks.jobs import estimate_waiting_activities


@receiver(activities_stored)
def declare_stored(sender: type, ids: Collection[UUID], **_: object) -> None:  # noqa: ARG001 - a signal's form
    """Runs in the transaction that stores: no activity is there without its place in the queue."""
    declare(ids)
    estimate_waiting_activities.defer()
