"""`python -I -m egnatia.formats.scans.worker JOB`: looks at one upload from standard input within its limits."""

import sys

from egnatia.formats.confinement import Job, Wire, run
from egnatia.formats.documents.pdf import opened
from egnatia.formats.documents.text import whole
from egnatia.formats.inflate import Meter
from egnatia.formats.refusal import Refusal
from egnatia.formats.scans.pictures import JPEG, PNG, require_jpeg, require_png
from egnatia.formats.scans.scan import Scan
from egnatia.formats.sentences import A_PDF, KINDS, SCAN
from egnatia.formats.sniff import HEAD, kind_of


def look(job: Job, meter: Meter, wire: Wire) -> None:
    """Tells what it is. Raises Refusal where it is none of these, not whole, protected or too large."""
    content = whole(meter)
    if content.startswith(PNG):
        require_png(content)
        wire.tell(Scan("png", 1))
    elif content.startswith(JPEG):
        require_jpeg(content)
        wire.tell(Scan("jpeg", 1))
    else:
        wire.tell(Scan("pdf", _pages(content, job)))


def _pages(content: bytes, job: Job) -> int:
    kind = kind_of(content[:HEAD])
    if kind == "empty":
        raise Refusal("empty", expected=SCAN)
    if kind != "pdf":
        raise Refusal("wrong-kind", found=KINDS["markup" if kind == "xml" else kind], expected=SCAN)
    pages = len(opened(content))
    if pages > job.limits.pages:
        raise Refusal("too-many-pages", found=str(pages), limit=str(job.limits.pages))
    if not pages:
        raise Refusal("broken-document", expected=A_PDF)
    return pages


if __name__ == "__main__":
    run(look, sys.argv[1])
