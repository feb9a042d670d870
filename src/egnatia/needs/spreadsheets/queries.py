"""Spreadsheets whose columns are being chosen: draft, kept choices and their history, terms, plan."""

from collections.abc import Collection, Iterable, Sequence
from collections.abc import Mapping as Dict
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from django.utils.translation import gettext as _

from egnatia.activities.activities import labels
from egnatia.activities.imports.actions.uploads import sources_of
from egnatia.activities.imports.models import Import
from egnatia.activities.imports.queries.records import codes
from egnatia.activities.imports.sheets import ImportSource, meant, ours_among, tables_of
from egnatia.formats import Refused, Rejected
from egnatia.formats.sheets import Codes, Mapping, SheetNeed, Table, folded, needs_of
from egnatia.formats.sheets.fields import Kind
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.records import markings
from egnatia.kernel.records.versions import VersionRow, versions_seen_by
from egnatia.needs.needs import labels as of_needs
from egnatia.needs.needs.queries.sheets import Planning
from egnatia.needs.needs.sheets import NeedSheetPlan
from egnatia.needs.spreadsheets.models import Sheet, SheetMapping
from egnatia.needs.spreadsheets.rules import FieldTerms, Outline, closed_terms, likely
from egnatia.pages.history import Edition, editions
from egnatia.pages.refusals import refusal_words, told
from egnatia.pages.sheets import Fault, SheetRow
from egnatia.taxonomy.forum import forum
from egnatia.taxonomy.vocabularies import objectives, vocabulary

SMALL = 3_000_000  # bytes
CHANGEABLE = (Import.State.CHOOSING, Import.State.TRIED)


@dataclass(frozen=True, slots=True)
class SheetDraft:
    """One sheet. `marking` is who sees it now, `target` what its rows get; `outline` holds the chosen tables only."""

    id: UUID
    file: str
    source: str
    marking: Marking
    target: Marking
    whole: Outline
    outline: Outline
    chosen: tuple[int, ...]
    mapping: Mapping
    name: str


def draft_seen_by(reader: Reader, import_id: UUID) -> SheetDraft:
    """Raises NotFound where there is none, NotAllowed where it is stored already or another organisation's."""
    found = Import.visible_to(reader).filter(pk=import_id, sheet__isnull=False).select_related("sheet").first()
    if found is None or not may_read(reader, found.record.envelope).allowed:
        raise NotFound
    if str(found.record.owner_id) != reader.organisation:
        raise NotAllowed("owner")
    if found.state not in CHANGEABLE:
        raise NotAllowed("import-state")
    return _draft(found, found.sheet)


def _draft(found: Import, sheet: Sheet) -> SheetDraft:
    whole = msgspec.convert(sheet.outline, type=Outline)
    file = found.files.first()
    return SheetDraft(
        id=found.pk,
        file=file.name if file else "",
        source=found.source,
        marking=found.record.marking,
        target=markings.of_json(found.marking),
        whole=whole,
        outline=whole.only(sheet.chosen),
        chosen=tuple(sheet.chosen),
        mapping=msgspec.convert(sheet.draft, type=Mapping),
        name=sheet.name,
    )


def source_of(reader: Reader, import_id: UUID) -> ImportSource:
    """The file itself, to be read again. Raises NotFound."""
    found = Import.visible_to(reader).filter(pk=import_id).first()
    if found is None or not may_read(reader, found.record.envelope).allowed:
        raise NotFound
    return sources_of(found)[0]


def draft_again(
    reader: Reader, draft: SheetDraft, places: Collection[int], kind: Kind, kept: Iterable[Mapping]
) -> Mapping | Refused:
    """The first draft for these tables as another kind of records, or by a mapping that was chosen."""
    found = tables_of(source_of(reader, draft.id))
    if isinstance(found, Refused):
        return found
    return ours_among(found, draft.file, kind) or likely(
        [table for table in found if table.place in places], kind, codes(), kept
    )


def is_small(reader: Reader, import_id: UUID) -> bool:
    """Whether its sender may wait for the dry run."""
    return source_of(reader, import_id).size <= SMALL


MOST = 200


@dataclass(frozen=True, slots=True)
class Kept:
    """A mapping under its name. `own`: the reader's organisation kept it."""

    id: UUID
    name: str
    mapping: Mapping
    marking: Marking
    kept_by: str
    kept_at: datetime
    own: bool


def kept_seen_by(reader: Reader) -> list[Kept]:
    """By name, those of the own organisation first."""
    rows = list(SheetMapping.visible_to(reader).order_by("name", "pk")[:MOST])
    found = [_kept(row, reader) for row in rows if may_read(reader, row.record.envelope).allowed]
    return sorted(found, key=lambda each: (not each.own, each.name.casefold(), each.id.hex))


def one_kept(reader: Reader, mapping_id: UUID) -> Kept:
    """Raises NotFound."""
    row = SheetMapping.visible_to(reader).filter(pk=mapping_id).first()
    if row is None or not may_read(reader, row.record.envelope).allowed:
        raise NotFound
    return _kept(row, reader)


