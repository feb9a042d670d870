"""`python -I -m egnatia.formats.worker JOB`: reads activities from standard input within the limits of the job."""

import sys
from collections.abc import Iterator

from egnatia.formats.confinement import Job, Wire, run
from egnatia.formats.iati.stream import read_iati
from egnatia.formats.inflate import Meter, plain, unpacked
from egnatia.formats.jsonl import read_jsonl
from egnatia.formats.outcomes import Finished, Rejected
from egnatia.formats.refusal import Refusal
from egnatia.formats.sentences import IATI_OR_JSONL, KINDS, ROW
from egnatia.formats.sniff import HEAD, kind_of

_READERS = {"xml": ("iati", read_iati), "json-lines": ("jsonl", read_jsonl)}


def read_activities(job: Job, meter: Meter, wire: Wire) -> None:
    """Tells every activity and rejected row of the file, then the sums."""
    kind, pieces = _opened(job, meter)
    format_name, reader = _READERS[kind]
    accepted = 0
    rejected: list[Rejected] = []
    dropped: dict[str, int] = {}
    for outcome in reader(pieces, job.file, job.limits):
        wire.tell(outcome)
        if isinstance(outcome, Rejected):
            rejected.append(outcome)
            if len(rejected) > job.limits.rejected:
                raise _too_many(rejected[0], job.limits.rejected)
            continue
        accepted += 1
        for name, count in outcome.left_out.items():
            dropped[name] = dropped.get(name, 0) + count
    wire.tell(Finished(file=job.file, format=format_name, accepted=accepted, rejected=len(rejected), dropped=dropped))


def _too_many(first: Rejected, limit: int) -> Refusal:
    """The params of the first row go along, each behind ROW, so that its sentence can be said in every language."""
    row = {f"{ROW}{name}": value for name, value in first.params.items()}
    return Refusal("too-many-rejected", limit=str(limit), found=first.sentence, **{**row, f"{ROW}code": first.code})


def _opened(job: Job, meter: Meter) -> tuple[str, Iterator[bytes]]:
    """The kind of the content, unpacked where it is packed, and the content in pieces."""
    first = meter.take()
    kind = kind_of(first[:HEAD])
    pieces = plain(first, meter)
    if kind == "gzip":
        pieces = unpacked(first, meter, job.limits)
        first = next(pieces, b"")
        kind = kind_of(first[:HEAD])
        pieces = _again(first, pieces)
        if kind == "gzip":
            raise Refusal("packed-twice", expected=IATI_OR_JSONL)
    if kind == "empty":
        raise Refusal("empty", expected=IATI_OR_JSONL)
    if kind not in _READERS:
        raise Refusal("wrong-kind", found=KINDS[kind], expected=IATI_OR_JSONL)
    return kind, pieces


def _again(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


if __name__ == "__main__":
    run(read_activities, sys.argv[1])
