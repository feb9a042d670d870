"""Restore a backup into a new home, to its own point, to a time, or to the last moment that was archived."""

import io
import shutil
import subprocess
import tarfile
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from pathlib import Path

import psycopg

from egnatia.web.serve.backups.digests import digests
from egnatia.web.serve.backups.folder import MANIFEST, SECRETS, Backup, BackupFolder, restore_command, unpacked
from egnatia.web.serve.cluster import SUPERUSER, Cluster, plain_environment, reason_of
from egnatia.web.serve.faults import ExitCode, FaultError
from egnatia.web.serve.home import Home
from egnatia.web.serve.roles import address, provide

NOT_REACHED = "recovery ended before configured recovery target was reached"  # in PostgreSQL's words
PATIENCE = 6 * 3600.0  # seconds; a week of log takes its time


@dataclass(frozen=True, slots=True)
class Goal:
    """Where to stop: `at` a time; at the backup's own point where `own_point`; otherwise as late as there is log."""

    at: datetime | None = None
    own_point: bool = False


def restore(folder: BackupFolder, backup: Backup, cluster: Cluster, goal: Goal, *, identity: str = "") -> None:
    """The cluster's home holds what the backup held, stopped, with secrets of its own or those that `identity` opens.

    Raises a fault where the home holds a database already, or the backup is damaged; then nothing is left of it.
    """
    if cluster.files.exists():
        raise FaultError(ExitCode.FAILED, f"{cluster.home.path} holds a database already: name a new folder.")
    if backup.postgres != cluster.software.major:
        raise FaultError(
            ExitCode.DATABASE_VERSION,
            f"{backup.name} was made by PostgreSQL {backup.postgres} and this Egnatia runs {cluster.software.major}: "
            f"restore it with Egnatia {backup.egnatia}.",
        )
    folder.require_reached_by(cluster.account)
    if identity:
        _unseal(folder.path / backup.name / SECRETS, identity, cluster.home)
    work = cluster.home.postgres / "restoring"
    shutil.rmtree(work, ignore_errors=True)
    try:
        _put_together(folder, backup, cluster, work)
        _replay(folder, backup, cluster, goal)
        _let_in(cluster)
    except BaseException:
        cluster.stop()
        shutil.rmtree(cluster.files, ignore_errors=True)
        raise
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _put_together(folder: BackupFolder, backup: Backup, cluster: Cluster, work: Path) -> None:
    """The files of a full backup and of those that add to it, as they were when the last one was made."""
    work.mkdir(mode=0o700)
    parts = []
    for part in folder.chain(backup):
        parts.append(work / part.name)
        unpacked(folder.path / part.name, parts[-1])
        shutil.copy(folder.path / part.name / MANIFEST, parts[-1])  # combining asks for it
    if len(parts) == 1:
        parts[0].rename(cluster.files)
    else:
        program = cluster.software.program("pg_combinebackup")
        made = subprocess.run(
            [program, *parts, "-o", cluster.files, "--no-sync"],
            env=plain_environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        if made.returncode:
            raise FaultError(ExitCode.UNSOUND, f"{backup.name} could not be put together: {reason_of(made, 0)}")
    for path in (cluster.files, *cluster.files.rglob("*")):
        cluster.account.take(path)


def _replay(folder: BackupFolder, backup: Backup, cluster: Cluster, goal: Goal) -> None:
    """Run the server until it has read the log up to the goal."""
    target: dict[str, str] = {}
    if goal.own_point:
        target = {"recovery_target_name": backup.point, "recovery_target_timeline": "current"}
    elif goal.at:
        target = {"recovery_target_time": goal.at.isoformat(sep=" "), "recovery_target_timeline": "current"}
    told = {
        "restore_command": restore_command(folder.wal),
        "recovery_target_action": "promote",
        "hot_standby": "off",  # so that it answers when it is done, not before
        **target,
    }
    (cluster.files / "recovery.signal").touch(mode=0o600)
    cluster.account.take(cluster.files / "recovery.signal")
    replaying = Cluster(cluster.home, cluster.account, cluster.software, told)
    try:
        process = replaying.start(detached=True, patience=PATIENCE)
    except FaultError as fault:
        if goal.at and NOT_REACHED in fault.sentence:
            sentence = (
                f"The log ends before {goal.at:%Y-%m-%d %H:%M:%S} UTC: without a time, all that it has is restored."
            )
            raise FaultError(ExitCode.FAILED, sentence) from fault
        raise
    cluster.stop()
    process.wait()


def _let_in(cluster: Cluster) -> None:
    """Give the superuser the password that this home keeps: its own process sets it, nobody else can connect yet."""
    password = cluster.home.secret("database-admin")
    done = subprocess.run(
        [cluster.software.program("postgres"), "--single", "-D", cluster.files, "-j", "postgres"],
        cwd="/",
        env=plain_environment(),
        input=f"ALTER ROLE {SUPERUSER} PASSWORD '{password}';\n\n",
        capture_output=True,
        text=True,
        check=False,
        **cluster.account.identity,
    )
    if done.returncode or "ERROR" in done.stderr:
        raise FaultError(ExitCode.DATABASE, "The restored database does not take a new password.")


def differing(backup: Backup, cluster: Cluster) -> list[str]:
    """The tables of a restored database that say something else than the backup says they did."""
    process = cluster.start()
    try:
        provide(cluster.home)
        with closing(psycopg.connect(str(address(cluster.home, SUPERUSER)))) as connection:
            found = digests(connection)
    finally:
        cluster.stop()
        process.wait()
    names = sorted(backup.tables.keys() | found.keys())
    return [name for name in names if backup.tables.get(name) != found.get(name)]


def _unseal(sealed: Path, identity: str, home: Home) -> None:
    if not sealed.exists():
        raise FaultError(ExitCode.FAILED, f"{sealed.parent} holds no sealed secrets: restore it without an identity.")
    try:
        pyrage = import_module("pyrage")
        opened: bytes = pyrage.decrypt(sealed.read_bytes(), [pyrage.x25519.Identity.from_str(identity.strip())])
    except ImportError as error:
        raise FaultError(ExitCode.FAILED, "To open the secrets, install the extra: egnatia[backup].") from error
    except Exception as error:  # pyrage's own class
        raise FaultError(ExitCode.FAILED, f"This identity does not open {sealed}.") from error
    with tarfile.open(fileobj=io.BytesIO(opened)) as archive:
        archive.extractall(home.secrets, filter="data")
    for path in home.secrets.iterdir():
        path.chmod(0o600)
