"""The parent's side of the sandbox: one process for one file, watched by a clock. Whatever it does, we live."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from typing import IO, BinaryIO, Self

import msgspec

from egnatia.formats.confinement import Job
from egnatia.formats.layers import keep_others_out
from egnatia.formats.refusal import Refusal
from egnatia.formats.sentences import ENDLESS, said_bytes

_PIECE = 262_144
_MOST_WAITING = 64_000_000  # bytes of one unfinished line; no activity within the limits comes near
_OUT_OF_TIME = frozenset({-24, -9})  # SIGXCPU; SIGKILL is what the system sends at its hard limit
_SHORT_OF_MEMORY = frozenset({1, -4, -5, -6})  # Python gave up; a library aborted or trapped as it does without memory
_KEPT = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")  # of the environment: no secret goes into a parser


def lines_of(module: str, job: Job, source: BinaryIO) -> Generator[bytes, None, None]:
    """What `python -I -m module` says about the file, line by line. Raises Refusal where it dies or says nothing.

    `source` is handed over as it is where it is a file of the system, else copied through a pipe. From then on nobody
    reads our memory or environment: the process has the same user unless we are root.
    """
    keep_others_out()
    process = subprocess.Popen(  # noqa: S603 - our own module, no shell
        [sys.executable, "-I", "-m", module, msgspec.json.encode(job).decode()],
        stdin=source if _is_file_at_start(source) else subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in _KEPT if name in os.environ},
        close_fds=True,
    )
    assert process.stdout is not None
    with _ended(process), process.stdout, _Clock(process, job.limits.idle_seconds) as clock:
        if process.stdin is not None:
            threading.Thread(target=_feed, args=(source, process.stdin), daemon=True).start()
        yield from _lines(process.stdout, clock)
        _judge(process.wait(), job, clock)


def _is_file_at_start(source: BinaryIO) -> bool:
    """Whether the process can read the source itself; it is then wound back, whatever is buffered here."""
    try:
        at_start = source.tell() == 0
        return at_start and os.lseek(source.fileno(), 0, os.SEEK_SET) == 0
    except (AttributeError, OSError):
        return False


def _feed(source: BinaryIO, sink: IO[bytes]) -> None:
    """Copies the source. A reader that has seen enough closes its end, and that is no fault."""
    with suppress(OSError), sink:
        while piece := source.read(_PIECE):
            sink.write(piece)


def _lines(out: IO[bytes], clock: "_Clock") -> Iterator[bytes]:
    """Complete lines. The clock only runs while we wait, never while whoever asked is busy with what it got."""
    waiting: list[bytes] = []
    while piece := clock.timed_read(out):
        first, *more = piece.split(b"\n")
        waiting.append(first)
        if more:
            yield b"".join(waiting)
            yield from more[:-1]
            waiting = more[-1:]
        elif sum(map(len, waiting)) > _MOST_WAITING:
            raise Refusal("stopped", found=ENDLESS)


def _judge(code: int, job: Job, clock: "_Clock") -> None:
    """Raises Refusal where the process did not end by itself and in order."""
    limits = job.limits
    if clock.struck:
        raise Refusal("time", limit=str(limits.idle_seconds))
    if code in _OUT_OF_TIME:
        raise Refusal("time", limit=str(limits.seconds_for(job.size)))
    if code in _SHORT_OF_MEMORY:
        raise Refusal("memory", limit=said_bytes(limits.memory_bytes))
    if code != 0:
        raise Refusal("stopped", found=f"signal {-code}")


@contextmanager
def _ended(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """No process outlives the reading, however it ends."""
    try:
        yield
    finally:
        process.kill()
        process.wait()


class _Clock:
    """Kills a process that lets us wait too long."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self._process = process
        self._seconds = seconds
        self._since: float | None = None
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self.struck = False

    def timed_read(self, out: IO[bytes]) -> bytes:
        self._since = time.monotonic()
        piece = os.read(out.fileno(), _PIECE)
        self._since = None
        return piece

    def _watch(self) -> None:
        while not self._over.wait(min(self._seconds, 0.25)):
            since = self._since
            if since is not None and time.monotonic() - since > self._seconds:
                self.struck = True
                self._process.kill()
                return

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
