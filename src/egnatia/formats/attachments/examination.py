"""The parent's side: what is asked about a file, and what comes back. Nothing is written anywhere."""

import re
import unicodedata
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from importlib.resources import files
from io import BytesIO

import msgspec
import typst

from egnatia.formats import sandbox
from egnatia.formats.confinement import Job
from egnatia.formats.documents.extraction import document_text
from egnatia.formats.inflate import too_big
from egnatia.formats.limits import ATTACHMENTS, DOCUMENTS, Limits
from egnatia.formats.outcomes import Progress, Refused
from egnatia.formats.refusal import Refusal

DO, STAMP = "do", "stamp"  # what a job asks: what to do, and how many of the first bytes are the stamp
EXAMINE, CLEAN, MARK = "examine", "clean", "mark"
PDF, PICTURES = "pdf", ("png", "jpeg", "webp")
CLEANED = MARKED = (PDF, *PICTURES)  # types that can be freed of metadata, and that carry a watermark
WITH_TEXT = (PDF, "docx", "text")  # of which the text is taken for the search
LONGEST_NAME = 150  # characters of a file's name
LONGEST_TEXT = 400_000  # characters that a search finds a file by
_WORKER = "egnatia.formats.attachments.worker"


class Examined(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="outcome", tag="examined"):
    """What a file is: `type` by its content, `facts` that it tells of its making (code and value), `place` where a
    photo was taken (latitude and longitude), `active` where it does something by itself, `pictures` (PNG) of its first
    pages."""

    type: str
    pages: int = 0
    facts: tuple[tuple[str, str], ...] = ()
    place: tuple[float, float] | None = None
    active: bool = False
    pictures: tuple[bytes, ...] = ()


class Rewritten(msgspec.Struct, frozen=True, tag_field="outcome", tag="rewritten"):
    """The file anew."""

    content: bytes


_decoder: msgspec.json.Decoder[Examined | Rewritten | Refused | Progress] = msgspec.json.Decoder(
    Examined | Rewritten | Refused | Progress
)


def examine(content: bytes, name: str, *, limits: Limits = ATTACHMENTS) -> Examined | Refused:
    """What a file is and tells, or one sentence on why it is not taken."""
    told = _told({DO: EXAMINE}, content, name, limits)
    assert not isinstance(told, Rewritten)
    return told


def cleaned(content: bytes, name: str, *, limits: Limits = ATTACHMENTS) -> bytes | Refused:
    """The file without metadata and active content: a picture anew from its pixels, a PDF with its pages alone."""
    return _rewritten({DO: CLEAN}, content, name, limits)


def marked(
    content: bytes, name: str, said: Sequence[str], moment: datetime, *, limits: Limits = ATTACHMENTS
) -> bytes | Refused:
    """The file with `said` across each page and at its foot: the marking, who reads it, when."""
    stamp = _stamp(said, moment)
    both = msgspec.structs.replace(limits, input_bytes=limits.input_bytes + len(stamp))
    return _rewritten({DO: MARK, STAMP: str(len(stamp))}, stamp + content, name, both)


def text_of(content: bytes, name: str, kind: str) -> str:
    """The text by which a search finds it, paragraph by paragraph; "" where none is taken."""
    if kind not in WITH_TEXT:
        return ""
    found = document_text(content, name, limits=msgspec.structs.replace(DOCUMENTS, characters=LONGEST_TEXT))
    return "" if isinstance(found, Refused) else "\n".join(found.paragraphs)


def _rewritten(asked: dict[str, str], content: bytes, name: str, limits: Limits) -> bytes | Refused:
    told = _told(asked, content, name, limits)
    assert not isinstance(told, Examined)
    return told if isinstance(told, Refused) else told.content


def _told(asked: dict[str, str], content: bytes, name: str, limits: Limits) -> Examined | Rewritten | Refused:
    try:
        if len(content) > limits.input_bytes:
            raise too_big(len(content), limits)
        job = Job(file=name, size=len(content), limits=limits, asked=asked)
        with closing(sandbox.lines_of(_WORKER, job, BytesIO(content))) as lines:
            told = [_decoder.decode(line) for line in lines]
    except Refusal as refusal:
        return refusal.of(name)
    return [each for each in told if not isinstance(each, Progress)][-1]


def _stamp(said: Sequence[str], moment: datetime) -> bytes:
    """One transparent page upright, one across. Typst gets the words as data and never as text of its own."""
    source = files(__package__).joinpath("watermark.typ").read_bytes()
    compiler = typst.Compiler(ignore_system_fonts=True, sys_inputs={"said": msgspec.json.encode(said).decode()})
    made = compiler.compile(source, format="pdf", timestamp=moment.replace(microsecond=0))
    assert isinstance(made, bytes)
    return made


_MOMENT = re.compile(r"(?:D:)?(\d{4})[:-]?(\d\d)[:-]?(\d\d)[ T]?(?:(\d\d):?(\d\d))?")
_ENDINGS = {
    "jpeg": ("jpg", "jpeg"),
    "text": ("txt", "csv", "tsv", "md", "json", "xml", "log", "srt", "ics", "vcf"),
}
_HIDDEN = ("Cc", "Cf", "Cs", "Zl", "Zp")  # controls, among them those that turn the direction of writing


def day_and_time(value: str) -> str:
    """A moment as PDF and EXIF write it (D:20261124090000Z, 2026:11:24 09:00:00) as people do; else the value."""
    found = _MOMENT.match(value)
    if not found:
        return value
    day, time = "-".join(found.groups()[:3]), ":".join(each for each in found.groups()[3:] if each)
    return f"{day} {time}".strip()


def named(name: str, kind: str) -> str:
    """A name as a file may have it: no path, no hidden characters, the ending of what the file is."""
    whole = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(each for each in whole if unicodedata.category(each) not in _HIDDEN and each not in '<>:"|?*')
    stem, _, ending = shown.strip(" .").rpartition(".")
    endings = _ENDINGS.get(kind, (kind,))
    if ending.casefold() not in endings:
        stem, ending = shown.strip(" ."), endings[0]
    return f"{stem.strip()[: LONGEST_NAME - 6] or 'file'}.{ending.casefold()}"
