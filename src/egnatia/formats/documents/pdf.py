"""Reads a PDF: its lines joined to paragraphs in the order of the text, cells that stand side by side to rows."""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import pypdfium2 as pdfium
from pypdfium2 import raw

from egnatia.formats.confinement import Job, Wire, run
from egnatia.formats.documents.text import CELLS, document, whole
from egnatia.formats.inflate import Meter
from egnatia.formats.refusal import Refusal
from egnatia.formats.sentences import A_PDF

_DIVIDED = re.compile(r"[\u00ad\ufffe\x02]\s*$")  # a word, at the end of its line
_FULL = 0.75  # a line this long, against the longest that begins at its place, runs on into the next
_BLANKS = re.compile(r"\s+")
_GAP = 1.2  # of a line's height between two cells
_TOUCHING = 0.3  # of a line's height: pieces of one word
_NEIGHBOURS = 6  # lines from one on, with whose length its own is compared
_LONGEST_LABEL = 40  # words in a cell that has others beside it
_SAME_LINE = 0.5  # of a line's height
_LEADING = 2.6  # of a line's height from one line of a paragraph to the next, at most
_SAME_EDGE = 6.0  # points
_HEADING = 1.35  # of the usual height of a page's lines, whose letters may or may not reach below it


@dataclass(slots=True)
class Piece:
    """Letters that stand together on a line: left and right edge, foot, height, in points."""

    text: str
    left: float
    right: float
    foot: float
    height: float

    def beside(self, other: "Piece") -> bool:
        return abs(self.foot - other.foot) <= _SAME_LINE * max(self.height, other.height)


@dataclass(slots=True)
class _Row:
    """Cells side by side, each with its lines from above. A paragraph is a row of one cell."""

    cells: list[list[Piece]]

    def takes(self, line: Piece, longest: float) -> bool:
        """Puts a line into the row, if it belongs there."""
        column = self.cells[-1]
        if self._has_beside(line):
            self.cells.append([line])
        elif self._has_below(line) and self._runs_on(column[-1], line, longest):
            column.append(line)
        else:
            return False
        return True

    def _has_beside(self, line: Piece) -> bool:
        """To the right of all that stands in the last cell, and no higher than the row; a first cell is a label."""
        column = self.cells[-1]
        if len(self.cells) == 1 and sum(len(piece.text.split()) for piece in column) > _LONGEST_LABEL:
            return False
        right = max(piece.right for piece in column)
        high, low = column[0].foot + line.height * _SAME_LINE, column[-1].foot - line.height * _SAME_LINE
        return line.left > right and low <= line.foot <= high

    def _has_below(self, line: Piece) -> bool:
        last = self.cells[-1][-1]
        return 0 < last.foot - line.foot <= _LEADING * max(line.height, last.height)

    def _runs_on(self, last: Piece, line: Piece, longest: float) -> bool:
        if len(self.cells) > 1:
            return abs(self.cells[-1][0].left - line.left) <= _SAME_EDGE
        ended = last.text.rstrip().endswith((".", ":", ";", "!", "?"))
        full = last.right - last.left >= _FULL * longest and not ended
        return (full and _alike(last, line)) or bool(_DIVIDED.search(last.text))

    def goes_on(self, line: Piece, usual: float) -> bool:
        """Whether a line is a further one of a heading, whose letters are larger than the page's. Takes it then."""
        last = self.cells[-1][-1]
        large = len(self.cells) == 1 and min(last.height, line.height) >= _HEADING * usual
        if not (large and _alike(last, line) and self._has_below(line)):
            return False
        self.cells[-1].append(line)
        return True


def _alike(one: Piece, other: Piece) -> bool:
    """Whether two lines may be of one size of letters."""
    return max(one.height, other.height) < _HEADING * min(one.height, other.height)


def read_pdf(job: Job, meter: Meter, wire: Wire) -> None:
    pdf = opened(whole(meter))
    count = len(pdf)
    if count > job.limits.pages:
        raise Refusal("too-many-pages", found=str(count), limit=str(job.limits.pages))
    pages = [list(_rows(pdf[number])) for number in range(count)]
    silent = [number for number, rows in enumerate(pages, 1) if not rows and has_picture(pdf[number - 1])]
    if silent and len(silent) == sum(1 for rows in pages if not rows) == count:
        raise Refusal("no-text")
    wire.tell(document("pdf", chain.from_iterable(pages), job.limits, silent_pages=silent))


def opened(content: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise Refusal("protected") from error
        raise Refusal("broken-document", expected=A_PDF) from error


def pieces_of(page: pdfium.PdfPage) -> Iterator[Piece]:
    """What a page holds, in the order of its text; a blank at a piece's edge parts it from the next."""
    text = page.get_textpage()
    rects = (text.get_rect(at) for at in range(text.count_rects()))
    pieces = (
        Piece(
            _BLANKS.sub(" ", str(text.get_text_bounded(*rect))), rect[0], rect[2], rect[1], max(rect[3] - rect[1], 1.0)
        )
        for rect in rects
    )
    yield from (piece for piece in pieces if piece.text.strip())


def has_picture(page: pdfium.PdfPage) -> bool:
    return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]))


def _rows(page: pdfium.PdfPage) -> Iterator[str]:
    """Lines joined where one fills its column and ends no sentence; a heading's lines; label and answer side by side.

    Columns come as the text has them: one after the other.
    """
    lines = _lines(list(pieces_of(page)))
    usual = sorted(line.height for line in lines)[len(lines) // 2] if lines else 0.0
    rows: list[_Row] = []
    for at, line in enumerate(lines):
        around = [each for each in lines[max(0, at - 1) : at + _NEIGHBOURS] if abs(each.left - line.left) <= _SAME_EDGE]
        longest = max(each.right - each.left for each in around)
        if rows and (rows[-1].goes_on(line, usual) or rows[-1].takes(line, longest)):
            continue
        if label := _label_of(rows, line):
            rows[-label:] = [_Row([[piece for row in rows[-label:] for piece in row.cells[0]], [line]])]
        else:
            rows.append(_Row([[line]]))
    yield from (CELLS.join(_joined(cell) for cell in row.cells) for row in rows)


def _label_of(rows: Sequence[_Row], line: Piece) -> int:
    """How many of the last rows are one cell of a label, beside whose first line another cell begins."""
    words = 0
    for count, row in enumerate(reversed(rows), 1):
        words += sum(len(piece.text.split()) for piece in row.cells[0])
        if len(row.cells) > 1 or words > _LONGEST_LABEL or line.left <= max(piece.right for piece in row.cells[0]):
            return 0
        if row.cells[0][0].beside(line):
            return count
    return 0


def _lines(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces that stand close together on one line as one."""
    found: list[Piece] = list(pieces[:1])
    for piece in pieces[1:]:
        line = found[-1]
        gap = piece.left - line.right
        bullet = len(line.text.strip()) == 1 and not line.text.strip().isalnum()
        if line.beside(piece) and (bullet or -_SAME_EDGE < gap <= _GAP * line.height):
            line.text = f"{line.text}{'' if gap < _TOUCHING * line.height else ' '}{piece.text}"
            line.right, line.height = max(line.right, piece.right), max(line.height, piece.height)
        else:
            found.append(piece)
    return found


def _joined(lines: Sequence[Piece]) -> str:
    text = ""
    for line in lines:
        text = f"{_DIVIDED.sub('', text) if _DIVIDED.search(text) else f'{text} '}{line.text.strip()}"
    return _DIVIDED.sub("", text).strip()


if __name__ == "__main__":
    run(read_pdf, sys.argv[1])
