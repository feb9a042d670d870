"""`python -I -m egnatia.formats.tables.worker JOB`: tells the tables of a sheet, a piece at a time.

What reads Word documents and PDFs takes longer to load than most sheets to read, so it is the program beside it.
"""

import sys
from collections.abc import Callable, Iterator, Mapping

import msgspec

from egnatia.formats.confinement import Job, Wire, run
from egnatia.formats.documents.text import whole
from egnatia.formats.inflate import Meter
from egnatia.formats.limits import Limits
from egnatia.formats.refusal import Refusal
from egnatia.formats.sentences import KINDS, SHEET
from egnatia.formats.sheets.csv import grids_of_text
from egnatia.formats.sheets.headers import recognised
from egnatia.formats.sheets.records import grids_of_records
from egnatia.formats.sheets.tables import Grid, Table
from egnatia.formats.sheets.workbook import grids_of_workbook
from egnatia.formats.sniff import HEAD, kind_of
from egnatia.language import economy_code

PIECE = 500  # rows told at once

Reader = Callable[[bytes, Limits], Iterator[Grid]]
SHEETS: dict[str, Reader] = {
    "xlsx": grids_of_workbook,
    "zip": grids_of_workbook,  # an .ods, or an .xlsx whose first part is another one
    "office": grids_of_workbook,
    "text": lambda content, _: grids_of_text(content),
    "utf-16": lambda content, _: grids_of_text(content),
    "json-array": lambda content, _: grids_of_records(content),
}


def read_names() -> None:
    """The names of economies, which headers may hold, from their file."""
    economy_code("")


def read_sheets(job: Job, meter: Meter, wire: Wire) -> None:
    tell_tables(SHEETS, job, meter, wire)


def tell_tables(readers: Mapping[str, Reader], job: Job, meter: Meter, wire: Wire) -> None:
    """Raises Refusal for what has no reader, holds no table or more than the limits allow."""
    content = whole(meter)
    kind = _kind(content, readers)
    tables, rows, cells = 0, 0, 0
    for grid in readers[kind](content, job.limits):
        _check_width(grid, job)
        rows += len(grid.cells)
        cells += sum(map(len, grid.cells))
        if rows > job.limits.rows or cells > job.limits.cells:
            raise Refusal("too-many-rows", limit=f"{job.limits.rows:,}")
        if table := recognised(grid, tables):
            tables += 1
            _tell(table, wire)
    if not tables:
        raise Refusal("no-table")


def _kind(content: bytes, readers: Mapping[str, Reader]) -> str:
    kind = kind_of(content[:HEAD])
    if kind == "zip" and b"word/document.xml" in content:
        kind = "docx"
    if kind == "empty":
        raise Refusal("empty", expected=SHEET)
    if kind not in readers:
        raise Refusal("wrong-kind", found=KINDS["markup" if kind == "xml" else kind], expected=SHEET)
    return kind


def _check_width(grid: Grid, job: Job) -> None:
    if max(map(len, grid.cells), default=0) > job.limits.columns:
        limit = f"{job.limits.columns}"
        if grid.name:
            raise Refusal("too-many-columns", limit=limit, table=grid.name)
        raise Refusal("too-wide", limit=limit)


def _tell(table: Table, wire: Wire) -> None:
    for start in range(0, len(table.rows), PIECE):
        piece = table.rows[start : start + PIECE]
        wire.tell(msgspec.structs.replace(table, rows=piece, formulas=() if start else table.formulas))


if __name__ == "__main__":
    run(read_sheets, sys.argv[1], read_names)
