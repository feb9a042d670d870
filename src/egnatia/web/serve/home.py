"""The one folder that an installation keeps everything in."""

import hashlib
import os
import secrets
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from egnatia.web.serve.account import Account
from egnatia.web.serve.faults import ExitCode, FaultError

LONGEST_SOCKET_FOLDER = 80  # a socket's whole address must stay below 104 bytes on every system


@dataclass(frozen=True, slots=True)
class Home:
    """Paths under `--home`. Ours alone, but for the database's part when that has a user of its own."""

    path: Path

    @property
    def postgres(self) -> Path:
        return self.path / "postgres"

    @property
    def database_files(self) -> Path:
        return self.postgres / "cluster"

    @property
    def logs(self) -> Path:
        return self.path / "logs"

    @property
    def secrets(self) -> Path:
        return self.path / "secrets"

    @property
    def sockets(self) -> Path:
        """Where the database listens: inside the home, or under a short name where its path is too long."""
        inside = self.postgres / "run"
        if len(os.fsencode(inside)) <= LONGEST_SOCKET_FOLDER:
            return inside
        digest = hashlib.sha256(os.fsencode(self.path)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"egnatia-{digest}"

    def prepare(self, account: Account) -> None:
        """Make the folders with modes that keep others out. Raises a fault when they cannot be made or reached."""
        apart = account.uid != os.geteuid()
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            self.path.chmod(0o711 if apart else 0o700)  # 0711: the database's user passes, nobody lists
            for folder in (self.logs, self.secrets, self.postgres):
                folder.mkdir(mode=0o700, exist_ok=True)
                folder.chmod(0o700)
            account.take(self.postgres)
        except OSError as error:
            raise FaultError(ExitCode.READ_ONLY, f"{self.path} cannot be written ({error.strerror}).") from error
        self._open_sockets(account)
        if not account.reaches(self.postgres):
            raise FaultError(
                ExitCode.UNREACHABLE,
                f"The database runs as the user {account.name}, who cannot enter {self.path}: "
                f"choose a folder that others may pass through, for instance --home /var/lib/egnatia.",
            )

    def _open_sockets(self, account: Account) -> None:
        self.sockets.mkdir(mode=0o700, exist_ok=True)
        found = self.sockets.lstat()
        if self.sockets.is_symlink() or found.st_uid not in {os.geteuid(), account.uid}:
            raise FaultError(ExitCode.UNREACHABLE, f"{self.sockets} belongs to somebody else: choose a shorter --home.")
        account.take(self.sockets)

    def secret(self, name: str) -> str:
        """The secret kept under this name; made at its first use, readable by us alone."""
        path = self.secrets / name
        if not path.exists():
            handle, unfinished = tempfile.mkstemp(dir=self.secrets)  # mode 0600
            with os.fdopen(handle, "w") as file:
                file.write(secrets.token_urlsafe(48))
            with suppress(FileExistsError):  # another command was quicker: its secret holds
                os.link(unfinished, path)
            Path(unfinished).unlink()
        return path.read_text()
