"""The operating-system users that the database, and pages and jobs, run as where Egnatia is started as root."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from egnatia.web.serve.faults import ExitCode, FaultError

DATABASE, PAGES = "egnatia-db", "egnatia"


class Identity(TypedDict, total=False):
    """What `subprocess` needs to run a program as somebody else."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True, slots=True)
class Account:
    """Who runs the database: ourselves, or a system user of its own when we are root."""

    name: str
    uid: int
    gid: int

    @property
    def identity(self) -> Identity:
        if os.geteuid() == self.uid:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def reaches(self, path: Path) -> bool:
        """Whether this user can enter the folder, or run the program, at `path`."""
        asked = subprocess.run(["test", "-x", path], cwd="/", check=False, **self.identity)  # noqa: S607 (POSIX's own)
        return asked.returncode == 0

    def take(self, path: Path) -> None:
        """Give `path`, which lies under our home, to this user alone."""
        os.chown(path, self.uid, self.gid)
        path.chmod(0o700 if path.is_dir() else 0o600)

    def share(self, folder: Path, others: "Account") -> None:
        """Give a folder to this user, and let `others` pass and use what this user makes in it."""
        os.chown(folder, self.uid, others.gid)
        folder.chmod(0o2710)  # what is made in it has its group


def database_account() -> Account:
    """The user for the database, which refuses to run as root; as root it is made when it does not exist yet."""
    return _account(DATABASE, "PostgreSQL does not run as root", "or start Egnatia as an ordinary user")


def pages_account(*, as_root: bool) -> Account:
    """The user for pages and jobs: a user of their own where we are root, unless `as_root`."""
    if as_root and os.geteuid() == 0:
        return Account("root", 0, 0)
    return _account(PAGES, "Pages and jobs do not run as root", "or go on with --as-root")


def _account(name: str, why: str, otherwise: str) -> Account:
    if os.geteuid() != 0:
        entry = pwd.getpwuid(os.geteuid())
        return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    made = _system_user(name) or _new_system_user(name)
    if made is None or made.uid == 0:
        sentence = f"{why} and the system user {name} could not be made: make it, {otherwise}."
        raise FaultError(ExitCode.DATABASE if name == DATABASE else ExitCode.UNREACHABLE, sentence)
    return made


def _system_user(name: str) -> Account | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _new_system_user(name: str) -> Account | None:
    useradd = shutil.which("useradd", path=os.environ.get("PATH", os.defpath) + ":/usr/sbin:/sbin")
    if useradd:
        command = [useradd, "--system", "--no-create-home", "--home-dir", "/", "--shell", "/usr/sbin/nologin", name]
        subprocess.run(command, check=False, capture_output=True)  # another copy may have been quicker: look again
    return _system_user(name)
