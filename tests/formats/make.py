"""Builders of files as publishers, and attackers, write them."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterable

import docx
import msgspec

from egnatia.formats import Finished, Outcome, Parsed, Progress, Refused, Rejected
from egnatia.formats.confinement import Job, Work, answer
from egnatia.formats.documents.text import DocumentText
from egnatia.formats.limits import ACTIVITIES, Limits
from egnatia.formats.worker import read_activities

TITLE = "<title><narrative>Training of prison staff</narrative></title>"
REPORTER = '<reporting-org ref="XM-DAC-1" type="10"><narrative>Ministry</narrative></reporting-org>'


def activity(inside: str = TITLE, identifier: str = "XM-DAC-1-A", attributes: str = 'xml:lang="en"') -> str:
    named = f"<iati-identifier>{identifier}</iati-identifier>" if identifier else ""
    return f"<iati-activity {attributes}>{named}{inside}</iati-activity>"


def iati(*activities: str, version: str = "2.03", declaration: str = '<?xml version="1.0" encoding="UTF-8"?>') -> bytes:
    inside = "\n".join(activities)
    return f'{declaration}\n<iati-activities version="{version}">\n{inside}\n</iati-activities>'.encode()


def row(**fields: object) -> bytes:
    return msgspec.json.encode({"source": "register", "id": "7", "title": "Training of prison staff"} | fields)


def told(content: bytes, *, limits: Limits = ACTIVITIES, file: str = "a.xml") -> list[Outcome]:
    """What the reader says about a content, in this process."""
    outcomes = answered(read_activities, content, limits=limits, file=file)
    return [each for each in outcomes if not isinstance(each, Progress | DocumentText)]


def answered(
    work: Work, content: bytes, *, limits: Limits = ACTIVITIES, file: str = "a.xml"
) -> list[Outcome | Progress | DocumentText]:
    out = io.BytesIO()
    answer(work, Job(file=file, size=len(content), limits=limits), io.BytesIO(content), out)
    decoder = msgspec.json.Decoder[Outcome | Progress | DocumentText](Outcome | Progress | DocumentText)
    return [decoder.decode(line) for line in out.getvalue().splitlines()]


def parsed(content: bytes) -> Parsed:
    """The only activity of a content."""
    first, last = told(content)
    assert isinstance(first, Parsed), first
    assert isinstance(last, Finished)
    return first


def parsed_activity(inside: str, **rest: str) -> Parsed:
    return parsed(iati(activity(TITLE + inside, **rest)))


def rejected(content: bytes) -> Rejected:
    """The only row of a content, which cannot be used."""
    first, last = told(content)
    assert isinstance(first, Rejected), first
    assert isinstance(last, Finished)
    return first


def refused(outcomes: Iterable[object]) -> Refused:
    """The last of the outcomes, which is a refusal."""
    last = list(outcomes)[-1]
    assert isinstance(last, Refused), last
    return last


def word(*paragraphs: str, table: Iterable[Iterable[str]] = (), change: Callable[[str], str] = str) -> bytes:
    """A Word document; `change` may rewrite the markup of its body."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    rows = [list(cells) for cells in table]
    if rows:
        grid = document.add_table(len(rows), len(rows[0]))
        for cells, texts in zip(grid.rows, rows, strict=True):
            for cell, text in zip(cells.cells, texts, strict=True):
                cell.text = text
    out = io.BytesIO()
    document.save(out)
    return rezipped(out.getvalue(), "word/document.xml", change)


def rezipped(content: bytes, name: str, change: Callable[[str], str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for each in source.namelist():
            inside = source.read(each)
            target.writestr(each, change(inside.decode()).encode() if each == name else inside)
    return out.getvalue()


def zipped(**entries: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, inside in entries.items():
            target.writestr(name, inside)
    return out.getvalue()


def pdf(*pages: str, extra: str = "", trailer: str = "") -> bytes:
    """A PDF with one content stream for each page. `picture()` draws an image."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    for content in pages:
        kids.append(f"{len(objects) + 1} 0 R")
        resources = "<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources {resources}"
        objects += [
            f"{page} /Contents {len(objects) + 2} 0 R >>",
            f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        ]
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    if extra:
        objects.append(extra)
    return _numbered(objects, trailer.replace("LAST", str(len(objects))))


def _numbered(objects: list[str], trailer: str) -> bytes:
    out = "%PDF-1.4\n"
    starts = []
    for number, each in enumerate(objects, 1):
        starts.append(len(out))
        out += f"{number} 0 obj\n{each}\nendobj\n"
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\n"
    return f"{out}{end}startxref\n{len(out)}\n%%EOF".encode("latin-1")


def lines(*texts: str) -> str:
    """A page's content with one line under the other."""
    shown = "".join(f"({text}) Tj T*\n" for text in texts)
    return f"BT /F1 12 Tf 14 TL 50 800 Td\n{shown}ET"


def picture() -> str:
    """A page's content with an image and no text, as a scanner makes it."""
    return "q 500 0 0 700 50 50 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI Q"


def bomb(megabytes: int, head: bytes = b"<iati-activities>", piece: bytes = b"<iati-activity/>") -> bytes:
    """A gzip file of `megabytes` unpacked."""
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", mtime=0) as target:
        target.write(head)
        block = piece * (1_000_000 // len(piece))
        for _ in range(megabytes):
            target.write(block)
    return out.getvalue()


def laughs() -> bytes:
    """Ten entities, each ten times the one before."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE iati-activities [<!ENTITY l0 "ha">{entities}]><iati-activities>&l9;</iati-activities>'.encode()


def pdf_bomb(megabytes: int) -> bytes:
    """A PDF whose one page unpacks to `megabytes`."""
    packed = zlib.compress(b" " * megabytes * 1_000_000, 9).decode("latin-1")
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>"
    stream = f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n{packed}\nendstream"
    tree = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"]
    return _numbered([*tree, page, stream], "")
