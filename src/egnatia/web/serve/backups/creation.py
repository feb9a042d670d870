"""Make a backup: PostgreSQL's own copy of all files, the log up to one point, and what all rows say at that point.

Pages are served meanwhile. Nobody writes for the moment in which the point is set: what a restored database says there
can then be compared with what this one said, row by row.
"""

import io
import os
import shutil
import subprocess
import tarfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

import msgspec
import psycopg
from psycopg import sql
from psycopg.rows import kwargs_row

from egnatia.formats import trail
from egnatia.web.serve.backups.digests import Connection, digests, tables
from egnatia.web.serve.backups.folder import (
    BASE,
    CHECKPOINT,
    MANIFEST,
    OURS,
    SECRETS,
    Backup,
    BackupFolder,
    TableDigest,
    chain_of,
    manifest_of,
    segments_between,
)
from egnatia.web.serve.cluster import SUPERUSER, Cluster, plain_environment, reason_of
from egnatia.web.serve.faults import ExitCode, FaultError
from egnatia.web.serve.roles import address

PATIENCE = 600.0  # seconds until nobody is in the middle of writing
A_MOMENT = "500ms"  # below PostgreSQL's deadlock_timeout: it is we who give way, never somebody who saves
FULL_EVERY = timedelta(days=7)  # those between add what has changed since
LAST_SEAL = f"{trail.SEALS} DESC LIMIT 1"


def make(cluster: Cluster, folder: BackupFolder, *, full: bool = False, seal_to: str = "") -> Backup:
    """A backup of the running server, finished and read back; `seal_to` is a public key of age, "" leaves secrets out.

    It adds to the newest one where that is possible and the last full one is younger than a week.
    """
    folder.prepare(cluster.account)
    with folder.held():
        return _make(cluster, folder, full=full, seal_to=seal_to)


def _make(cluster: Cluster, folder: BackupFolder, *, full: bool, seal_to: str) -> Backup:
    began = datetime.now(UTC)
    name = f"{began:%Y%m%dT%H%M%S.%fZ}"
    unfinished = folder.path / f"{name}.unfinished"
    for left in folder.path.glob("*.unfinished"):  # of a run that was killed
        shutil.rmtree(left)
    sealed = _sealed(cluster.home.secrets, seal_to) if seal_to else b""
    with _log_is_kept(cluster) as admin:
        before = None if full else _to_add_to(folder, began)
        if not (before and _copied(cluster, unfinished, folder.path / before.name / MANIFEST)):
            before = None
            _copied(cluster, unfinished, None)
        made_at = datetime.now(UTC)  # from here on a restored database can be at any time
        end, said, seal = _said_at_a_point(cluster, admin, name)
        segments = _segments(unfinished, end)
        for segment in segments:
            folder.keep_segment(cluster.files / "pg_wal" / segment)
    if sealed:
        (unfinished / SECRETS).write_bytes(sealed)
    if seal:
        (unfinished / CHECKPOINT).write_bytes(trail.signed(seal, cluster.home.signing_secret))
    backup = Backup(
        name=name,
        made_at=made_at,
        egnatia=version("egnatia"),
        postgres=cluster.software.major,
        point=name,
        segments=(segments[0], segments[-1]),
        tables=said,
        on=before.name if before else "",
        sealed=bool(sealed),
    )
    (unfinished / OURS).write_bytes(msgspec.json.format(msgspec.json.encode(backup), indent=1))
    _finish(unfinished)
    return backup


def _to_add_to(folder: BackupFolder, now: datetime) -> Backup | None:
    """The newest one, where it hangs on a full one that is young enough."""
    every = folder.backups()
    if not every or chain_of(every[-1], every)[0].made_at < now - FULL_EVERY:
        return None
    return every[-1]


@contextmanager
def _log_is_kept(cluster: Cluster) -> Iterator[Connection]:
    """A connection as the superuser, while which the server throws away none of its log."""
    with closing(psycopg.connect(str(address(cluster.home, SUPERUSER)), autocommit=True)) as admin:
        slot = f"egnatia_backup_{os.getpid()}"
        admin.execute("SELECT pg_create_physical_replication_slot(%s, true, true)", [slot])
        yield admin


