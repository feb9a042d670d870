"""Choosing the columns of an uploaded spreadsheet, and keeping that choice under a name."""

from collections.abc import Iterable, Sequence
from uuid import UUID

import msgspec
from django.db import transaction

from egnatia.activities.imports.actions.storage import try_out
from egnatia.activities.imports.actions.uploads import own_import
from egnatia.activities.imports.models import Import
from egnatia.activities.imports.progress.models import ImportProgress
from egnatia.activities.imports.queries.records import codes
from egnatia.formats.outcomes import Refused
from egnatia.formats.sheets import Mapping, Table, tables_in
from egnatia.formats.sheets.inference import kind_of_rows
from egnatia.kernel import clock, records
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.records import VersionContent, audit
from egnatia.needs.spreadsheets.models import Sheet, SheetMapping
from egnatia.needs.spreadsheets.queries import CHANGEABLE, kept_seen_by
from egnatia.needs.spreadsheets.rules import likely, outline_of


@transaction.atomic
def begin_sheet(import_id: UUID, tables: Sequence[Table], *, by: Reader) -> None:
    """What was recognised of a file that was kept, and the first draft of what its columns mean."""
    outline, shown = outline_of(tables), list(tables_in(list(tables)))
    draft = likely(shown, kind_of_rows(shown), codes(), [kept.mapping for kept in kept_seen_by(by)])
    places = [table.place for table in outline.tables if not table.hidden] or [0]
    chosen = [table.place for table in outline.tables if table.place in places and table.has(draft)] or places
    Sheet.objects.create(
        of_import_id=import_id, outline=msgspec.to_builtins(outline), draft=msgspec.to_builtins(draft), chosen=chosen
    )


@transaction.atomic
def choose_tables(import_id: UUID, places: Iterable[int], *, by: Reader, draft: Mapping | None = None) -> None:
    """These tables are read, no others; with another `draft` where another kind of record or mapping was chosen."""
    sheet = _own_sheet(import_id, by=by)
    sheet.chosen = sorted(places)
    if draft is not None:
        sheet.draft = msgspec.to_builtins(draft)
    sheet.save(update_fields=["chosen", "draft"])
    audit.record("chose tables", Import.KIND, import_id, by=by)


@transaction.atomic
def save_draft(import_id: UUID, draft: Mapping, *, by: Reader, name: str | None = None) -> None:
    """What was chosen so far: nothing of it is lost when somebody goes back or comes again tomorrow."""
    sheet = _own_sheet(import_id, by=by)
    sheet.draft = msgspec.to_builtins(draft)
    if name is not None:
        sheet.name = name
    sheet.save(update_fields=["draft", "name"])
    audit.record("described", Import.KIND, import_id, by=by)


@transaction.atomic
def try_sheet(import_id: UUID, *, by: Reader, now: bool) -> list[Refused]:
    """The dry run of what was chosen; `now`: while its sender waits, else whoever calls this sends the job."""
    sheet = _own_sheet(import_id, by=by)
    found = own_import(import_id, by=by)
    draft = msgspec.convert(sheet.draft, type=Mapping)
    names = [table["name"] for table in sheet.outline.get("tables", []) if table["place"] in sheet.chosen]
    every = len(sheet.chosen) == len(sheet.outline.get("tables", []))
    tables = () if every else tuple(filter(None, names))
    found.mapping = msgspec.to_builtins(msgspec.structs.replace(draft, tables=tables))
    found.state, found.attempts = Import.State.TRYING, 0
    found.save(update_fields=["mapping", "state", "attempts"])
    ImportProgress.objects.filter(of_import=found).update(phase="waiting", done=0, total=0, at=clock.now())
    return try_out(import_id, by=by) if now else []


def _own_sheet(import_id: UUID, *, by: Reader) -> Sheet:
    """Held until the transaction ends. Raises NotFound, NotAllowed."""
    found = own_import(import_id, by=by)
    sheet = Sheet.objects.filter(of_import=found).first()
    if sheet is None or found.state not in CHANGEABLE:
        raise NotAllowed("import-state")
    return sheet


OWN = Marking(Tlp.AMBER_STRICT)  # values of a sheet stand in it: at first the own organisation alone sees it


@transaction.atomic
def keep(name: str, mapping: Mapping, *, by: Reader) -> UUID:
    """Under this name; one that the own organisation has already gets a new version."""
    content = VersionContent(title={"und": name}, body={"mapping": msgspec.to_builtins(mapping)})
    found = SheetMapping.visible_to(by).filter(record__owner=by.organisation, name=name).order_by("pk").first()
    kept = {"mapping": msgspec.to_builtins(mapping), "kept_by": by.name, "kept_at": clock.now()}
    if found is None:
        found = SheetMapping(record=records.create(SheetMapping.KIND, content, OWN, by=by), name=name, **kept)
        found.save(force_insert=True)
    else:
        records.change(found.record, content, by=by)
        for field, value in kept.items():
            setattr(found, field, value)
        found.save()
    audit.record("kept", SheetMapping.KIND, found.pk, by=by)
    return UUID(str(found.pk))


@transaction.atomic
def forget(mapping_id: UUID, *, by: Reader) -> None:
    """It is offered no longer; what was imported with it stays."""
    found = SheetMapping.visible_to(by).filter(pk=mapping_id).first()
    if found is None:
        raise NotFound
    records.withdraw(found.record, by=by)
    audit.record("forgot", SheetMapping.KIND, found.pk, by=by)
