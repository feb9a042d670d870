"""Grids of a PDF whose text is text: words that stand in columns, line by line.

Kept simple and honest: a table is a run of lines with the same columns, told by the gaps between their words. What a
scanner made holds no text and is refused.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pypdfium2 as pdfium

from egnatia.formats.documents.pdf import Piece, has_picture, opened, pieces_of
from egnatia.formats.limits import Limits
from egnatia.formats.refusal import Refusal
from egnatia.formats.sheets.tables import Grid

_GAP = 1.2  # of a line's height between two cells
_SAME_LINE = 0.5  # of a line's height
_FEWEST_ROWS = 2
_SAME_COLUMN = 12.0  # points that the left edges of one column's cells lie apart at most


@dataclass(slots=True)
class _Line:
    foot: float
    height: float
    pieces: list[Piece] = field(default_factory=list)


def grids_of_pdf(content: bytes, limits: Limits) -> Iterator[Grid]:
    pdf = opened(content)
    count = len(pdf)
    if count > limits.pages:
        raise Refusal("too-many-pages", found=str(count), limit=str(limits.pages))
    pages = [_lines(pdf[number]) for number in range(count)]
    if not any(pages):
        if any(has_picture(pdf[number]) for number in range(count)):
            raise Refusal("no-text")
        raise Refusal("nothing-written")
    for number, lines in enumerate(pages, 1):
        yield from _grids(lines, number)


def _lines(page: pdfium.PdfPage) -> list[_Line]:
    """The lines of a page from above, each with its pieces from the left."""
    lines: list[_Line] = []
    for piece in sorted(pieces_of(page), key=lambda each: (-each.foot, each.left)):
        line = next((each for each in lines if abs(each.foot - piece.foot) <= _SAME_LINE * each.height), None)
        if line is None:
            line = _Line(piece.foot, piece.height)
            lines.append(line)
        line.pieces.append(piece)
    return [_joined(line) for line in lines]


def _joined(line: _Line) -> _Line:
    """A line whose pieces are cells: what stands close together is one."""
    cells: list[Piece] = []
    for piece in sorted(line.pieces, key=lambda each: each.left):
        if cells and piece.left - cells[-1].right <= _GAP * line.height:
            cells[-1].text = " ".join(f"{cells[-1].text} {piece.text}".split())
            cells[-1].right = max(cells[-1].right, piece.right)
        else:
            cells.append(replace(piece, text=piece.text.strip()))
    return _Line(line.foot, line.height, cells)


def _grids(lines: list[_Line], page: int) -> Iterator[Grid]:
    """Runs of lines with cells side by side."""
    run: list[_Line] = []
    above = ""
    for line in [*lines, _Line(0.0, 1.0)]:
        if len(line.pieces) > 1 or (run and _continues(run[0], line)):
            run.append(line)
            continue
        if len(run) >= _FEWEST_ROWS:
            yield _grid(run, page, above)
        above = line.pieces[0].text if line.pieces else ""
        run = []


def _continues(head: _Line, line: _Line) -> bool:
    """Whether a single piece is a further line of a cell: it begins where a column other than the first begins."""
    return bool(line.pieces) and _column(head, line.pieces[0]) > 0


def _column(head: _Line, piece: Piece) -> int:
    """The column of the head that a piece stands under; -1 where it stands under none."""
    nearest = min(range(len(head.pieces)), key=lambda at: abs(head.pieces[at].left - piece.left))
    return nearest if abs(head.pieces[nearest].left - piece.left) <= _SAME_COLUMN else -1


def _grid(run: list[_Line], page: int, above: str) -> Grid:
    head = run[0]
    rows: list[list[str]] = []
    for line in run:
        row = [""] * len(head.pieces)
        for piece in line.pieces:
            at = _under(head, piece)
            row[at] = f"{row[at]} {piece.text}".strip()
        if rows and not row[0]:
            rows[-1] = [f"{old} {new}".strip() for old, new in zip(rows[-1], row, strict=True)]
        else:
            rows.append(row)
    return Grid(f"page {page}", rows, context=(above,) if above else ())


def _under(head: _Line, piece: Piece) -> int:
    """The column that a piece belongs to: the one whose beginning is nearest, figures by their right edge."""
    ends = [abs(each.right - piece.right) for each in head.pieces]
    begins = [abs(each.left - piece.left) for each in head.pieces]
    return min(range(len(head.pieces)), key=lambda at: min(begins[at], ends[at]))
