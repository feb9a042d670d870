"""Processes of the operating system: which is whose, and how one ends."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil

PROGRAM = "egnatia.web.serve.child"  # in the command of what it starts as a program of ours, followed by the home
MARK = "EGNATIA_CHILD_OF"  # in the environment of everything that `egnatia serve` starts


def is_postgres(pid: int) -> bool:
    """Whether that process is alive and a PostgreSQL server."""
    with suppress(psutil.Error):
        process = psutil.Process(pid)
        return bool(process.status() != psutil.STATUS_ZOMBIE and process.name().startswith("postgres"))
    return False


def wait_until_gone(pid: int, seconds: float) -> None:
    """Return when that server has ended, or when the time is over."""
    deadline = time.monotonic() + seconds
    while is_postgres(pid) and time.monotonic() < deadline:
        with suppress(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)
        time.sleep(0.02)


def end_leftovers(home: Path, patience: float = 5.0) -> int:
    """End what an earlier copy on this home left running when it was killed; returns how many there were."""
    found = list(_children_of(home))
    for process in found:
        with suppress(psutil.Error):
            process.send_signal(signal.SIGTERM)
    _, alive = psutil.wait_procs(found, timeout=patience)
    for process in alive:
        with suppress(psutil.Error):
            process.kill()
    psutil.wait_procs(alive, timeout=patience)
    return len(found)


def _children_of(home: Path) -> Iterator[psutil.Process]:
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            said = f" {' '.join(process.cmdline())} "
            if process.pid != os.getpid() and (f" {mark_of(home)} " in said or _mark(process) == str(home)):
                yield process


def mark_of(home: Path) -> str:
    """What stands in the command line of a program of ours: nobody but root reads its environment."""
    return f"{PROGRAM} {home}"


def _mark(process: psutil.Process) -> str | None:
    mark: str | None = process.environ().get(MARK)
    return mark
