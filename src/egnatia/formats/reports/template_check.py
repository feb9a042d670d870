"""`python -I -m egnatia.formats.reports.template_check JOB`: whether a Word document can be the template of reports."""

import sys
from contextlib import closing
from io import BytesIO

import msgspec
from lxml import etree

from egnatia.formats import sandbox
from egnatia.formats.confinement import Job, Wire, run
from egnatia.formats.documents.text import whole
from egnatia.formats.documents.word import hold_defaults, opened
from egnatia.formats.inflate import Meter, too_big
from egnatia.formats.limits import TEMPLATES, Limits
from egnatia.formats.outcomes import Progress, Refused
from egnatia.formats.refusal import Refusal
from egnatia.formats.reports.template_parts import active_in, outside_of
from egnatia.formats.reports.templates import NAMES, faults_of
from egnatia.formats.sentences import KINDS


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
        with closing(sandbox.lines_of("egnatia.formats.reports.template_check", job, BytesIO(content))) as lines:
            told = [_decoder.decode(line) for line in lines]
    except Refusal as refusal:
        return refusal.of(name)
    return next(each for each in reversed(told) if not isinstance(each, Progress))


def check_template(job: Job, meter: Meter, wire: Wire) -> None:
    """Tells that it can be used. Raises Refusal with the first thing that is wrong."""
    template = opened(whole(meter), job.limits)
    try:
        outside, active = next(outside_of(template), None), next(active_in(template), None)
    except etree.XMLSyntaxError as error:
        raise Refusal("broken-document", expected=KINDS["docx"]) from error
    if outside is not None:
        raise Refusal("template-outside", found=outside)
    if active is not None:
        raise Refusal("template-active", found=active)
    for code, found in faults_of(template):
        expected = ", ".join(f"{{{{ {name} }}}}" for name in NAMES)
        raise Refusal(f"template-{code}", found=found, expected=expected)
    wire.tell(Usable(file=job.file))


if __name__ == "__main__":
    run(check_template, sys.argv[1], hold_defaults)
