"""Saying that an import stopped, and finding those whose work was cut off."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from egnatia.activities.imports.actions.uploads import forget_files
from egnatia.activities.imports.models import Import
from egnatia.kernel import clock
from egnatia.kernel.access.reader import SYSTEM
from egnatia.kernel.records import audit

MOST_ATTEMPTS = 3
AT_WORK = (Import.State.TRYING, Import.State.STORING, Import.State.UNDOING)
LEFT_LYING = timedelta(days=2)


@transaction.atomic
def attempt(import_id: UUID) -> bool:
    """Count another attempt; False once there were too many, and the import is then marked as failed."""
    found = Import.objects.select_for_update().filter(pk=import_id, state__in=AT_WORK).first()
    if found is None:
        return False
    if found.attempts >= MOST_ATTEMPTS:
        _fail(found, "interrupted")
        return False
    found.attempts += 1
    found.save(update_fields=["attempts"])
    return True


@transaction.atomic
def fail(import_id: UUID, code: str) -> None:
    """Mark it as stopped; `code` is a key of `sentences.FAILURES`."""
    found = Import.objects.select_for_update().filter(pk=import_id, state__in=AT_WORK).first()
    if found is not None:
        _fail(found, code)


def _fail(found: Import, code: str) -> None:
    """An import that could not be undone is still stored; any other is given up, and its files are forgotten."""
    undoing = found.state == Import.State.UNDOING
    found.state = Import.State.STORED if undoing else Import.State.FAILED
    found.failure, found.attempts = code, 0
    if not undoing:
        found.ended_at = clock.now()
        forget_files(found)
    found.save()
    audit.record("failed", Import.KIND, found.pk, by=SYSTEM, code=code)


def at_work() -> list[tuple[UUID, str]]:
    """(import, its author) of all that should be worked on at this moment."""
    rows = Import.visible_to(SYSTEM).filter(state__in=AT_WORK).order_by("started_at", "pk")
    return list(rows.values_list("pk", "record__author"))


@transaction.atomic
def forget_what_was_left_lying() -> None:
    """Files that were tried out and never confirmed do not stay here for ever."""
    old = clock.now() - LEFT_LYING
    waiting = (Import.State.CHOOSING, Import.State.TRIED)
    for found in Import.visible_to(SYSTEM).filter(state__in=waiting, started_at__lt=old):
        forget_files(found)
        found.state = Import.State.DISCARDED
        found.save(update_fields=["state"])
        audit.record("discarded", Import.KIND, found.pk, by=SYSTEM)
