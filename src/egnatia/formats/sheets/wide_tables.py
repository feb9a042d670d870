"""Economies side by side as columns, as round templates have them: turned into rows that each name their economy."""

import re

import msgspec

from egnatia.formats.sheets.economies import economy_of
from egnatia.formats.sheets.tables import ECONOMY, ENTRY, Column, Row, Table

_FEWEST = 3  # economies that make a matrix of a table
_MARK = re.compile(r"(?:[xX✓✔☑•хХ*]|yes|да|po|da|\d{1,3}(?:[.,]\d+)?\s*%)", re.IGNORECASE)


def melted(table: Table) -> Table:
    """The table itself where its header names fewer than three economies."""
    found = {at: name for at, column in enumerate(table.header) if (name := named_economy(column.words))}
    if len(set(found.values())) < _FEWEST:
        return table
    entries = [row.cells[at] for row in table.rows for at in found if row.cells[at]]
    if entries and all(map(_MARK.fullmatch, entries)):
        return _gathered(table, found)
    return _turned(table, found)


def named_economy(words: str) -> str:
    """The name in the header where it is one of an economy: the last level of it."""
    name = words.rpartition(" – ")[2]
    return name if economy_of(name) else ""


def _kept(table: Table, found: dict[int, str]) -> list[int]:
    return [at for at in range(len(table.header)) if at not in found]


def _gathered(table: Table, found: dict[int, str]) -> Table:
    """Marks or percentages: one column with all economies of a row."""
    kept = _kept(table, found)
    rows = []
    for row in table.rows:
        named = [_with_share(name, row.cells[at]) for at, name in found.items() if row.cells[at]]
        rows.append(_row(row, kept, "; ".join(named)))
    return _table(table, kept, rows, ECONOMY)


def _with_share(name: str, cell: str) -> str:
    return f"{name} ({cell})" if cell.endswith("%") else name


def _turned(table: Table, found: dict[int, str]) -> Table:
    """A row for each entry; rows of one line keep its number."""
    kept = _kept(table, found)
    rows = [_row(row, kept, name, row.cells[at]) for row in table.rows for at, name in found.items() if row.cells[at]]
    return _table(table, kept, rows, ECONOMY, ENTRY)


def _row(row: Row, kept: list[int], *more: str) -> Row:
    carried = tuple(new for new, old in enumerate(kept) if old in row.carried)
    return Row(row.number, (*(row.cells[at] for at in kept), *more), row.hidden, () if len(more) > 1 else carried)


def _table(table: Table, kept: list[int], rows: list[Row], *names: str) -> Table:
    own = [Column(f"*{name}", name) for name in names]
    header = (*(table.header[at] for at in kept), *own)
    return msgspec.structs.replace(table, header=header, rows=tuple(rows))
