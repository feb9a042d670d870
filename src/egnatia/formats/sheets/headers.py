"""Which row of a grid is the header, and what a row means that is no row of values."""

import re
from collections.abc import Iterator

import msgspec

from egnatia.formats.sheets.tables import HEADING, Column, Grid, Row, Table, letters_of
from egnatia.formats.sheets.tables import folded as _folded
from egnatia.formats.sheets.wide_tables import melted, named_economy

_LOOKED_AT = 25  # rows in which a header is looked for
_LONGEST_WORDS = 300  # characters of a header's cell
_NUMBER = re.compile(r"[-+]?[\d.,' \u00a0\u202f/%:€$£-]+")
_TAG = re.compile(r"#[A-Za-z][\w+ ]*")
_CODED = re.compile(r"\D{0,24}\d{1,2}(?:\.\d{1,2})+\.?\s*\D|[^\W\d]+ \d{1,2}(?:\.\d{1,2})+\.?$")
_CODE = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?")
_FULL = 0.6  # a header names that share of the columns that are used below it
_MOST_LEVELS = 4


def recognised(grid: Grid, place: int = 0) -> Table | None:
    """The table of a grid, or None where nothing is below its header."""
    width = max((len(row) for row in grid.cells), default=0)
    cells = [row + [""] * (width - len(row)) for row in grid.cells]
    used = [at for at, row in enumerate(cells) if any(row)]
    if not used or not width:
        return None
    grid = _clipped(grid, cells, width)
    first, last = _header(cells, grid, used)
    words = _words(cells, grid, first, last)
    tags, after = _tags(cells, last)
    header = tuple(
        Column(letters_of(at), words[at], hidden=at in grid.hidden_columns, tag=tags[at]) for at in range(width)
    )
    context = (*grid.context, *_titles(cells, used, first))
    economies = frozenset(at for at, name in enumerate(words) if named_economy(name))
    rows = tuple(_rows(cells, grid, after, words, economies))
    found = Table(grid.name, header, rows, context, header_row=grid.first_row + last, hidden=grid.hidden, place=place)
    found = msgspec.structs.replace(found, formulas=tuple(sorted(grid.formulas)), keywords=grid.keywords)
    found = melted(_with_headings(_without_empty_columns(found), cells, grid, after))
    return found if found.rows else None


def _clipped(grid: Grid, cells: list[list[str]], width: int) -> Grid:
    """Merged areas as far as something is there."""
    kept: list[tuple[int, int, int, int]] = []
    for r0, c0, r1, c1 in sorted(grid.merged):
        area = (r0, c0, min(r1, len(cells) - 1), min(c1, width - 1))
        if area[2] >= r0 and area[3] >= c0 and area[2:] != (r0, c0):
            kept.append(area)
    return msgspec.structs.replace(grid, merged=kept)


def _header(cells: list[list[str]], grid: Grid, used: list[int]) -> tuple[int, int]:
    """(first, last row of the header): the first row that names enough columns in words."""
    looked_at = used[:_LOOKED_AT]
    most = max(_named(cells, grid, at) for at in looked_at)
    first = next((at for at in looked_at if _is_header(cells, grid, at, most)), looked_at[0])
    last = first
    while last - first < _MOST_LEVELS - 1 and last + 1 < len(cells) and _goes_on(cells, grid, first, last):
        last += 1
    return first, last


def _named(cells: list[list[str]], grid: Grid, at: int) -> int:
    """How many columns a row says something about, a merged cell about all of its columns."""
    spanned = sum(c1 - c0 for r0, c0, r1, c1 in grid.merged if r0 <= at <= r1 and cells[r0][c0])
    below = sum(1 for r0, c0, r1, _ in grid.merged if r0 < at <= r1 and cells[r0][c0])
    return sum(1 for cell in cells[at] if cell) + spanned + below


def _is_header(cells: list[list[str]], grid: Grid, at: int, most: int) -> bool:
    said = [cell for cell in cells[at] if cell]
    several = len(said) > 1 or most == 1
    return several and _named(cells, grid, at) >= _FULL * most and all(map(_is_words, said))


def _is_words(cell: str) -> bool:
    return not _NUMBER.fullmatch(cell) and len(cell) <= _LONGEST_WORDS


def _goes_on(cells: list[list[str]], grid: Grid, first: int, last: int) -> bool:
    """Whether the row below belongs to the header: a cell of it reaches down, or one that spans columns is divided."""
    reaching = [area for area in grid.merged if first <= area[0] <= last < area[2]]
    spanning = [area for area in grid.merged if area[0] == last and area[3] > area[1] and area[2] == last]
    below = [cells[last + 1][at] for _, c0, _, c1 in spanning for at in range(c0, c1 + 1)]
    divided = bool(below) and sum(map(bool, below)) > len(spanning) and all(_is_words(each) for each in below if each)
    return divided or (bool(reaching) and any(c1 < len(cells[0]) - 1 or c0 for _, c0, _, c1 in reaching))


