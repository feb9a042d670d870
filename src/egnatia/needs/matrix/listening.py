"""Activities that were stored, or that serve something else now, are cut into the matrix in the same transaction."""

from collections.abc import Collection
from uuid import UUID

from django.dispatch import receiver

from egnatia.activities.activities.signals import activities_stored
from egnatia.needs.frameworks.signals import aims_changed
from egnatia.needs.matrix.actions.cutting import cut_again


@receiver([activities_stored, aims_changed])
def cut_stored(sender: type, ids: Collection[UUID], **_: object) -> None:  # noqa: ARG001 - a signal's form
    cut_again(ids)
