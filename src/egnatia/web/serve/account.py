"""The operating-system user that PostgreSQL runs as. It refuses to run as root."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from egnatia.web.serve.faults import ExitCode, FaultError

NAME = "egnatia-db"


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


def database_account() -> Account:
    """The user for the database; as root it is made when it does not exist yet."""
    if os.geteuid() != 0:
        entry = pwd.getpwuid(os.geteuid())
        return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    return _system_user() or _new_system_user()


def _system_user() -> Account | None:
    try:
        entry = pwd.getpwnam(NAME)
    except KeyError:
        return None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _new_system_user() -> Account:
    useradd = shutil.which("useradd", path=os.environ.get("PATH", os.defpath) + ":/usr/sbin:/sbin")
    if useradd:
        command = [useradd, "--system", "--no-create-home", "--home-dir", "/", "--shell", "/usr/sbin/nologin", NAME]
        subprocess.run(command, check=False, capture_output=True)  # another copy may have been quicker: look again
    made = _system_user()
    if made is None:
        raise FaultError(
            ExitCode.DATABASE,
            f"PostgreSQL does not run as root and the system user {NAME} could not be made: "
            f"make it, or start Egnatia as an ordinary user.",
        )
    return made
