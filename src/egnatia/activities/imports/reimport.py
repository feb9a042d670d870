"""A table that was downloaded comes back: what its row would say unchanged, and an activity with what it says now."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import msgspec

from egnatia import overlap
from egnatia.activities.activities.entries import ActivityEntry
from egnatia.activities.activities.facts import activity_of
from egnatia.activities.activities.rows import ActivityRow
from egnatia.activities.activities.tables import HEADER, cells_of
from egnatia.activities.imports.sheets import SheetSchema, shares_of
from egnatia.formats import Parsed
from egnatia.formats.sheets import Column, Row, Table, activities_of
from egnatia.formats.sheets.workbook import as_text
from egnatia.pages.downloads import Cell, safe

_COLUMN = {"band": "amount_band"}  # fields whose column has another name
_OF_FIELD = {
    "economies": "economies", "places": "places", "start": "start", "end": "end", "amount": "amount",
    "currency": "currency", "band": "band", "reporting": "reporters", "funding": "funders",
    "implementing": "implementers", "receiving": "receivers", "sectors": "sectors", "objectives": "objectives",
    "types": "types", "groups": "groups",
}  # fmt: skip
_BODIES = frozenset({"reporters", "funders", "implementers", "receivers"})


def as_downloaded(row: ActivityRow, way: SheetSchema) -> Parsed | None:
    """What the row of this activity says where nobody changed it, in the columns that the mapping uses."""
    cells = dict(zip(HEADER, (_written(cell) for cell in cells_of(row)), strict=True))
    uses = way.mapping.columns
    seen: set[str] = set()
    said = []
    for use in uses:
        said.append("" if use.field in seen else cells.get(_COLUMN.get(use.field, use.field), ""))
        seen.add(use.field)
    header = tuple(Column(f"*{at}", use.column) for at, use in enumerate(uses))
    table = Table("", header, (Row(1, tuple(said)),))
    mapping = msgspec.structs.replace(way.mapping, tables=(), source="")
    found = next(iter(activities_of([table], mapping, file="", codes=way.codes)))
    return found if isinstance(found, Parsed) else None


def _written(cell: Cell) -> str:
    shown = safe(cell)
    return "" if shown is None else as_text(shown)


def changed(now: overlap.ActivityFacts, shown: Parsed, row: Parsed) -> overlap.ActivityFacts:
    """The facts with what the row says differently from what was shown; whatever no column shows stays."""
    before, after = activity_of(shown), activity_of(row)
    facts = replace(now, **dict(_differences(now, before, after)))
    if before.titles != after.titles:
        facts = replace(facts, titles=(*after.titles[:1], *now.titles[1:]))
    if before.descriptions != after.descriptions:
        facts = replace(facts, descriptions=(*after.descriptions[:1], *now.descriptions[1:]))
    if shown.identifier != row.identifier:
        facts = replace(facts, identifiers=tuple(dict.fromkeys(filter(None, (row.identifier, *now.identifiers[1:])))))
    if shown.provenance.source != row.provenance.source and "source" in row.given:
        facts = replace(facts, source=row.provenance.source)
    return facts


def _differences(
    now: overlap.ActivityFacts, before: overlap.ActivityFacts, after: overlap.ActivityFacts
) -> Iterator[tuple[str, Any]]:
    for name in _OF_FIELD.values():
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield name, _with_references(getattr(now, name), new) if name in _BODIES else new


def _with_references(
    known: tuple[overlap.OrganisationMention, ...], named: tuple[overlap.OrganisationMention, ...]
) -> tuple[overlap.OrganisationMention, ...]:
    """Organisations that stay keep their identifiers, which the table does not show."""
    references = {body.name: body.ref for body in known}
    return tuple(overlap.OrganisationMention(body.name, references.get(body.name, "")) for body in named)


def entry_of_row(now: ActivityEntry, shown: Parsed, row: Parsed) -> ActivityEntry:
    """The next version of an activity. Its published content, its digest and its provenance stay."""
    shares = shares_of(row) if shares_of(row) != shares_of(shown) else now.shares
    facts = changed(now.facts, shown, row)
    return replace(
        now,
        facts=facts,
        status=row.status if row.status != shown.status else now.status,
        sort=row.sort if row.sort and row.sort != shown.sort else now.sort,
        measure=row.measure if row.measure != shown.measure else now.measure,
        shares={code: share for code, share in shares.items() if code in facts.economies},
    )
