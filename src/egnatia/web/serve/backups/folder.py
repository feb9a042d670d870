"""A folder of backups: what lies in it, what belongs together, whether it is whole, what may go.

`FOLDER/NAME` holds one backup: PostgreSQL's `base.tar.gz` and `backup_manifest`, our `backup.json`, `secrets.age` where
they were sealed, and `checkpoint.json`, which tells whether the audit trail was rewritten later. `FOLDER/wal` holds the
log since the oldest one, a compressed file for each segment.
"""

import fcntl
import gzip
import hashlib
import json
import os
import shutil
import tarfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from egnatia.web.serve.account import Account
from egnatia.web.serve.faults import ExitCode, FaultError

FORMAT = 1
BASE, MANIFEST, OURS, SECRETS = "base.tar.gz", "backup_manifest", "backup.json", "secrets.age"
CHECKPOINT = "checkpoint.json"
SEGMENT = 16 * 1024 * 1024  # bytes; initdb's own
BLOCK = 1024 * 1024


class TableDigest(msgspec.Struct, frozen=True):
    """How many rows a table had, and the sum of their digests, in whatever order they stand."""

    rows: int
    digest: str


class Backup(msgspec.Struct, frozen=True, kw_only=True):
    """What `backup.json` says. `point` is the restore point to which `tables` speak; `on` the backup that this one adds
    to, "" where it is full; `segments` the first and last one of the log that it needs."""

    name: str
    made_at: datetime
    egnatia: str
    postgres: int
    point: str
    segments: tuple[str, str]
    tables: dict[str, TableDigest]
    on: str = ""
    sealed: bool = False
    format: int = FORMAT

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())


@dataclass(frozen=True, slots=True)
class BackupFolder:
    """Ours alone, but for the log, which the database writes itself where it archives."""

    path: Path

    @property
    def wal(self) -> Path:
        return self.path / "wal"

    def prepare(self, account: Account) -> None:
        """Make the folders with modes that keep others out. Raises a fault when they cannot be made or reached."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            self.path.chmod(0o711 if account.uid != os.geteuid() else 0o700)
            self.wal.mkdir(mode=0o700, exist_ok=True)
            account.take(self.wal)
        except OSError as error:
            raise FaultError(ExitCode.READ_ONLY, f"{self.path} cannot be written ({error.strerror}).") from error
        self.require_reached_by(account)

    @contextmanager
    def held(self) -> Iterator[None]:
        """One backup at a time. Raises a fault where another one is being made."""
        with (self.path / "lock").open("a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise FaultError(ExitCode.RUNNING, f"Another backup is being made in {self.path}.") from error
            yield

    def require_reached_by(self, account: Account) -> None:
        if not account.reaches(self.wal):
            raise FaultError(
                ExitCode.UNREACHABLE,
                f"The database runs as the user {account.name}, who cannot enter {self.wal}: "
                f"choose a folder that others may pass through, for instance /var/backups/egnatia.",
            )

    def backups(self) -> list[Backup]:
        """Those that were finished, oldest first."""
        found = []
        for path in sorted(self.path.glob(f"*/{OURS}")):
            with suppress(msgspec.DecodeError, OSError):  # of a format to come, or taken away just now
                backup = msgspec.json.decode(path.read_bytes(), type=Backup)
                found += [backup] if backup.format == FORMAT else []
        return sorted(found, key=lambda backup: backup.made_at)

    def newest(self, before: datetime | None = None) -> Backup:
        """The newest one, or the newest from before that time. Raises a fault where there is none."""
        found = [each for each in self.backups() if before is None or each.made_at <= before]
        if not found:
            when = f" from before {before:%Y-%m-%d %H:%M:%S}" if before else ""
            raise FaultError(ExitCode.FAILED, f"There is no backup{when} in {self.path}.")
        return found[-1]

    def chain(self, backup: Backup) -> list[Backup]:
        """A full backup and those that add to it, up to this one. Raises a fault where one is missing."""
        return chain_of(backup, self.backups())

    def prune(self, keep: timedelta, now: datetime) -> list[str]:
        """Take away the backups that are older and that no newer one adds to, and the log before them; their names.

        The newest one stays, however old it is.
        """
        every = self.backups()
        wanted = [each for each in every if each.made_at >= now - keep] or every[-1:]
        needed = {part.name for each in wanted for part in chain_of(each, every)}
        gone = [each.name for each in every if each.name not in needed]
        for name in gone:
            shutil.rmtree(self.path / name)
        first = min((each.segments[0] for each in every if each.name in needed), default="")
        for path in self.wal.glob("*.gz"):
            if len(path.stem) == len(first) and path.stem[8:] < first[8:]:  # whatever its timeline
                path.unlink(missing_ok=True)
        return gone

    def keep_segment(self, source: Path) -> None:
        """Compress a finished segment of the log into the folder, unless the database did so itself."""
        target = self.wal / f"{source.name}.gz"
        if target.exists():
            return
        unfinished = target.with_suffix(".ours")
        with source.open("rb") as plain, unfinished.open("wb") as raw:
            with gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=1, mtime=0) as packed:
                shutil.copyfileobj(plain, packed, BLOCK)
            raw.flush()
            os.fsync(raw.fileno())
        shutil.copystat(self.wal, unfinished)
        found = self.wal.stat()
        os.chown(unfinished, found.st_uid, found.st_gid)
        unfinished.chmod(0o600)
        unfinished.rename(target)


def chain_of(backup: Backup, every: Iterable[Backup]) -> list[Backup]:
    """The same, among these."""
    known = {each.name: each for each in every}
    found = [backup]
    while found[0].on:
        if found[0].on not in known:
            raise FaultError(ExitCode.UNSOUND, f"{found[0].name} adds to {found[0].on}, which is not there.")
        found.insert(0, known[found[0].on])
    return found


def archive_command(wal: Path) -> str:
    """For PostgreSQL's `archive_command`: a segment is there whole or not at all, and none is written twice."""
    target = f'"{wal}/%f.gz"'
    return f'test -e {target} || (gzip -1 -c "%p" > {target}.new && sync {target}.new && mv {target}.new {target})'


