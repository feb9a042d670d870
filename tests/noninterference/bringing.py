"""Imports in the worlds, with what nobody knew in them; sheets whose columns are chosen, mappings that were kept."""

from functools import cache
from io import BytesIO
from uuid import UUID

from egnatia.activities.imports.actions.storage import confirm, store, try_out
from egnatia.activities.imports.actions.undo import ask_to_undo, undo
from egnatia.activities.imports.actions.uploads import Upload, begin, begin_tables
from egnatia.activities.imports.models import ImportRow
from egnatia.activities.imports.name_queue.actions import add_as_new, leave_as_it_is, map_to
from egnatia.activities.imports.name_queue.models import QueueEntry
from egnatia.activities.imports.plan import Wish
from egnatia.formats.sheets import Mapping, Table, Use, read_tables
from egnatia.kernel.models import Record
from egnatia.needs.spreadsheets.actions import choose_tables, forget, keep
from tests.activities.imports.files import activity, iati, jsonl, row
from tests.noninterference.operations import TITLES, VERBS, Operation, World

UNKNOWN = "Unlisted Body (demo)"
SHEET = b"record,title,economies\n,Patrol training,Albania\n,Undercover work,Montenegro\n"
MAPPING = Mapping(columns=(Use("title", "title"), Use("economies", "economies")), name="Of a partner")


def row_of(key: str) -> str:
    """The name of the activity that an import brings."""
    return f"{key}-row"


def file_of(operation: Operation) -> Upload:
    """One activity that is new, and a row of which nothing is used: IATI or JSON lines."""
    title, identifier = TITLES[operation.variant % len(TITLES)], f"XM-{operation.key}"
    if operation.variant % 2:
        content = jsonl(row(1, title, id=identifier, countries=["ALB"]), {"source": "sheet"})
        return Upload(f"{operation.key}.jsonl", len(content), BytesIO(content))
    content = iati(activity(identifier, title, economy="Albania", funder=UNKNOWN), activity("", ""))
    return Upload(f"{operation.key}.xml", len(content), BytesIO(content))


def _import(world: World, operation: Operation) -> None:
    assert operation.names
    by = world.stage.reader(operation.by)
    wish = Wish(operation.names.marking(world.stage), f"source-{operation.variant % 3}")
    world.imports[operation.key] = begin([file_of(operation)], wish, by=by)
    try_out(world.imports[operation.key], by=by)


def _store(world: World, operation: Operation) -> None:
    """As its owner confirms it and the worker then does it."""
    found, by = world.imports[operation.key], world.stage.reader(operation.by)
    confirm(found, by=by)
    store(found, by=by)
    brought = ImportRow.objects.filter(of_import=found, record__isnull=False).values_list("record", flat=True)
    world.ids[row_of(operation.key)] = brought.get()


def _undo(world: World, operation: Operation) -> None:
    found, by = world.imports[operation.key], world.stage.reader(operation.by)
    ask_to_undo(found, by=by)
    undo(found, by=by)


def _answer(world: World, operation: Operation) -> None:
    """What the importer says of the name that nobody knew."""
    by = world.stage.reader(operation.by)
    entry = _entry(world.imports[operation.key])
    if entry is None:
        return
    if operation.variant % 3 == 0:
        map_to(entry, "ministry-al (demo)", by=by)
    elif operation.variant % 3 == 1:
        add_as_new(entry, by=by)
    else:
        leave_as_it_is(entry, by=by)


def _entry(found: UUID) -> UUID | None:
    waiting = QueueEntry.objects.filter(sightings__of_import=found, value=UNKNOWN, state=QueueEntry.State.OPEN)
    return waiting.values_list("pk", flat=True).first()


@cache
def _tables() -> list[Table]:
    """Reading takes a process of its own; what comes of it is the same each time."""
    found = read_tables(SHEET, "sheet.csv")
    assert isinstance(found, list)
    return found


def _sheet(world: World, operation: Operation) -> None:
    assert operation.names
    upload = Upload(f"{operation.key}.csv", len(SHEET), BytesIO(SHEET))
    wish = Wish(operation.names.marking(world.stage), upload.name)
    by = world.stage.reader(operation.by)
    made = begin_tables(upload, _tables(), wish, by=by)
    choose_tables(made, [0], by=by, draft=MAPPING)
    world.imports[operation.key] = made


def _keep(world: World, operation: Operation) -> None:
    world.mappings[operation.key] = keep("Of a partner", MAPPING, by=world.stage.reader(operation.by))


def _forget(world: World, operation: Operation) -> None:
    forget(world.mappings[operation.key], by=world.stage.reader(operation.by))
    assert Record.objects.get(pk=world.mappings[operation.key]).withdrawn_at


VERBS.update(
    {
        "import": _import,
        "store import": _store,
        "undo import": _undo,
        "answer queue": _answer,
        "sheet": _sheet,
        "keep mapping": _keep,
        "forget mapping": _forget,
    }
)
