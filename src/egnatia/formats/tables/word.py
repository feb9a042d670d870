"""Grids of a Word document: its tables with merged cells, under the headings that carry their meaning down."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

from egnatia.formats.documents.word import CELL, FALLBACK, PARAGRAPH, ROW, TABLE, blocks, opened, row_of, words_of
from egnatia.formats.limits import Limits
from egnatia.formats.sheets.tables import Grid
from egnatia.formats.sheets.workbook import cleaned
from egnatia.formats.tables.answers import answers_of, gathered

Element = etree._Element  # noqa: SLF001 - lxml gives its element class no public name
_LONGEST_HEADING = 200
_LEVEL = re.compile(r"heading (\d)", re.IGNORECASE)
_BOLD, _LAST = 8, 9  # levels of a bold line, and of the line right above a table
_SPAN, _MERGE, _BEFORE, _VALUE = (qn(f"w:{name}") for name in ("gridSpan", "vMerge", "gridBefore", "val"))
_STYLE, _RUN, _STRONG = (qn(f"w:{name}") for name in ("pStyle", "r", "b"))


@dataclass(slots=True)
class _Headings:
    """The headings that hold at a place: level -> words."""

    said: dict[int, str] = field(default_factory=dict)

    def add(self, level: int, words: str) -> None:
        self.said = {each: text for each, text in self.said.items() if each < level} | {level: words}

    def above(self) -> tuple[str, ...]:
        return tuple(text for _, text in sorted(self.said.items()))

    def end_of_table(self) -> None:
        self.said.pop(_LAST, None)


def grids_of_word(content: bytes, limits: Limits) -> Iterator[Grid]:
    document = opened(content, limits)
    grids = list(gathered(list(_grids(document))))
    yield from grids or answers_of([cleaned(text) for text in blocks(document.element.body)])


def _grids(document: Document) -> Iterator[Grid]:
    levels = _levels(document)
    headings = _Headings()
    number = 0
    for block in _blocks_and_tables(document.element.body):
        if block.tag == TABLE:
            number += 1
            yield _grid(block, f"table {number}", headings.above())
            headings.end_of_table()
        elif words := cleaned(words_of(block)):
            _note(block, words, levels, headings)


def _note(paragraph: Element, words: str, levels: dict[str, int], headings: _Headings) -> None:
    """Keep a paragraph that says what follows; ordinary text says nothing about a table."""
    style = paragraph.find(f".//{_STYLE}")
    level = levels.get(str(style.get(_VALUE))) if style is not None else None
    if level is not None:
        headings.add(level, words)
    elif len(words) > _LONGEST_HEADING:
        headings.end_of_table()
    else:
        headings.add(_BOLD if _is_bold(paragraph) else _LAST, words)


def _is_bold(paragraph: Element) -> bool:
    runs = [run for run in paragraph.iter(_RUN) if words_of(run).strip()]
    return bool(runs) and all(_has_bold(run) for run in runs)


def _has_bold(run: Element) -> bool:
    bold = run.find(f".//{_STRONG}")
    return bold is not None and bold.get(_VALUE) not in ("0", "false")


def _levels(document: Document) -> dict[str, int]:
    """Style -> the level of heading that it makes."""
    found = {}
    for style in document.styles:
        if style.name and (named := _LEVEL.match(style.name)):
            found[style.style_id] = int(named[1])
    return found


def _blocks_and_tables(parent: Element) -> Iterator[Element]:
    """Paragraphs and whole tables in reading order, whatever wraps them."""
    for child in parent:
        if child.tag in (PARAGRAPH, TABLE):
            yield child
        elif child.tag != FALLBACK:
            yield from _blocks_and_tables(child)


def _grid(table: Element, name: str, context: tuple[str, ...]) -> Grid:
    cells: list[list[str]] = []
    merged: list[tuple[int, int, int, int]] = []
    reaching: dict[int, tuple[int, int, int]] = {}  # first column -> first row, last column, last row
    for at, row in enumerate(_rows(table)):
        cells.append(_row(row, at, reaching, merged))
    merged += [(r0, c0, r1, c1) for c0, (r0, c1, r1) in reaching.items() if r1 > r0 or c1 > c0]
    return Grid(name, cells, sorted(merged), context=context)


def _row(
    row: Element, at: int, reaching: dict[int, tuple[int, int, int]], merged: list[tuple[int, int, int, int]]
) -> list[str]:
    """The texts of a row; `reaching` and `merged` take up what it says about merged cells."""
    texts = [""] * _number_at(row, _BEFORE)
    for cell in (each for each in row.iter(CELL) if row_of(each) is row):
        column, span = len(texts), _number_at(cell, _SPAN) or 1
        merge = _own(cell, _MERGE)
        goes_on = merge is not None and merge.get(_VALUE) != "restart" and column in reaching
        if goes_on:
            first, last_column, _ = reaching[column]
            reaching[column] = (first, last_column, at)
        else:
            _close(column, reaching, merged)
            reaching[column] = (at, column + span - 1, at)
        text = "" if goes_on else cleaned("\n".join(blocks(cell, "\n")))
        texts += [text, *[""] * (span - 1)]
    return texts


def _close(column: int, reaching: dict[int, tuple[int, int, int]], merged: list[tuple[int, int, int, int]]) -> None:
    if column in reaching:
        r0, c1, r1 = reaching.pop(column)
        if r1 > r0 or c1 > column:
            merged.append((r0, column, r1, c1))


def _own(cell: Element, name: str) -> Element | None:
    return next((each for each in cell.iter(name) if next(each.iterancestors(CELL), None) is cell), None)


def _number_at(element: Element, name: str) -> int:
    found = element.find(f"./*/{name}")
    text = str(found.get(_VALUE)) if found is not None else ""
    return int(text) if text.isdigit() and int(text) < 1_000 else 0


def _rows(parent: Element) -> Iterator[Element]:
    for child in parent:
        if child.tag == ROW:
            yield child
        elif child.tag not in (FALLBACK, CELL):
            yield from _rows(child)
