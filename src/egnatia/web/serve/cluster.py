"""One PostgreSQL of our own: made with safe settings, started, found again after a crash, stopped."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from egnatia.web.serve.account import Account
from egnatia.web.serve.child import dies_with_parent
from egnatia.web.serve.faults import ExitCode, FaultError
from egnatia.web.serve.home import Home
from egnatia.web.serve.processes import is_postgres, wait_until_gone
from egnatia.web.serve.software import Software

SUPERUSER = "egnatia_admin"  # makes roles and databases; no child process ever gets its password
PATIENCE = 60.0  # seconds; replaying the log after a crash can take a while
INITDB = ("--auth=scram-sha-256", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--encoding=UTF8")
FAREWELLS = ((signal.SIGINT, 30.0), (signal.SIGQUIT, 5.0))  # fast, then immediate; seconds to heed each
SAFE = {
    "listen_addresses": "",  # no TCP at all
    "unix_socket_permissions": "0700",
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    "log_error_verbosity": "terse",  # a DETAIL line would quote what people wrote
    "log_min_error_statement": "panic",  # and so would the statement
    "summarize_wal": "on",  # so that a backup can add to another one
}
# So that a hundred thousand activities are grouped in memory (benchmarks.every_page: the matrix 270 -> 180 ms of CPU).
QUICK = {"work_mem": "16MB"}


@dataclass(frozen=True, slots=True)
class Cluster:
    """The database files of one home, and how to run them."""

    home: Home
    account: Account
    software: Software
    settings: Mapping[str, str] = field(default_factory=dict)  # beside the safe ones below

    @property
    def files(self) -> Path:
        return self.home.database_files

    @property
    def log(self) -> Path:
        return self.home.logs / "postgres.log"

    def create(self) -> None:
        """Make the files when there are none; refuse those of another major version."""
        if self.files.exists():
            self._require_our_version()
            return
        unfinished = self.home.postgres / "cluster.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        # In memory, not in a file: whatever is killed now leaves it nowhere.
        with os.fdopen(os.memfd_create("password"), "w") as password:
            password.write(self.home.secret("database-admin"))
            password.flush()
            os.fchown(password.fileno(), self.account.uid, self.account.gid)
            self._initdb(unfinished, password.fileno())
        unfinished.rename(self.files)

    def _initdb(self, folder: Path, password: int) -> None:
        given = ["-D", str(folder), "-U", SUPERUSER, f"--pwfile=/proc/self/fd/{password}", "--data-checksums"]
        made = subprocess.run(
            [self.software.program("initdb"), *given, *INITDB],
            cwd="/",
            env=plain_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            pass_fds=(password,),
            **self.account.identity,
        )
        if made.returncode:
            raise FaultError(ExitCode.DATABASE, f"The database could not be made: {reason_of(made)}")

    def _require_our_version(self) -> None:
        found = (self.files / "PG_VERSION").read_text().strip()
        if found != str(self.software.major):
            raise FaultError(
                ExitCode.DATABASE_VERSION,
                f"{self.files} was written by PostgreSQL {found} and this Egnatia runs {self.software.major}: "
                f"upgrade it with pg_upgrade (docs/operate.md) or start with another --home.",
            )

    def start(self, *, detached: bool = False, patience: float = PATIENCE) -> "subprocess.Popen[bytes]":
        """Run the server; it ends with us unless `detached`. Returns once it answers; `patience` in seconds."""
        self._clear_stale_pid()
        options = SAFE | QUICK | {"unix_socket_directories": str(self.home.sockets)} | dict(self.settings)
        given = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [self.software.program("postgres"), "-D", self.files, *given],
                cwd="/",
                env=plain_environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=None if detached else dies_with_parent(signal.SIGINT),  # noqa: PLW1509 (no threads yet)
                **self.account.identity,
            )
        self._wait_until_ready(process, patience)
        return process

    def _wait_until_ready(self, process: "subprocess.Popen[bytes]", patience: float) -> None:
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            if process.poll() is not None:
                raise FaultError(ExitCode.DATABASE, f"The database did not start: {self._last_words()} ({self.log}).")
            if self.running() == process.pid:
                return
            time.sleep(0.02)
        process.send_signal(signal.SIGQUIT)
        raise FaultError(ExitCode.DATABASE, f"The database did not answer within {patience:.0f} seconds ({self.log}).")

    def _last_words(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines()[-20:]
        telling = [line.partition("FATAL:")[2].strip() for line in lines if "FATAL:" in line]
        return (telling or lines or ["no reason given"])[-1]

    def pid(self) -> int | None:
        """The process named in the pid file, dead or alive."""
        with suppress(OSError, ValueError, IndexError):
            return int((self.files / "postmaster.pid").read_text().splitlines()[0])
        return None

    def running(self) -> int | None:
        """The process that serves these files and is ready, if one is."""
        pid = self.pid()
        if pid is None or not is_postgres(pid):
            return None
        with suppress(OSError):
            lines = (self.files / "postmaster.pid").read_text().splitlines()
            return pid if len(lines) > 7 and lines[7].strip() == "ready" else None
        return None

    def _clear_stale_pid(self) -> None:
        """A pid file whose number now belongs to another program would keep the server from starting."""
        pid = self.pid()
        if pid is not None and not is_postgres(pid):
            (self.files / "postmaster.pid").unlink(missing_ok=True)

    def stop(self) -> None:
        """End whichever server runs on these files, gently first."""
        pid = self.pid()
        for sign, seconds in (*FAREWELLS, (signal.SIGKILL, 5.0)):
            if pid is None or not is_postgres(pid):
                return
            with suppress(ProcessLookupError):
                os.kill(pid, sign)
            wait_until_gone(pid, seconds)


def reason_of(made: "subprocess.CompletedProcess[str]", line: int = -1) -> str:
    """What a program of PostgreSQL said before it failed: its last line, or another one."""
    return (made.stderr.strip().splitlines() or ["no reason given"])[line]


def plain_environment() -> dict[str, str]:
    """Nothing of ours, secrets least of all, reaches the database's processes."""
    return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}
