"""The steps between a database that answers and one that can be served: its tables, and the demo."""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import timedelta

from egnatia.web.serve import stamps
from egnatia.web.serve.backups.creation import make
from egnatia.web.serve.backups.folder import BackupFolder
from egnatia.web.serve.child import NOBODY_ELSE, command, dies_with_parent
from egnatia.web.serve.cluster import Cluster
from egnatia.web.serve.database import Database
from egnatia.web.serve.environment import as_owner
from egnatia.web.serve.faults import NO_DEMO, NOT_MIGRATED, TOO_OLD, ExitCode, FaultError
from egnatia.web.serve.home import Home

Say = Callable[[str], None]
WITHOUT_BACKUP = "EGNATIA_UPGRADE_WITHOUT_BACKUP"
KEEP = timedelta(days=30)  # what was made before upgrades


def bring_up_to_date(home: Home, found: Database, told: dict[str, str], say: Say, *, demo: bool = False) -> None:
    """Migrate as the owner. Without the owner's address only look, and raise a fault where that is not enough.

    With `demo`, where both are due, the demo comes in the same process.
    """
    digest = stamps.tables()
    if found.cluster and stamps.is_done(home, "tables", digest):
        return
    if found.cluster and stamps.is_known(home, "tables"):
        _back_up_first(found.cluster, say)
    also = demo and bool(found.owner) and _demo_is_due(home)
    say("Bringing the database up to date, then loading the demo." if also else "Bringing the database up to date.")
    way = [*([] if found.owner else ["look"]), *(["demo"] if also else [])]
    code = _complete(command(home.path, NOBODY_ELSE, "egnatia.web.serve.prepare", *way), as_owner(told, found))
    if code == NOT_MIGRATED:
        raise FaultError(
            ExitCode.DATABASE,
            "The database's tables are not up to date: set DATABASE_OWNER_URL to the role that may change them.",
        )
    if code == TOO_OLD:
        raise FaultError(ExitCode.DATABASE_VERSION, "Egnatia cannot use that database; see the reason above.")
    if code not in {0, NO_DEMO}:
        raise FaultError(ExitCode.DATABASE, "The database could not be brought up to date; see the reason above.")
    if found.cluster:
        stamps.mark_done(home, "tables", digest)
    if also:
        _demo_came(home, failed=code == NO_DEMO)


def _back_up_first(cluster: Cluster, say: Say) -> None:
    """Before tables change there is a way back. Raises a fault, with nothing changed, where there could be none."""
    folder = BackupFolder(cluster.home.path / "backups")
    say("Making a backup before the upgrade.")
    try:
        made = make(cluster, folder)
    except (FaultError, OSError) as error:
        if os.environ.get(WITHOUT_BACKUP) == "1":
            return
        reason = error.sentence if isinstance(error, FaultError) else str(error.strerror)
        sentence = f"No backup could be made before the upgrade, so nothing was changed: {reason}"
        raise FaultError(ExitCode.FAILED, f"{sentence} ({WITHOUT_BACKUP}=1 upgrades without one.)") from error
    folder.prune(KEEP, made.made_at)
    say(f"To go back: `egnatia restore {folder.path} --home NEW` with the earlier version, then start it there.")


def load_demo(home: Home, told: dict[str, str], say: Say) -> None:
    """Load the demo unless this very demo was loaded before."""
    if _demo_is_due(home):
        say("Loading the demo.")
        _demo_came(home, failed=bool(_complete([sys.executable, "-m", "egnatia.web.cli", "demo", "load"], told)))


def _demo_is_due(home: Home) -> bool:
    return not stamps.is_done(home, "demo", stamps.demo())


def _demo_came(home: Home, *, failed: bool) -> None:
    if failed:
        raise FaultError(ExitCode.FAILED, "The demo could not be loaded; see the reason above (or use --no-demo).")
    stamps.mark_done(home, "demo", stamps.demo())


def _complete(words: Sequence[str], told: dict[str, str]) -> int:
    """Run a step to its end; it shows its own progress."""
    process = subprocess.Popen(words, env=told, stdin=subprocess.DEVNULL, preexec_fn=dies_with_parent())  # noqa: PLW1509 (no threads here)
    return process.wait()
