"""Imports behind the scenes. A job carries identifiers only."""

from uuid import UUID

from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from egnatia.activities.imports.actions.failing import at_work, forget_what_was_left_lying
from egnatia.activities.imports.working import carry_out
from egnatia.kernel.transactions import savepoint


@app.task(queue="default", name="activities.carry_out_import")
def carry_out_import(import_id: str, person: str) -> None:
    carry_out(UUID(import_id), person)


@app.periodic(cron="* * * * *")
@app.task(queue="default", queueing_lock="pick-up-imports", name="activities.pick_up_imports")
def pick_up_imports(timestamp: int) -> None:  # noqa: ARG001 - what a periodic task is called with
    """Work that was cut off, say by a power cut, is begun again."""
    forget_what_was_left_lying()
    for import_id, person in at_work():
        send(import_id, person)


def send(import_id: UUID, person: str) -> None:
    """Put the work of this import into the queue, in the transaction at hand, unless it waits there already."""
    try:
        with savepoint():
            task = carry_out_import.configure(queueing_lock=f"import-{import_id}")
            task.defer(import_id=str(import_id), person=person)
    except AlreadyEnqueued:
        return
