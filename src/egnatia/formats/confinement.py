"""The child's side of the sandbox: takes its limits, reads one file from its standard input, tells what it found."""

import sys
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import BinaryIO

import msgspec

from egnatia.formats.inflate import Meter
from egnatia.formats.limits import Limits
from egnatia.formats.outcomes import Progress
from egnatia.formats.refusal import Refusal
from egnatia.formats.sentences import said_bytes

# Windows has no such module: our own counters and the parent's clock remain.
resource = import_module("resource") if find_spec("resource") else None

_TOLD_EVERY = 1_000_000  # bytes between two reports of progress


class Job(msgspec.Struct, frozen=True):
    """What the parent wants to be read: the name to use in sentences, the size if known, and how much is allowed."""

    file: str
    size: int
    limits: Limits


class Wire:
    """Writes outcomes to the parent, one JSON object a line."""

    def __init__(self, out: BinaryIO, job: Job, meter: Meter) -> None:
        self._out = out
        self._job = job
        self._meter = meter
        self._encoder = msgspec.json.Encoder()
        self._told = 0

    def tell(self, outcome: msgspec.Struct) -> None:
        self._out.write(self._encoder.encode(outcome))
        self._out.write(b"\n")
        if self._meter.taken - self._told >= _TOLD_EVERY:
            self._told = self._meter.taken
            self.tell(Progress(file=self._job.file, done=self._told, total=self._job.size))
            self._out.flush()


Work = Callable[[Job, Meter, Wire], None]


def run(work: Work, job_json: str) -> None:
    """Takes the limits of the job, reads standard input and tells on standard output what was found."""
    job = msgspec.json.decode(job_json, type=Job)
    confine(job.limits, job.size)
    answer(work, job, sys.stdin.buffer, sys.stdout.buffer)


def answer(work: Work, job: Job, source: BinaryIO, out: BinaryIO) -> None:
    """Does the work. Whatever goes wrong is told as a refusal; nothing is written elsewhere."""
    meter = Meter(source, job.limits)
    wire = Wire(out, job, meter)
    try:
        work(job, meter, wire)
    except Refusal as refusal:
        wire.tell(refusal.of(job.file))
    except MemoryError:
        wire.tell(Refusal("memory", limit=said_bytes(job.limits.memory_bytes)).of(job.file))
    except Exception as error:  # noqa: BLE001 - a parser may fail in any way, and the sender gets one sentence
        wire.tell(Refusal("stopped", found=type(error).__name__).of(job.file))
    out.flush()


def confine(limits: Limits, size: int) -> None:
    """Takes the limits of the operating system, where it has them: memory, time, no file written, no core."""
    if resource is None:
        return
    seconds = limits.seconds_for(size)
    wanted = {
        resource.RLIMIT_AS: limits.memory_bytes,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for what, bound in wanted.items():
        _, hard = resource.getrlimit(what)
        most = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
        resource.setrlimit(what, (most, most))