def restore_command(wal: Path) -> str:
    return f'test -e "{wal}/%f.gz" && gzip -d -c "{wal}/%f.gz" > "%p"'


def segments_between(timeline: int, start: str, end: str) -> Iterator[str]:
    """The names of the segments from one place in the log to another, both written as `16/B374D848`."""
    first, last = (_position(place) // SEGMENT for place in (start, end))
    of_a_file = 0x100000000 // SEGMENT
    for number in range(first, last + 1):
        yield f"{timeline:08X}{number // of_a_file:08X}{number % of_a_file:08X}"


def _position(place: str) -> int:
    high, low = place.split("/")
    return (int(high, 16) << 32) + int(low, 16)


def manifest_of(path: Path) -> dict[str, object]:
    """PostgreSQL's manifest. Raises a fault where it is not as it was written."""
    content = path.read_bytes()
    found: dict[str, object] = json.loads(content)
    body = content[: content.rindex(b'"Manifest-Checksum"')]
    if hashlib.sha256(body).hexdigest() != found["Manifest-Checksum"]:
        raise FaultError(ExitCode.UNSOUND, f"{path} has changed since the backup was made.")
    return found


def unpacked(backup: Path, into: Path) -> None:
    """The files of one backup. Raises a fault, naming the first, where one is missing, changed or one too many."""
    wanted = {str(each["Path"]): each for each in _files(backup)}
    with tarfile.open(backup / BASE, mode="r:gz") as archive:
        archive.extractall(into, filter="data")
    found = {str(path.relative_to(into)) for path in into.rglob("*") if path.is_file()}
    odd = sorted(wanted.keys() ^ found | {name for name in wanted.keys() & found if _differs(into, wanted[name])})
    if odd:
        raise FaultError(ExitCode.UNSOUND, f"{backup} is damaged: {odd[0]} is not as it was backed up.")


def _files(backup: Path) -> Sequence[dict[str, object]]:
    listed = manifest_of(backup / MANIFEST)["Files"]
    assert isinstance(listed, list)
    return listed


def _differs(folder: Path, wanted: dict[str, object]) -> bool:
    path = folder / str(wanted["Path"])
    if path.stat().st_size != wanted["Size"]:
        return True
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() != wanted["Checksum"]
