"""`python -I -m egnatia.formats.reports.checking JOB`: whether a Word document can be the template of reports."""

import re
import sys
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO

import msgspec
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from egnatia.formats import sandbox
from egnatia.formats.confined import Job, Wire, run
from egnatia.formats.documents.text import whole
from egnatia.formats.documents.word import opened
from egnatia.formats.inflate import Meter, too_big
from egnatia.formats.limits import TEMPLATES, Limits
from egnatia.formats.outcomes import Progress, Refused
from egnatia.formats.refusal import Refusal
from egnatia.formats.reports.templates import NAMES, faults_of, parts_of

_LOADING = re.compile(r"\b(DDE|DDEAUTO|INCLUDE\w*|IMPORT|LINK|MACROBUTTON)\b", re.IGNORECASE)
_ACTIVE = ("vbaproject", "embeddings", "activex", "macro", "oleobject")


class Usable(msgspec.Struct, frozen=True, tag_field="outcome", tag="template"):
    """A document that reports can be written into."""

    file: str


_decoder: msgspec.json.Decoder[Usable | Refused | Progress] = msgspec.json.Decoder(Usable | Refused | Progress)


def checked_template(content: bytes, name: str, *, limits: Limits = TEMPLATES) -> Usable | Refused:
    """What a process of its own says about an uploaded template."""
    job = Job(file=name, size=len(content), limits=limits)
    try:
        if len(content) > limits.input_bytes:
            raise too_big(len(content), limits)
        with closing(sandbox.lines_of("egnatia.formats.reports.checking", job, BytesIO(content))) as lines:
            told = [_decoder.decode(line) for line in lines]
    except Refusal as refusal:
        return refusal.of(name)
    return next(each for each in reversed(told) if not isinstance(each, Progress))


def check_template(job: Job, meter: Meter, wire: Wire) -> None:
    """Tells that it can be used. Raises Refusal with the first thing that is wrong."""
    template = opened(whole(meter), job.limits)
    for found in _active(template):
        raise Refusal("template-active", found=found)
    for found in _outside(template):
        raise Refusal("template-outside", found=found)
    for code, found in faults_of(template):
        expected = ", ".join(f"{{{{ {name} }}}}" for name in NAMES)
        raise Refusal(f"template-{code}", found=found, expected=expected)
    wire.tell(Usable(file=job.file))


def _active(template: Document) -> Iterator[str]:
    """Parts that run or open something, and fields that load something."""
    for part in template.part.package.iter_parts():
        said = f"{part.partname} {part.content_type}".lower()
        if any(word in said for word in _ACTIVE):
            yield str(part.partname)
    for each in parts_of(template):
        codes = [node.text or "" for node in each.iter(qn("w:instrText"))]
        codes += [node.get(qn("w:instr")) or "" for node in each.iter(qn("w:fldSimple"))]
        if found := _LOADING.search("".join(codes)):
            yield f"the field {found[0]}"


def _outside(template: Document) -> Iterator[str]:
    """What is fetched from elsewhere; a link that somebody follows by himself is none."""
    for part in template.part.package.iter_parts():
        for relation in part.rels.values():
            if relation.is_external and relation.reltype != RELATIONSHIP_TYPE.HYPERLINK:
                yield relation.reltype.rpartition("/")[2]


if __name__ == "__main__":
    run(check_template, sys.argv[1])
