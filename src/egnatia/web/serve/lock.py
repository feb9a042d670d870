"""One copy at a time on one home. The kernel frees the lock when its holder dies, however that happens."""

import fcntl
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from egnatia.web.serve.faults import ExitCode, FaultError
from egnatia.web.serve.home import Home

SERVING = "egnatia serve"
DEFAULT_PORT = 8000


@contextmanager
def only_copy(home: Home, purpose: str) -> Iterator[None]:
    """Hold the home for this process; a fault names who holds it already."""
    with (home.path / "lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise FaultError(
                ExitCode.RUNNING,
                f"Another copy already runs on {home.path} ({_holder(home)}): stop it, or choose another --home.",
            ) from error
        file.truncate(0)
        file.write(f"{purpose}, process {os.getpid()}")
        file.flush()
        yield


def _holder(home: Home) -> str:
    return (home.path / "lock").read_text().strip() or "just starting"


def is_served(home: Home) -> bool:
    """Whether `egnatia serve` runs on this home now."""
    return is_held(home) and _holder(home).startswith(SERVING)


def port_served(home: Home) -> int | None:
    """The port of the copy that serves this home now."""
    said = re.search(r", port (\d+),", _holder(home)) if is_served(home) else None
    return int(said[1]) if said else None


def served_for(home: Home) -> timedelta | None:
    """How long `egnatia serve` has been running on this home; None where it is not."""
    if not is_served(home):
        return None
    return timedelta(seconds=max(0.0, time.time() - (home.path / "lock").stat().st_mtime))


def is_held(home: Home) -> bool:
    """Whether somebody runs on this home now."""
    try:
        with (home.path / "lock").open("a+") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False
