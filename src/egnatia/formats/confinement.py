"""The child's side of the sandbox: gives up all it can, reads one file from its standard input, tells what it found.

Once confined it opens no file: what Python or a library would load later is loaded before.
"""

import os
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import BinaryIO

import msgspec

from egnatia.formats import layers
from egnatia.formats.inflate import Meter
from egnatia.formats.limits import Limits
from egnatia.formats.outcomes import Progress
from egnatia.formats.refusal import Refusal
from egnatia.formats.sentences import said_bytes

# Windows has no such module: our own counters and the parent's clock remain.
resource = import_module("resource") if find_spec("resource") else None

_STANDARD = 3  # input, output and error: no other file is open
_MOST_OPEN = 1 << 16  # files that a process may have inherited
# Of Python, what it loads when a file is the first that needs it: encodings of texts, of names in archives, of the XML
# library; counters; dates.
_LOADED_LATER = (
    *("encodings.cp1250", "encodings.cp1251", "encodings.cp1253", "encodings.cp1254", "encodings.cp437"),
    *("encodings.utf_8_sig", "encodings.utf_16", "encodings.utf_16_le", "encodings.utf_16_be", "encodings.utf_32"),
    *("heapq", "_strptime"),
)
_TOLD_EVERY = 1_000_000  # bytes between two reports of progress


class Job(msgspec.Struct, frozen=True):
    """What the parent wants to be read: the name to use in sentences, the size if known, and how much is allowed.

    `asked`: what is to be done with it, where a process can do several things.
    """

    file: str
    size: int
    limits: Limits
    asked: dict[str, str] = {}


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


def run(work: Work, job_json: str, *first: Callable[[], object]) -> None:
    """Confines itself, reads standard input and tells on standard output what was found.

    `first` reads what comes with our packages and `work` needs.
    """
    job = msgspec.json.decode(job_json, type=Job)
    for name in _LOADED_LATER:
        import_module(name)
    for read in first:
        read()
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


def confine(limits: Limits, size: int) -> dict[str, str]:
    """Takes every layer that this machine has; why each does not hold, "" where it does.

    What runs from here on has no network, opens no file, starts nothing and reaches no other process.
    """
    if resource is None:
        return {}
    os.closerange(_STANDARD, _MOST_OPEN)
    steps: dict[str, Callable[[], None]] = {
        **layers.before_limits(),
        "limits": partial(take_limits, limits, size),
        "calls": layers.ask_for_nothing,
    }
    return {name: _why_not(step) for name, step in steps.items()}


def _why_not(step: Callable[[], None]) -> str:
    try:
        step()
    except OSError as error:
        return error.strerror or type(error).__name__
    return ""


def take_limits(limits: Limits, size: int) -> None:
    """Takes those of the operating system: memory, time; no file written or opened, no core, no other process."""
    assert resource is not None
    seconds = limits.seconds_for(size)
    wanted = {
        resource.RLIMIT_AS: limits.memory_bytes,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: _STANDARD,
        resource.RLIMIT_NPROC: 0,
    }
    for what, bound in wanted.items():
        _, hard = resource.getrlimit(what)
        most = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
        resource.setrlimit(what, (most, most))
