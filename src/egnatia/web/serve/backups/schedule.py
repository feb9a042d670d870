"""A backup each day while pages are served, and how the server keeps its log for them."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import structlog

from egnatia.web.serve.backups.folder import BackupFolder, archive_command
from egnatia.web.serve.child import NOBODY_ELSE, command, dies_with_parent
from egnatia.web.serve.home import Home

log = structlog.get_logger()
EVERY = timedelta(days=1)
AFTER_A_FAILURE = timedelta(hours=1)
AT_FIRST = timedelta(minutes=1)  # so that pages come first


def named_folder() -> BackupFolder | None:
    """Where backups of this installation are made each day, if anywhere."""
    named = os.environ.get("EGNATIA_BACKUPS")
    return BackupFolder(Path(named).resolve()) if named else None


@contextmanager
def scheduled(home: Home) -> Iterator["Schedule | None"]:
    """The schedule of this home's backups; one that is being made ends with us."""
    folder = named_folder()
    keep = timedelta(days=int(os.environ.get("EGNATIA_KEEP_BACKUPS") or 30))
    schedule = Schedule(home, folder, keep) if folder else None
    try:
        yield schedule
    finally:
        if schedule:
            schedule.end()


def archiving(folder: BackupFolder) -> dict[str, str]:
    """Settings of a server that archives its log: what is lost with its disk is a minute at most."""
    return {"archive_mode": "on", "archive_command": archive_command(folder.wal), "archive_timeout": "60"}


@dataclass(slots=True)
class Schedule:
    """Looked at again and again, it starts a backup when one is due, beside everything else."""

    home: Home
    folder: BackupFolder
    keep: timedelta
    process: "subprocess.Popen[bytes] | None" = None
    due: float = field(init=False)  # on the clock that nobody sets

    def __post_init__(self) -> None:
        made = [each.made_at for each in self.folder.backups()]
        since = datetime.now(UTC) - max(made) if made else EVERY
        self._wait(max(EVERY - since, AT_FIRST))

    def look(self) -> None:
        if self.process is None:
            if time.monotonic() >= self.due:
                self.process = self._start()
        elif (code := self.process.poll()) is not None:
            self.process = None
            self._wait(AFTER_A_FAILURE if code else EVERY)
            (log.error if code else log.info)("backup", code=code)

    def end(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait()

    def _wait(self, time_until: timedelta) -> None:
        self.due = time.monotonic() + time_until.total_seconds()

    def _start(self) -> "subprocess.Popen[bytes]":
        program = command(self.home.path, NOBODY_ELSE, "egnatia.web.cli", "--home", str(self.home.path))
        with (self.home.logs / "backup.log").open("ab") as said:
            return subprocess.Popen(
                [*program, "backup", str(self.folder.path), "--keep", str(self.keep.days)],
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                preexec_fn=dies_with_parent(),  # noqa: PLW1509 (no threads here)
            )
