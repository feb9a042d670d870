"""Reads a Word document: body, tables, content controls and text boxes, in reading order."""

import io
import sys
from collections.abc import Iterator
from functools import partial
from itertools import chain

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.parts.hdrftr import FooterPart, HeaderPart
from docx.parts.settings import SettingsPart
from docx.parts.styles import StylesPart
from lxml import etree

from egnatia.formats.archives import names_in
from egnatia.formats.confinement import Job, Wire, run
from egnatia.formats.documents.text import CELLS, document, whole
from egnatia.formats.inflate import Meter
from egnatia.formats.limits import Limits
from egnatia.formats.refusal import Refusal
from egnatia.formats.sentences import DOCUMENT, KINDS

Element = etree._Element  # noqa: SLF001 - lxml gives its element class no public name
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # says everything twice
PARAGRAPH, TABLE, ROW, CELL, _TEXT = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc", "t"))
_TAB = qn("w:tab")
_DEFAULTS = (
    (StylesPart, "_default_styles_xml"),
    (SettingsPart, "_default_settings_xml"),
    (HeaderPart, "_default_header_xml"),
    (FooterPart, "_default_footer_xml"),
)
_BLANKS = frozenset({_TAB, qn("w:br"), qn("w:cr")})


def hold_defaults() -> None:
    """What the library puts in place of parts that a document lacks, from files of its own."""
    for part, name in _DEFAULTS:
        setattr(part, name, staticmethod(partial(bytes, getattr(part, name)())))


def read_word(job: Job, meter: Meter, wire: Wire) -> None:
    content = whole(meter)
    opened_document = opened(content, job.limits)
    paragraphs = chain(_letterheads(opened_document), blocks(opened_document.element.body))
    wire.tell(document("docx", paragraphs, job.limits))


def _letterheads(document: Document) -> Iterator[str]:
    """What is printed at the top of the pages, once: whose form it is."""
    parts = [section.header for section in document.sections]
    said = (text for part in parts if not part.is_linked_to_previous for text in blocks(part._element))  # noqa: SLF001 - the library shows its paragraphs only, not what wraps them
    yield from dict.fromkeys(text.strip() for text in said)


def opened(content: bytes, limits: Limits) -> Document:
    """Raises Refusal for what is no Word document, is protected or damaged, or would unpack too far."""
    _check(content, limits)
    try:
        return docx.Document(io.BytesIO(content))
    except MemoryError:
        raise
    except Exception as error:
        raise Refusal("broken-document", expected=KINDS["docx"]) from error


def _check(content: bytes, limits: Limits) -> None:
    """Raises Refusal for what is no Word document, is protected, or would unpack to more than the limits allow."""
    names = names_in(content, limits, DOCUMENT)
    if not any(name.startswith("word/") for name in names):
        kind = next((kind for mark, kind in _OTHERS.items() if any(name.startswith(mark) for name in names)), "zip")
        raise Refusal("wrong-kind", found=KINDS[kind], expected=DOCUMENT)


_OTHERS = {"xl/": "xlsx", "content.xml": "odt"}


def blocks(parent: Element, line: str = " ") -> Iterator[str]:
    """Paragraphs and table rows below an element, whatever wraps them: content controls, insertions, text boxes.

    `line` is what a line break inside a paragraph becomes.
    """
    for child in parent:
        if child.tag == PARAGRAPH:
            yield words_of(child, line)
        elif child.tag == TABLE:
            yield from _rows(child)
        elif child.tag != FALLBACK:
            yield from blocks(child, line)


def _rows(parent: Element) -> Iterator[str]:
    for child in parent:
        if child.tag == ROW:
            cells = [_cell(cell) for cell in child.iter(CELL) if row_of(cell) is child]
            yield CELLS.join(cells) if any(cells) else ""
        elif child.tag != FALLBACK:
            yield from _rows(child)


def _cell(cell: Element) -> str:
    """Its paragraphs with a mark between them: two partners in one cell are two."""
    return " • ".join(text for block in blocks(cell) if (text := block.strip()))


def row_of(cell: Element) -> Element | None:
    return next(cell.iterancestors(ROW), None)


def words_of(paragraph: Element, line: str = " ") -> str:
    """The text of a paragraph; what was deleted under track changes is not in it."""
    return "".join(_pieces(paragraph, line))


def _pieces(parent: Element, line: str) -> Iterator[str]:
    for child in parent:
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag in _BLANKS:
            yield " " if child.tag == _TAB else line
        elif child.tag != FALLBACK:
            yield from _pieces(child, line)


if __name__ == "__main__":
    run(read_word, sys.argv[1], hold_defaults)
