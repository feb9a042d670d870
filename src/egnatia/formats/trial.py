"""`python -I -m egnatia.formats.trial JOB`: tries, confined like every reader of a file, what none of them may do."""

import errno
import io
import os
import socket
import sys
from collections.abc import Callable
from contextlib import closing

import msgspec

from egnatia.formats import sandbox
from egnatia.formats.confinement import Job, confine
from egnatia.formats.limits import DOCUMENTS

_NOWHERE = "/nowhere/program"  # to look for it is refused to whoever may run nothing


class Trial(msgspec.Struct, frozen=True):
    """`layers`: why each does not hold on this machine, "" where it does. `done`: what could be done all the same."""

    layers: dict[str, str]
    done: tuple[str, ...]


def tried() -> Trial:
    """What such a process tells. Raises Refusal where it dies."""
    job = Job(file="", size=0, limits=DOCUMENTS)
    with closing(sandbox.lines_of("egnatia.formats.trial", job, io.BytesIO())) as lines:
        return msgspec.json.decode(b"".join(lines), type=Trial)


def _start_a_process() -> None:
    if os.fork() == 0:
        os._exit(0)


def _run_a_program() -> None:
    try:
        os.execv(_NOWHERE, [_NOWHERE])  # noqa: S606 (it is not there)
    except OSError as error:
        if error.errno != errno.ENOENT:
            raise


ATTEMPTS: dict[str, Callable[[], object]] = {
    "open a file": lambda: os.open(os.sep, os.O_RDONLY),
    "open a connection": socket.socket,
    "start a process": _start_a_process,
    "run a program": _run_a_program,
}


def _can(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except OSError:
        return False
    return True


if __name__ == "__main__":
    asked = msgspec.json.decode(sys.argv[1], type=Job)
    held = confine(asked.limits, asked.size)
    told = Trial(held, tuple(name for name, attempt in ATTEMPTS.items() if _can(attempt)))
    sys.stdout.buffer.write(msgspec.json.encode(told) + b"\n")
