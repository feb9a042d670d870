"""From the tables of a file to its activities or needs, as a mapping understands them; pure."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec

from egnatia.formats.activity import Parsed
from egnatia.formats.outcomes import Finished, Refused, Rejected
from egnatia.formats.refusal import Refusal
from egnatia.formats.sentences import sentence
from egnatia.formats.sheets.activities import activity_in
from egnatia.formats.sheets.cells import CellFault, Cells, Codes, places_in
from egnatia.formats.sheets.mapping import Mapping
from egnatia.formats.sheets.needs import SheetNeed, need_in
from egnatia.formats.sheets.row_groups import gathered
from egnatia.formats.sheets.tables import Row, Table

_LONGEST = 250  # characters of an identifier


def activities_of(
    tables: Iterable[Table], mapping: Mapping, *, file: str, codes: Codes | None = None
) -> Iterator[Parsed | Rejected | Finished | Refused]:
    """Every row as an activity or with its reason; at last the sums, or the sentence why no table is used."""
    accepted = rejected = element = 0
    numbers: Counter[str] = Counter()
    used = [table for table in tables if mapping.fits(table)]
    for table in used:
        for cells in _cells(table, mapping, codes or {}):
            element += 1
            try:
                found = gathered([activity_in(each, file=file, element=element) for each in cells])
            except CellFault as fault:
                rejected += 1
                yield _rejected(fault, table, cells[0], file, element)
            else:
                accepted += 1
                yield _identified(found, numbers)
    if not used:
        yield _without_columns(mapping, file)
        return
    yield Finished(file=file, format="sheet", accepted=accepted, rejected=rejected)


def needs_of(
    tables: Iterable[Table], mapping: Mapping, *, file: str, codes: Codes | None = None
) -> Iterator[SheetNeed | Rejected | Finished | Refused]:
    """The same for a mapping whose rows are needs."""
    accepted = rejected = element = 0
    used = [table for table in tables if mapping.fits(table)]
    for table in used:
        for cells, *_ in _cells(table, mapping, codes or {}):
            element += 1
            try:
                found = list(need_in(cells, element=element))
            except CellFault as fault:
                rejected += 1
                yield _rejected(fault, table, cells, file, element)
            else:
                accepted += len(found)
                yield from found
    if not used:
        yield _without_columns(mapping, file)
        return
    yield Finished(file=file, format="sheet", accepted=accepted, rejected=rejected)


def _without_columns(mapping: Mapping, file: str) -> Refused:
    return Refusal("no-columns", expected=", ".join(use.column for use in mapping.columns)).of(file)


def _cells(table: Table, mapping: Mapping, codes: Codes) -> Iterator[list[Cells]]:
    """The rows, those of one activity together: where the cell of its title reaches down over several rows."""
    places = places_in(table, mapping)
    made_of = tuple(at for column in mapping.title_of if (at := table.column(column)) is not None)
    titles = {place.at for place in places.get("title", ())} if mapping.rows == "activities" else set()
    first, *others = (Cells(row, places, codes, mapping, made_of) for row in table.rows)
    waiting = [first]
    for cells in others:
        if not _goes_on(cells.row, titles):
            yield waiting
            waiting = []
        waiting.append(cells)
    yield waiting


def _goes_on(row: Row, titles: set[int]) -> bool:
    return bool(titles) and titles <= set(row.carried)


def _rejected(fault: CellFault, table: Table, cells: Cells, file: str, element: int) -> Rejected:
    params = {
        "file": file, "table": table.name or file, "line": str(cells.row.number), "column": fault.column,
        "value": fault.value, "expected": fault.expected,
    }  # fmt: skip
    record = cells.first("record")
    identifier = record or cells.first("identifier")
    params |= {"record": record} if record else {}
    return Rejected(
        file, element, cells.row.number, identifier, fault.code, sentence(fault.code, params), fault.value, params
    )


def _identified(parsed: Parsed, numbers: Counter[str]) -> Parsed:
    """With an identifier that the same row gets again: its own number, else one made of what it says; the second row
    that says the same of other work is told apart by its place."""
    if parsed.record:
        return parsed
    source = parsed.provenance.source or parsed.provenance.file
    if parsed.identifier:
        return msgspec.structs.replace(parsed, identifier=f"{source}:{parsed.identifier}"[:_LONGEST])
    funders = [body.name for body in parsed.participating if body.role == "funding"]
    places = [place.names[0].text for place in parsed.locations]
    said = [parsed.title, *funders, *(each.code or each.texts[0].text for each in parsed.economies), *places]
    made = hashlib.sha256("\n".join(said).casefold().encode()).hexdigest()[:16]
    numbers[made] += 1
    again = f"-{numbers[made]}" if numbers[made] > 1 else ""
    return msgspec.structs.replace(parsed, identifier=f"{source}:{made}{again}"[-_LONGEST:])
