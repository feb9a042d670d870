"""Imports as background jobs. A job carries identifiers only; one worker at a time holds the lock of an import."""

from collections.abc import Callable
from traceback import format_tb
from uuid import UUID

import structlog
from procrastinate.contrib.django import app

from egnatia.activities.imports.actions.failures import at_work, attempt, fail, forget_what_was_left_lying
from egnatia.activities.imports.actions.storage import store, try_out
from egnatia.activities.imports.actions.undo import undo
from egnatia.activities.imports.progress.callbacks import now_and_then
from egnatia.activities.imports.progress.models import Witness, witness
from egnatia.activities.imports.queries.lists import state_of
from egnatia.kernel.faults import AlreadyThere, NotAllowed, NotFound
from egnatia.kernel.models import Person
from egnatia.kernel.readers import reader_with_id
from egnatia.kernel.tasks import defer_once

log = structlog.get_logger()

Work = Callable[..., object]
WORK: dict[str, Work] = {"trying": try_out, "storing": store, "undoing": undo}


def carry_out(import_id: UUID, person: str) -> None:
    """Do what the import waits for: try it out, store it or undo it. Nothing where somebody else is at it."""
    with witness(import_id) as beside:
        if beside.take_lock() and attempt(import_id):
            _carry_out(import_id, person, beside)


def _carry_out(import_id: UUID, person: str, beside: Witness) -> None:
    try:
        by = reader_with_id(person)
        WORK[state_of(by, import_id)](import_id, by=by, tell=now_and_then(beside.write))
    except AlreadyThere:
        fail(import_id, "taken")
    except (NotAllowed, NotFound, Person.DoesNotExist):
        fail(import_id, "rights")
    except Exception as error:  # noqa: BLE001 - whatever broke, its importer gets a sentence
        # Where it broke, but not the error's own words: the database's repeat what a record says.
        log.error("import failed", error=type(error).__name__, where=format_tb(error.__traceback__))  # noqa: TRY400 - see above
        fail(import_id, "unexpected")


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
    defer_once(carry_out_import, f"import-{import_id}", import_id=str(import_id), person=person)
