"""The work of an import outside a request: whoever holds its lock does it, and says how far it is."""

from collections.abc import Callable
from traceback import format_tb
from uuid import UUID

import structlog

from egnatia.activities.imports.actions.failing import attempt, fail
from egnatia.activities.imports.actions.storing import store, try_out
from egnatia.activities.imports.actions.undoing import undo
from egnatia.activities.imports.progress.models import Witness, witness
from egnatia.activities.imports.progress.telling import now_and_then
from egnatia.activities.imports.queries.lists import state_of
from egnatia.kernel.faults import AlreadyThere, NotAllowed, NotFound
from egnatia.kernel.models import Person
from egnatia.kernel.readers import reader_with_id

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
