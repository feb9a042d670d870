"""The result of checking an upload in the confined process, seen from the parent's side."""

from contextlib import closing
from io import BytesIO

import msgspec

from egnatia.formats import sandbox
from egnatia.formats.confinement import Job
from egnatia.formats.inflate import too_big
from egnatia.formats.limits import SCANS, Limits
from egnatia.formats.outcomes import Progress, Refused
from egnatia.formats.refusal import Refusal


class Scan(msgspec.Struct, frozen=True, tag_field="outcome", tag="scan"):
    """A PDF with so many pages, or a picture, which is one."""

    kind: str  # pdf, jpeg or png
    pages: int


_decoder: msgspec.json.Decoder[Scan | Refused | Progress] = msgspec.json.Decoder(Scan | Refused | Progress)


def scan_of(content: bytes, name: str, *, limits: Limits = SCANS) -> Scan | Refused:
    """What the upload is, or one sentence on why it is no page; `name` stands in it. Nothing is written anywhere."""
    if len(content) > limits.input_bytes:
        return too_big(len(content), limits).of(name)
    job = Job(file=name, size=len(content), limits=limits)
    try:
        with closing(sandbox.lines_of("egnatia.formats.scans.worker", job, BytesIO(content))) as lines:
            told = [_decoder.decode(line) for line in lines]
    except Refusal as refusal:
        return refusal.of(name)
    return next(each for each in told if not isinstance(each, Progress))