def _words(cells: list[list[str]], grid: Grid, first: int, last: int) -> list[str]:
    """The words over each column, from the top level down."""
    over: list[list[str]] = [[] for _ in cells[0]]
    for at in range(first, last + 1):
        for column, text in enumerate(_spread(cells, grid, at)):
            if text and text not in over[column]:
                over[column].append(text)
    return [" – ".join(parts) for parts in over]


def _spread(cells: list[list[str]], grid: Grid, at: int) -> list[str]:
    """A row with merged cells' text in each of their columns."""
    row = list(cells[at])
    for r0, c0, r1, c1 in grid.merged:
        if r0 <= at <= r1:
            row[c0 : c1 + 1] = [cells[r0][c0]] * (c1 + 1 - c0)
    return row


def _tags(cells: list[list[str]], last: int) -> tuple[list[str], int]:
    """(HXL tags by column, the first row of values). They stand in the header's row or below it."""
    for at in (last + 1, last):
        if at < len(cells):
            said = [cell for cell in cells[at] if cell]
            if said and all(map(_TAG.fullmatch, said)):
                return ["".join(cell.lower().split()) for cell in cells[at]], at + 1
    return [""] * len(cells[0]), last + 1


def _titles(cells: list[list[str]], used: list[int], first: int) -> Iterator[str]:
    """Lines above the header."""
    for at in used:
        if at < first:
            yield " ".join(cell for cell in cells[at] if cell)


def _rows(cells: list[list[str]], grid: Grid, after: int, words: list[str], economies: frozenset[int]) -> Iterator[Row]:
    again = {_folded(word) for word in words if word}
    for at in range(after, len(cells)):
        values, carried = _carried(cells, grid, at, after, economies)
        said = {_folded(value) for value in values if value}
        if not said or said == again or is_heading(cells, grid, at):
            continue
        yield Row(grid.first_row + at, tuple(values), hidden=at in grid.hidden_rows, carried=tuple(carried))


def _carried(
    cells: list[list[str]], grid: Grid, at: int, after: int, economies: frozenset[int]
) -> tuple[list[str], list[int]]:
    """(the row with what merged cells say of it, the columns that it has from above). A cell over several columns
    belongs to the first of them, over economies to each."""
    values, carried = list(cells[at]), []
    for r0, c0, r1, c1 in grid.merged:
        if not after <= r0 <= at <= r1:
            continue
        values[c0] = cells[r0][c0]
        for column in economies & set(range(c0, c1 + 1)):
            values[column] = cells[r0][c0]
        if r0 < at:
            carried.append(c0)
    return values, sorted(carried)


def is_heading(cells: list[list[str]], grid: Grid, at: int) -> bool:
    """Whether a row says what the rows below are about: one merged cell over all columns, or a code and its words
    alone in the first one ("2.3 Exit and return", "Objective 2.3")."""
    width = len(cells[at])
    alone = width > 1 and bool(cells[at][0]) and sum(map(bool, cells[at])) == 1
    whole = any(r0 == at == r1 and c0 == 0 and c1 == width - 1 for r0, c0, r1, c1 in grid.merged)
    return alone and (whole or bool(_CODED.match(cells[at][0])))


def _depth(words: str) -> int:
    """How deep a heading stands by its code: 1 for "2 Prevent" and for one without, 2 for "2.3 Exit"."""
    found = _CODE.search(words[:60])
    return 1 + found[0].strip(".").count(".") if found else 1


def _with_headings(table: Table, cells: list[list[str]], grid: Grid, after: int) -> Table:
    """The headings above the table and inside it as columns of each row, the widest first."""
    inside = {grid.first_row + at: cells[at][0] for at in range(after, len(cells)) if is_heading(cells, grid, at)}
    depths = sorted({_depth(words) for words in inside.values()})
    above = grid.context
    if not above and not inside:
        return table
    rows, holding, waiting = [], dict.fromkeys(depths, ""), sorted(inside.items())
    for row in table.rows:
        while waiting and waiting[0][0] < row.number:
            words = waiting.pop(0)[1]
            holding = {depth: text if depth < _depth(words) else "" for depth, text in holding.items()}
            holding[_depth(words)] = words
        rows.append(
            Row(row.number, (*row.cells, *above, *(holding[depth] for depth in depths)), row.hidden, row.carried)
        )
    names = [Column(f"*{level}", f"{HEADING} {level}") for level in range(1, len(above) + len(depths) + 1)]
    return _changed(table, (*table.header, *names), tuple(rows))


def _changed(table: Table, header: tuple[Column, ...], rows: tuple[Row, ...]) -> Table:
    return msgspec.structs.replace(table, header=header, rows=rows)


def _without_empty_columns(table: Table) -> Table:
    """Without the columns that have neither a header nor a value."""
    kept = [at for at, column in enumerate(table.header) if column.words or column.tag or any(table.values(at))]
    if len(kept) == len(table.header):
        return table
    place = {old: new for new, old in enumerate(kept)}
    rows = tuple(
        Row(
            row.number,
            tuple(row.cells[at] for at in kept),
            row.hidden,
            tuple(place[at] for at in row.carried if at in place),
        )
        for row in table.rows
    )
    return _changed(table, tuple(table.header[at] for at in kept), rows)
