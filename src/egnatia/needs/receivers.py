"""What was stored says what it serves, or waits for its estimate, and is cut into the matrix: in one transaction.

Another version of the framework is one that everything waits for.
"""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.dispatch import receiver

from egnatia.activities.activities.storage import activities_stored
from egnatia.activities.imports.actions.uploads import tables_kept
from egnatia.needs.frameworks.actions import aims_changed, declare, estimate_anew
from egnatia.needs.jobs import estimate_waiting_activities
from egnatia.needs.matrix.actions import cut_again
from egnatia.needs.spreadsheets.actions import begin_sheet
from egnatia.taxonomy.actions import framework_replaced


@receiver(activities_stored)
def declare_stored(sender: type, ids: Collection[UUID], **_: object) -> None:  # noqa: ARG001 - a signal's form
    """The job is called in the same transaction: no activity is there without its place in the queue."""
    declare(ids)
    estimate_waiting_activities.defer()


@receiver(framework_replaced)
def wait_for_all(sender: type, **_: object) -> None:  # noqa: ARG001 - a signal's form
    estimate_anew()
    estimate_waiting_activities.defer()


@receiver([activities_stored, aims_changed])
def cut_stored(sender: type, ids: Collection[UUID], **_: object) -> None:  # noqa: ARG001 - a signal's form
    cut_again(ids)


@receiver(tables_kept)
def outline_kept(sender: type, import_id: UUID, tables: Any, by: Any, **_: object) -> None:  # noqa: ANN401, ARG001 - as above
    """No file of tables waits without what was recognised of it."""
    begin_sheet(import_id, tables, by=by)
