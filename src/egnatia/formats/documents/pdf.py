"""Reads a PDF: lines joined to paragraphs, page by page."""

import re
import sys
from collections.abc import Iterator

import pypdfium2 as pdfium
from pypdfium2 import raw

from egnatia.formats.confinement import Job, Wire, run
from egnatia.formats.documents.text import document, whole
from egnatia.formats.inflate import Meter
from egnatia.formats.refusal import Refusal
from egnatia.formats.sentences import A_PDF

_SOFT_BREAK = re.compile(r"[\u00ad\ufffe\x02]\s*")  # a word divided at the end of its line
_LINE_ENDS = re.compile(r"\r?\n")
_FULL = 0.75  # a line this long, against the longest of its page, runs on into the next


def read_pdf(job: Job, meter: Meter, wire: Wire) -> None:
    pdf = opened(whole(meter))
    count = len(pdf)
    if count > job.limits.pages:
        raise Refusal("too-many-pages", found=str(count), limit=str(job.limits.pages))
    pages = [_text(pdf[number]) for number in range(count)]
    silent = [number for number, text in enumerate(pages, 1) if not text.strip() and has_picture(pdf[number - 1])]
    if silent and len(silent) == sum(1 for text in pages if not text.strip()) == count:
        raise Refusal("no-text")
    paragraphs = (paragraph for text in pages for paragraph in _paragraphs(text))
    wire.tell(document("pdf", paragraphs, job.limits, silent_pages=silent))


def opened(content: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise Refusal("protected") from error
        raise Refusal("broken-document", expected=A_PDF) from error


def _text(page: pdfium.PdfPage) -> str:
    return str(page.get_textpage().get_text_range())


def has_picture(page: pdfium.PdfPage) -> bool:
    return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]))


def _paragraphs(text: str) -> Iterator[str]:
    """Lines joined where one fills its page's width and ends no sentence."""
    lines = [line.strip() for line in _LINE_ENDS.split(_SOFT_BREAK.sub("", text))]
    width = max(len(line) for line in lines)
    paragraph: list[str] = []
    for line in lines:
        paragraph.append(line)
        if len(line) < _FULL * width or line.endswith((".", ":", ";", "!", "?")):
            yield " ".join(paragraph)
            paragraph = []
    yield " ".join(paragraph)


if __name__ == "__main__":
    run(read_pdf, sys.argv[1])
