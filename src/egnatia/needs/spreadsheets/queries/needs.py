"""The needs that the rows of a sheet say, as a plan of the feature that keeps needs."""

import msgspec

from egnatia.activities.imports.queries.standing import codes
from egnatia.activities.imports.sheets import Source, meant, ours_among, tables_of
from egnatia.formats import Refused, Rejected
from egnatia.formats.sheets import Mapping, Need, Table, needs_of
from egnatia.kernel.forum import forum
from egnatia.kernel.reader import Reader
from egnatia.needs.needs.objectives import objectives
from egnatia.needs.needs.queries.sheets import Planning
from egnatia.needs.needs.sheets import Plan
from egnatia.needs.spreadsheets.queries.drafts import Draft, source_of
from egnatia.pages.refusals import refusal_words, told
from egnatia.pages.sheets import Fault, SheetRow


def plan_of(reader: Reader, draft: Draft, mapping: Mapping) -> Plan:
    """Every row of the tables that were chosen, as a new need or with the reason why it cannot be one."""
    tables = tables_of(source_of(reader, draft.id))
    if not isinstance(tables, Refused):
        tables = [table for table in tables if table.place in draft.chosen]
    return _planned(reader, draft.file, tables, replace_source(mapping, draft.source))


def plan_of_file(reader: Reader, file: Source, mapping: Mapping) -> Plan:
    """The same of a file of this machine."""
    return _planned(reader, file.name, tables_of(file), mapping)


def _planned(reader: Reader, file: str, tables: list[Table] | Refused, mapping: Mapping) -> Plan:
    if not isinstance(tables, Refused):
        tables = ours_among(tables, file, mapping.rows) or tables
    if isinstance(tables, Refused):
        return Plan(file, reader.person, faults=(Fault(0, "", file, refusal_words(tables)),))
    found = list(needs_of(meant(tables, mapping), mapping, file=file, codes=codes()))
    rows = [_row(each) for each in found if isinstance(each, Need)]
    plan = Planning(reader, forum(), objectives()).plan(rows, file)
    faults = tuple(_fault(each) for each in found if isinstance(each, Rejected | Refused))
    return msgspec.structs.replace(plan, faults=(*faults, *plan.faults))


def replace_source(mapping: Mapping, source: str) -> Mapping:
    """The source document of rows that name none is what was said of the whole sheet."""
    return msgspec.structs.replace(mapping, source=mapping.source or source)


def _row(need: Need) -> SheetRow:
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
