"""Reads a PDF: its lines joined to paragraphs in the order of the text, cells that stand side by side to rows."""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pypdfium2 as pdfium
from pypdfium2 import raw

from egnatia.formats.confinement import Job, Wire, run
from egnatia.formats.documents.text import CELLS, document, whole
from egnatia.formats.inflate import Meter
from egnatia.formats.refusal import Refusal
from egnatia.formats.sentences import A_PDF

_SOFT_END = re.compile(r"[\u00ad\ufffe\x02]$")  # a word divided at the end of its line
_FULL = 0.75  # a line this long, against the longest that begins at its place, runs on into the next
_GAP = 1.2  # of a line's height between two cells
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

    cells: list[list[Piece]] = field(default_factory=list)

    def takes(self, line: Piece, longest: float) -> bool:
        """Puts a line into the row, if it stands in it."""
        if not self.cells:
            self.cells.append([line])
            return True
        column = self.cells[-1]
        if self._is_next_cell(line):
            self.cells.append([line])
            return True
        below = 0 < column[-1].foot - line.foot <= _LEADING * max(line.height, column[-1].height)
        if below and self._runs_on(column[-1], line, longest):
            column.append(line)
            return True
        return False

    def _is_next_cell(self, line: Piece) -> bool:
        """To the right of all that stands in the last cell, and no higher than the row."""
        column = self.cells[-1]
        right = max(piece.right for piece in column)
        high, low = column[0].foot + line.height * _SAME_LINE, column[-1].foot - line.height * _SAME_LINE
        return line.left > right and low <= line.foot <= high

    def _runs_on(self, last: Piece, line: Piece, longest: float) -> bool:
        if len(self.cells) > 1:
            return abs(self.cells[-1][0].left - line.left) <= _SAME_EDGE
        full = last.right - last.left >= _FULL * longest and not last.text.endswith((".", ":", ";", "!", "?"))
        return full and last.height < _HEADING * line.height

    def text(self) -> str:
        return CELLS.join(_joined([piece.text for piece in cell]) for cell in self.cells)


def read_pdf(job: Job, meter: Meter, wire: Wire) -> None:
    pdf = opened(whole(meter))
    count = len(pdf)
    if count > job.limits.pages:
        raise Refusal("too-many-pages", found=str(count), limit=str(job.limits.pages))
    pages = [list(pieces_of(pdf[number])) for number in range(count)]
    silent = [number for number, pieces in enumerate(pages, 1) if not pieces and has_picture(pdf[number - 1])]
    if silent and len(silent) == sum(1 for pieces in pages if not pieces) == count:
        raise Refusal("no-text")
    paragraphs = (paragraph for pieces in pages for paragraph in _paragraphs(pieces))
    wire.tell(document("pdf", paragraphs, job.limits, silent_pages=silent))


def opened(content: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise Refusal("protected") from error
        raise Refusal("broken-document", expected=A_PDF) from error


def pieces_of(page: pdfium.PdfPage) -> Iterator[Piece]:
    """What a page holds, in the order of its text."""
    text = page.get_textpage()
    for at in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(at)
        if said := " ".join(str(text.get_text_bounded(left, bottom, right, top)).split()):
            yield Piece(said, left, right, bottom, max(top - bottom, 1.0))


def has_picture(page: pdfium.PdfPage) -> bool:
    return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]))


def _paragraphs(pieces: Sequence[Piece]) -> Iterator[str]:
    """Lines joined where one fills its column and ends no sentence; a heading's lines; label and answer side by side.

    Columns come as the text has them: one after the other.
    """
    lines = list(_lines(pieces))
    usual = sorted(line.height for line in lines)[len(lines) // 2] if lines else 0.0
    row = _Row()
    for line in lines:
        longest = max(each.right - each.left for each in lines if abs(each.left - line.left) <= _SAME_EDGE)
        if not (_goes_on(row, line, usual) or row.takes(line, longest)):
            yield row.text()
            row = _Row([[line]])
    yield row.text()


def _goes_on(row: _Row, line: Piece, usual: float) -> bool:
    """Whether a line is a further one of a heading, whose letters are larger than the page's."""
    last = row.cells[-1][-1] if len(row.cells) == 1 else None
    if (
        last is None
        or min(last.height, line.height) < _HEADING * usual
        or max(last.height, line.height) > _HEADING * min(last.height, line.height)
    ):
        return False
    if not 0 < last.foot - line.foot <= _LEADING * line.height:
        return False
    row.cells[-1].append(line)
    return True


def _lines(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Pieces that stand close together on one line as one."""
    line: Piece | None = None
    for piece in pieces:
        if line and line.beside(piece) and -_SAME_EDGE < piece.left - line.right <= _GAP * line.height:
            line.text = f"{line.text} {piece.text}"
            line.right, line.height = max(line.right, piece.right), max(line.height, piece.height)
        else:
            if line:
                yield line
            line = piece
    if line:
        yield line


def _joined(lines: Sequence[str]) -> str:
    text = ""
    for line in lines:
        text = _SOFT_END.sub("", text) + line if _SOFT_END.search(text) else f"{text} {line}"
    return text.strip()


if __name__ == "__main__":
    run(read_pdf, sys.argv[1])