def _copied(cluster: Cluster, into: Path, adding_to: Path | None) -> bool:
    """PostgreSQL's files as `base.tar.gz`. False where the server cannot say what changed since `adding_to`."""
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir(mode=0o700)
    given = ["-D", str(into), "-h", str(cluster.home.sockets), "-U", SUPERUSER, "-Ft", "--compress=client-gzip:3"]
    given += ["-X", "none", "--checkpoint=fast", "--manifest-checksums=SHA256", "--no-password"]
    given += [f"--incremental={adding_to}"] if adding_to else []
    with os.fdopen(os.memfd_create("passfile"), "w") as passfile:
        os.fchmod(passfile.fileno(), 0o600)  # libpq reads no other
        passfile.write(f"*:*:*:{SUPERUSER}:{cluster.home.secret('database-admin')}\n")
        passfile.flush()
        made = subprocess.run(
            [cluster.software.program("pg_basebackup"), *given],
            env=plain_environment() | {"PGPASSFILE": f"/proc/self/fd/{passfile.fileno()}"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            pass_fds=(passfile.fileno(),),
        )
    if made.returncode and not adding_to:
        raise FaultError(ExitCode.FAILED, f"The database files could not be copied: {reason_of(made)}")
    return made.returncode == 0


def _said_at_a_point(
    cluster: Cluster, admin: Connection, name: str
) -> tuple[str, dict[str, TableDigest], trail.Seal | None]:
    """Where in the log the restore point `name` lies, what all tables say there, and the trail's last seal."""
    with closing(psycopg.connect(str(address(cluster.home, SUPERUSER)), autocommit=True)) as reader:
        with _nobody_writes(admin):
            reader.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            reader.execute("SELECT pg_current_snapshot()")  # taken here, read from at leisure
            point = admin.execute("SELECT pg_create_restore_point(%s)", [name]).fetchone()
        assert point
        admin.execute("SELECT pg_switch_wal()")
        return str(point[0]), digests(reader), _last_seal(reader)


def _last_seal(reader: Connection) -> trail.Seal | None:
    """None where nothing was sealed yet, or by a version that seals nothing."""
    if reader.execute("SELECT to_regclass('kernel_auditseal')").fetchone() == (None,):
        return None
    with reader.cursor(row_factory=kwargs_row(trail.Seal)) as cursor:
        return cursor.execute(LAST_SEAL).fetchone()


@contextmanager
def _nobody_writes(admin: Connection) -> Iterator[None]:
    """Hold all tables when none is being written. Whoever comes meanwhile waits for a moment."""
    every = sql.SQL(", ").join(sql.Identifier(name) for name in tables(admin))
    deadline = time.monotonic() + PATIENCE
    admin.execute(sql.SQL("SET lock_timeout = {}").format(sql.Literal(A_MOMENT)))
    while True:
        admin.execute("BEGIN")
        try:
            admin.execute(sql.SQL("LOCK TABLE {} IN SHARE MODE").format(every))
            break
        except psycopg.errors.LockNotAvailable as error:
            admin.execute("ROLLBACK")
            if time.monotonic() > deadline:
                raise FaultError(
                    ExitCode.FAILED,
                    f"Something has been written without a pause for {PATIENCE / 60:.0f} minutes, perhaps a large "
                    f"import: make the backup when it is done.",
                ) from error
            time.sleep(0.5)
    try:
        yield
    finally:
        admin.execute("COMMIT")


def _segments(unfinished: Path, end: str) -> list[str]:
    """From where the copy of the files began, to the point."""
    ranges = manifest_of(unfinished / MANIFEST)["WAL-Ranges"]
    assert isinstance(ranges, list)
    return list(segments_between(ranges[-1]["Timeline"], ranges[0]["Start-LSN"], end))


def _sealed(secrets: Path, seal_to: str) -> bytes:
    """All secrets of the home, readable with the private key alone."""
    try:
        pyrage = import_module("pyrage")
        recipient = pyrage.x25519.Recipient.from_str(seal_to)
    except ImportError as error:
        raise FaultError(ExitCode.FAILED, "To seal the secrets, install the extra: egnatia[backup].") from error
    except Exception as error:  # pyrage's own class
        raise FaultError(ExitCode.FAILED, f"{seal_to[:80]} is not a public key of age (age1…).") from error
    with io.BytesIO() as packed:
        with tarfile.open(fileobj=packed, mode="w") as archive:
            for path in sorted(secrets.iterdir()):
                archive.add(path, arcname=path.name)
        sealed: bytes = pyrage.encrypt(packed.getvalue(), [recipient])
    return sealed


def _finish(unfinished: Path) -> None:
    """Only what is on the disk, and can be read back, gets the name of a backup."""
    with tarfile.open(unfinished / BASE, mode="r:gz") as archive:
        while archive.next():
            pass
    for path in unfinished.iterdir():
        path.chmod(0o600)
        with path.open("rb") as file:
            os.fsync(file.fileno())
    unfinished.rename(unfinished.with_name(unfinished.name.removesuffix(".unfinished")))
    parent = os.open(unfinished.parent, os.O_RDONLY)
    os.fsync(parent)
    os.close(parent)