def history_of_kept(reader: Reader, mapping_id: UUID) -> tuple[Kept, tuple[Edition, ...]]:
    """The mapping, and its versions as far as they may read them. Raises NotFound."""
    return one_kept(reader, mapping_id), history_of(versions_seen_by(reader, mapping_id, SheetMapping.KIND))


def _kept(row: SheetMapping, reader: Reader) -> Kept:
    return Kept(
        id=row.pk,
        name=row.name,
        mapping=msgspec.convert(row.mapping, type=Mapping),
        marking=row.record.marking,
        kept_by=row.kept_by,
        kept_at=row.kept_at,
        own=str(row.record.owner_id) == reader.organisation,
    )


def plan_of(reader: Reader, draft: SheetDraft, mapping: Mapping) -> NeedSheetPlan:
    """Every row of the tables that were chosen, as a new need or with the reason why it cannot be one."""
    tables = tables_of(source_of(reader, draft.id))
    if not isinstance(tables, Refused):
        tables = [table for table in tables if table.place in draft.chosen]
    return _planned(reader, draft.file, tables, replace_source(mapping, draft.source))


def plan_of_file(reader: Reader, file: ImportSource, mapping: Mapping) -> NeedSheetPlan:
    """The same of a file of this machine."""
    return _planned(reader, file.name, tables_of(file), mapping)


def _planned(reader: Reader, file: str, tables: list[Table] | Refused, mapping: Mapping) -> NeedSheetPlan:
    if not isinstance(tables, Refused):
        tables = ours_among(tables, file, mapping.rows) or tables
    if isinstance(tables, Refused):
        return NeedSheetPlan(file, reader.person, faults=(Fault(0, "", file, refusal_words(tables)),))
    found = list(needs_of(meant(tables, mapping), mapping, file=file, codes=codes()))
    rows = [_row(each) for each in found if isinstance(each, SheetNeed)]
    plan = Planning(reader, forum(), objectives()).plan(rows, file)
    faults = tuple(_fault(each) for each in found if isinstance(each, Rejected | Refused))
    return msgspec.structs.replace(plan, faults=(*faults, *plan.faults))


def replace_source(mapping: Mapping, source: str) -> Mapping:
    """The source document of rows that name none is what was said of the whole sheet."""
    return msgspec.structs.replace(mapping, source=mapping.source or source)


def _row(need: SheetNeed) -> SheetRow:
    cells = {
        "economy": need.economy, "objective": need.objective, "priority": need.priority, "nature": need.nature,
        "perspective": need.perspective, "language": need.language, "words": need.words, "source": need.source,
        "page": need.page, "round": need.stated[:4],
    }  # fmt: skip
    return SheetRow(need.line, {name: cell for name, cell in cells.items() if cell})


def _fault(fault: Rejected | Refused) -> Fault:
    params = fault.params
    line = fault.line if isinstance(fault, Rejected) else 0
    return Fault(line, params.get("column", ""), params.get("value", ""), told(fault.code, params, fault.sentence))


def terms() -> tuple[dict[str, FieldTerms], Codes]:
    """(terms by field, the codes that values may be)."""
    words, known = vocabulary(), codes()
    shown = {
        "objectives": words.objectives.labels,
        "types": words.types,
        "groups": {**words.works_with, **words.good_of},
        "sectors": words.sectors,
    }
    found = {field: FieldTerms(shown[field], known[field]) for field in shown}
    economies = {economy.code: economy.name for economy in forum().economies}
    found["economies"] = FieldTerms(
        economies, {folded(w): code for code, name in economies.items() for w in (code, name)}
    )
    closed = {
        "status": labels.STATUS,
        "sort": labels.SORT,
        "measure": labels.MEASURE,
        "priority": of_needs.PRIORITY,
        "nature": of_needs.NATURE,
        "perspective": of_needs.PERSPECTIVE,
    }
    return found | {field: closed_terms(field, said) for field, said in closed.items()}, known


SETTINGS = ("rows", "source", "language", "currency", "day_first", "decimal", "tables", "title_of", "always")


def history_of(versions: Sequence[VersionRow]) -> tuple[Edition, ...]:
    """The newest first."""
    kept = [_mapping(version.content) for version in versions]
    columns = dict.fromkeys(use["column"] for mapping in kept for use in mapping.get("columns", ()))
    fields = {f"column {name}": _("Column “%(name)s”") % {"name": name} for name in columns}
    fields |= {name: _("Setting “%(name)s”") % {"name": name} for name in SETTINGS}

    def told(body: Dict[str, Any]) -> dict[str, str]:
        mapping = _mapping(body)
        said = dict.fromkeys(fields, "")
        said |= {f"column {use['column']}": _use(use) for use in mapping.get("columns", ())}
        return said | {name: _words(mapping[name]) for name in SETTINGS if name in mapping}

    return editions(versions, fields, told)


def _mapping(body: Dict[str, Any]) -> Dict[str, Any]:
    found: Dict[str, Any] = body.get("mapping", {})
    return found


def _use(use: Dict[str, Any]) -> str:
    """Its field, and what its values mean: "yes = ALB, MNE"."""
    values = use.get("values", {})
    return "; ".join([str(use["field"]), *(f"{said} = {_words(codes)}" for said, codes in sorted(values.items()))])


def _words(value: object) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name} = {_words(each)}" for name, each in sorted(value.items()))
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
