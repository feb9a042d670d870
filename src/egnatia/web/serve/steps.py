"""The steps between a database that answers and one that can be served: its tables, and the demo."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec

from egnatia.web.serve import stamps
from egnatia.web.serve.child import dies_with_parent
from egnatia.web.serve.database import Database
from egnatia.web.serve.environment import as_owner
from egnatia.web.serve.faults import NOT_MIGRATED, ExitCode, FaultError
from egnatia.web.serve.home import Home

Say = Callable[[str], None]


def bring_up_to_date(home: Home, found: Database, told: dict[str, str], say: Say) -> None:
    """Migrate as the owner. Without the owner's address only look, and raise a fault where that is not enough."""
    digest = stamps.tables()
    if found.cluster and stamps.is_done(home, "tables", digest):
        return
    say("Bringing the database up to date.")
    way = [] if found.owner else ["look"]
    code = _complete([sys.executable, "-m", "egnatia.web.serve.prepare", *way], as_owner(told, found))
    if code == NOT_MIGRATED:
        raise FaultError(
            ExitCode.DATABASE,
            "The database's tables are not up to date: set DATABASE_OWNER_URL to the role that may change them.",
        )
    if code:
        raise FaultError(ExitCode.DATABASE, "The database could not be brought up to date; the reason stands above.")
    if found.cluster:
        stamps.mark_done(home, "tables", digest)


def load_demo(home: Home, told: dict[str, str], say: Say) -> None:
    """Load the demo unless this very demo was loaded before."""
    digest = stamps.demo()
    if find_spec("egnatia.web.cli.demo") is None or stamps.is_done(home, "demo", digest):
        return
    say("Loading the demo.")
    if _complete([sys.executable, "-m", "egnatia.web.cli", "demo", "load"], told):
        raise FaultError(ExitCode.FAILED, "The demo could not be loaded; the reason stands above (or use --no-demo).")
    stamps.mark_done(home, "demo", digest)


def _complete(command: Sequence[str], told: dict[str, str]) -> int:
    """Run a step to its end; it shows its own progress."""
    process = subprocess.Popen(command, env=told, stdin=subprocess.DEVNULL, preexec_fn=dies_with_parent())  # noqa: PLW1509 (no threads here)
    return process.wait()
