"""What was stored says what it serves, or waits for its estimate, and is cut into the matrix: in one transaction."""

from collections.abc import Collection
from uuid import UUID

from django.dispatch import receiver

from egnatia.activities.activities.signals import activities_stored
from egnatia.needs.frameworks.actions import declare
from egnatia.needs.frameworks.jobs import estimate_waiting_activities
from egnatia.needs.frameworks.signals import aims_changed
from egnatia.needs.matrix.actions import cut_again


@receiver(activities_stored)
def declare_stored(sender: type, ids: Collection[UUID], **_: object) -> None:  # noqa: ARG001 - a signal's form
    """The job is called in the same transaction: no activity is there without its place in the queue."""
    declare(ids)
    estimate_waiting_activities.defer()


@receiver([activities_stored, aims_changed])
def cut_stored(sender: type, ids: Collection[UUID], **_: object) -> None:  # noqa: ARG001 - a signal's form
    cut_again(ids)
