"""The texts of an answer that somebody reads: of a page, a fragment, a file, a mail."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

import openpyxl
import pypdfium2
from lxml import etree, html

READ = ("title", "aria-label", "placeholder", "alt", "summary", "label", "data-label", "data-confirm")
# In "code" stands what a machine reads: a command, a link, a secret.
UNREAD = {"script", "style", "template", "svg", "head", "code"}
LEAF = "page "  # so begins where a text of a PDF stands


@dataclass(frozen=True, slots=True)
class Text:
    """`lang` is the language that the nearest element says, `where` the element or the place in a file."""

    words: str
    lang: str
    where: str


def texts_of(body: bytes, kind: str) -> Iterator[Text]:
    """All that is read of an answer with this content type; nothing of data that a machine reads."""
    if kind.startswith("text/html"):
        yield from _of_page(body.decode())
    elif kind.startswith("text/csv"):
        rows = csv.reader(io.StringIO(body.decode("utf-8-sig")))
        yield from (Text(cell, "", f"row {at}") for at, row in enumerate(rows, 1) for cell in row)
    elif "spreadsheetml" in kind:
        yield from _of_workbook(body)
    elif "wordprocessingml" in kind:
        yield from _of_document(body)
    elif kind.startswith("application/pdf"):
        yield from _of_leaves(body)
    elif kind.startswith(("text/plain", "text/calendar")):
        yield from (Text(line, "", "line") for line in body.decode().replace("\r\n ", "").splitlines())


def _of_workbook(body: bytes) -> Iterator[Text]:
    book = openpyxl.load_workbook(io.BytesIO(body), read_only=True)
    for sheet in book.worksheets:
        yield Text(sheet.title, "", "name of a sheet")
        every = list(sheet.iter_rows(values_only=True))
        # Columns of terms hold words of other people's texts, by which these are read.
        terms = {at for row in every[:1] for at, name in enumerate(row) if str(name).startswith("terms:")}
        for number, row in enumerate(every, 1):
            said = (cell for at, cell in enumerate(row) if at not in terms and isinstance(cell, str))
            yield from (Text(cell, "", f"{sheet.title}, row {number}") for cell in said)


def _of_document(body: bytes) -> Iterator[Text]:
    """The paragraphs of a Word document, its headers and footers, without what a template leaves to be filled in."""
    archive = zipfile.ZipFile(io.BytesIO(body))
    for name in filter(re.compile(r"word/(?:document|header\d*|footer\d*)\.xml").fullmatch, archive.namelist()):
        for paragraph in etree.fromstring(archive.read(name)).iter("{*}p"):
            words = "".join(each.text or "" for each in paragraph.iter("{*}t"))
            yield Text(re.sub(r"\{\{ \w+ \}\}1?", "", words), "", name)


def _of_leaves(body: bytes) -> Iterator[Text]:
    """The pages of a PDF, each in one, since lines end anywhere; a word that was divided is whole again."""
    for number, page in enumerate(pypdfium2.PdfDocument(body), 1):
        whole = page.get_textpage().get_text_range().replace("\ufffe\r\n", "").replace("\ufffe", "")
        yield Text(" ".join(whole.split()), "", f"{LEAF}{number}")


def _of_page(page: str) -> Iterator[Text]:
    page = page.replace("<wbr>", "")  # where a long word may break it is still one
    if not page.strip():
        return
    tree = html.document_fromstring(page)
    for element in tree.iter():
        if not isinstance(element.tag, str) or _unread(element):
            continue
        lang = next((said for each in (element, *element.iterancestors()) if (said := each.get("lang"))), "")
        where = f"<{element.tag}{_class(element)}>"
        yield from (Text(said, lang, f"{where} {name}") for name in READ if (said := element.get(name)))
        if element.tag == "input" and element.get("type") in {"submit", "button", "reset"}:
            yield Text(element.get("value", ""), lang, f"{where} value")
        if element.text and element.tag != "textarea":
            yield Text(element.text, lang, where)
        for child in element:
            if child.tail:
                yield Text(child.tail, lang, where)


def _unread(element: html.HtmlElement) -> bool:
    around = {str(each.tag) for each in (element, *element.iterancestors())}
    return bool(around & UNREAD) and not (element.tag == "title" and "svg" not in around)


def _class(element: html.HtmlElement) -> str:
    return f' class="{element.get("class")}"' if element.get("class") else ""
