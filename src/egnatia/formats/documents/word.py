"""Reads a Word document: body, tables, content controls and text boxes, in reading order."""

import io
import sys
import zipfile
from collections.abc import Iterator

import docx
from docx.oxml.ns import qn
from lxml import etree

from egnatia.formats.confined import Job, Wire, run
from egnatia.formats.documents.text import document, whole
from egnatia.formats.inflate import Meter
from egnatia.formats.limits import Limits
from egnatia.formats.refusal import Refusal
from egnatia.formats.sentences import DOCUMENT, KINDS, said_bytes

Element = etree._Element  # noqa: SLF001 - lxml gives its element class no public name
_MOST_ENTRIES = 5_000
_PROTECTED = "EncryptedPackage".encode("utf-16-le")  # the stream that Office puts a protected file in
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # says everything twice
_PARAGRAPH, _TABLE, _ROW, _CELL, _TEXT = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc", "t"))
_BLANKS = frozenset(qn(f"w:{name}") for name in ("tab", "br", "cr"))


def read_word(job: Job, meter: Meter, wire: Wire) -> None:
    content = whole(meter)
    _check(content, job.limits)
    try:
        body = docx.Document(io.BytesIO(content)).element.body
    except MemoryError:
        raise
    except Exception as error:
        raise Refusal("broken-document", expected=KINDS["docx"]) from error
    wire.tell(document("docx", _blocks(body), job.limits))


def _check(content: bytes, limits: Limits) -> None:
    """Raises Refusal for what is no Word document, is protected, or would unpack to more than the limits allow."""
    if not content.startswith(b"PK"):
        if _PROTECTED in content:
            raise Refusal("protected")
        raise Refusal("wrong-kind", found=KINDS["office"], expected=DOCUMENT)
    try:
        entries = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Refusal("truncated") from error
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refusal("protected")
    _measure(entries, len(content), limits)
    names = [entry.filename for entry in entries]
    if not any(name.startswith("word/") for name in names):
        kind = next((kind for mark, kind in _OTHERS.items() if any(name.startswith(mark) for name in names)), "zip")
        raise Refusal("wrong-kind", found=KINDS[kind], expected=DOCUMENT)


_OTHERS = {"xl/": "xlsx", "content.xml": "odt"}


def _measure(entries: list[zipfile.ZipInfo], size: int, limits: Limits) -> None:
    """By what the archive says of itself; an entry that holds more than it says is not read beyond it."""
    out = sum(entry.file_size for entry in entries)
    markup = sum(entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels")))
    if out > limits.ratio_from and out > limits.ratio * size:
        raise Refusal("unpacks-suspiciously", limit=str(limits.ratio))
    if out > limits.unpacked_bytes or markup > limits.unpacked_bytes // 8 or len(entries) > _MOST_ENTRIES:
        raise Refusal(
            "unpacks-too-far",
            found=said_bytes(limits.unpacked_bytes // 8),
            limit=said_bytes(limits.unpacked_bytes // 8),
        )


def _blocks(parent: Element) -> Iterator[str]:
    """Paragraphs and table rows below an element, whatever wraps them: content controls, insertions, text boxes."""
    for child in parent:
        if child.tag == _PARAGRAPH:
            yield _words(child)
        elif child.tag == _TABLE:
            yield from _rows(child)
        elif child.tag != _FALLBACK:
            yield from _blocks(child)


def _rows(parent: Element) -> Iterator[str]:
    for child in parent:
        if child.tag == _ROW:
            cells = [" ".join(_blocks(cell)).strip() for cell in child.iter(_CELL) if _row_of(cell) is child]
            yield " | ".join(cell for cell in cells if cell)
        elif child.tag != _FALLBACK:
            yield from _rows(child)


def _row_of(cell: Element) -> Element | None:
    return next(cell.iterancestors(_ROW), None)


def _words(paragraph: Element) -> str:
    """The text of a paragraph; what was deleted under track changes is not in it."""
    return "".join(_pieces(paragraph))


def _pieces(parent: Element) -> Iterator[str]:
    for child in parent:
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag in _BLANKS:
            yield " "
        elif child.tag != _FALLBACK:
            yield from _pieces(child)


if __name__ == "__main__":
    run(read_word, sys.argv[1])
