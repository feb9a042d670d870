"""The one folder that an installation keeps everything in."""

import hashlib
import os
import secrets
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from egnatia.web.serve.account import Account
from egnatia.web.serve.faults import ExitCode, FaultError

PACKAGE = Path(__file__).resolve().parents[2]
SECRET = "EGNATIA_SECRET"  # noqa: S105 (the name of one)
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
        return self._short(self.postgres / "run", "")

    @property
    def sockets_of_pages(self) -> Path:
        """The same, for pages and jobs that have a user of their own."""
        return self._short(self.path / "pages", "-pages")

    def _short(self, inside: Path, ending: str) -> Path:
        if len(os.fsencode(inside)) <= LONGEST_SOCKET_FOLDER:
            return inside
        digest = hashlib.sha256(os.fsencode(self.path)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"egnatia-{digest}{ending}"

    @property
    def cache(self) -> Path:
        """Where pages and jobs that have a user of their own keep what they work out again at need."""
        return self.path / "cache"

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
        self._make_sockets(self.sockets, account)
        account.take(self.sockets)
        if not account.reaches(self.postgres):
            raise FaultError(
                ExitCode.UNREACHABLE,
                f"The database runs as the user {account.name}, who cannot enter {self.path}: "
                f"choose a folder that others may pass through, for instance --home /var/lib/egnatia.",
            )

    def open_to_pages(self, account: Account, pages: Account) -> None:
        """Let pages and jobs, which have a user of their own, meet the database (which `account` runs)."""
        self._make_sockets(self.sockets_of_pages, account)
        account.share(self.sockets_of_pages, pages)

    def give_cache(self, pages: Account) -> None:
        """With what was compiled at the installation, which a user who cannot keep it up there would take minutes for.

        Afterwards it is that user's, and root touches nothing in it.
        """
        if self.cache.exists():
            return
        unfinished = self.path / "cache.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        for compiled in (PACKAGE / "overlap" / "arrays" / "__pycache__").glob("kernels-*"):
            shutil.copytree(compiled, unfinished / "egnatia" / compiled.name)
        for path in (*unfinished.rglob("*"), unfinished):
            pages.take(path)
        unfinished.rename(self.cache)

    def _make_sockets(self, folder: Path, account: Account) -> None:
        folder.mkdir(mode=0o700, exist_ok=True)
        if folder.is_symlink() or folder.lstat().st_uid not in {os.geteuid(), account.uid}:
            raise FaultError(ExitCode.UNREACHABLE, f"{folder} belongs to somebody else: choose a shorter --home.")

    @property
    def signing_secret(self) -> str:
        """What sessions, links and checkpoints of the audit trail are signed with."""
        return os.environ.get(SECRET) or self.secret("sessions")

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
