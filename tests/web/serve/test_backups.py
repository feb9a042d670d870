"""Backups of a server that runs: restored, they say row by row what it said; damaged ones are told."""

import gzip
import json
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import psycopg
import pytest

from egnatia.web.serve import roles
from egnatia.web.serve.backups.creation import make
from egnatia.web.serve.backups.digests import digests
from egnatia.web.serve.backups.folder import (
    BASE,
    CHECKPOINT,
    MANIFEST,
    OURS,
    Backup,
    BackupFolder,
    TableDigest,
    segments_between,
)
from egnatia.web.serve.backups.restoration import Goal, differing, restore
from egnatia.web.serve.backups.schedule import Schedule, archiving
from egnatia.web.serve.cluster import SUPERUSER, Cluster
from egnatia.web.serve.faults import ExitCode, FaultError
from tests.web.serve.conftest import cluster_in, new_folder
from tests.web.serve.served import served
from tests.web.serve.test_commands_on_a_home import run
from tests.web.serve.test_family import eventually

pytestmark = pytest.mark.slow
EVENT = """
INSERT INTO kernel_auditevent (id, at, person, "by", organisation, verb, kind, target, detail)
VALUES (gen_random_uuid(), '2001-02-03', '', 'x', '', 'tried', 'need', '7', '{}')
"""


def owner_of(cluster: Cluster) -> "psycopg.Connection[tuple[object, ...]]":
    return psycopg.connect(str(roles.address(cluster.home, roles.OWNER)), autocommit=True)


def said_by(cluster: Cluster) -> dict[str, TableDigest]:
    with closing(owner_of(cluster)) as connection:
        return digests(connection)


@pytest.fixture(scope="module")
def archived() -> Iterator[tuple[Cluster, BackupFolder]]:
    """A running server with 20,000 rows whose log is archived."""
    made = new_folder()
    folder = BackupFolder(made / "backups")
    plain = cluster_in(made / "home")
    folder.prepare(plain.account)
    cluster = Cluster(plain.home, plain.account, plain.software, archiving(folder))
    cluster.create()
    process = cluster.start()
    roles.provide(cluster.home)
    with closing(owner_of(cluster)) as connection:
        connection.execute("CREATE TABLE record (id int PRIMARY KEY, words text, at timestamptz DEFAULT now())")
        connection.execute("INSERT INTO record SELECT n, repeat('words ' || n, 20) FROM generate_series(1, 20000) AS n")
    yield cluster, folder
    cluster.stop()
    process.wait()
    subprocess.run(["rm", "-rf", str(made)], check=True)


def write(cluster: Cluster, first: int, count: int) -> None:
    with closing(owner_of(cluster)) as connection:
        for number in range(first, first + count):
            connection.execute("INSERT INTO record VALUES (%s, 'written later')", [number])
            connection.execute("UPDATE record SET words = 'changed' WHERE id = %s", [number % 20_000])


def archive(cluster: Cluster) -> None:
    """Wait until all that was written so far is archived."""
    with closing(psycopg.connect(str(roles.address(cluster.home, SUPERUSER)), autocommit=True)) as admin:
        ended = admin.execute("SELECT pg_walfile_name(pg_switch_wal())").fetchone()
        assert ended
        asked = "SELECT last_archived_wal >= %s FROM pg_stat_archiver"
        assert eventually(lambda: admin.execute(asked, [ended[0]]).fetchone() == (True,))


def restored(folder: BackupFolder, backup: Backup, into: Path, goal: Goal, identity: str = "") -> Cluster:
    cluster = cluster_in(into)
    restore(folder, backup, cluster, goal, identity=identity)
    return cluster


def test_the_drill(archived: tuple[Cluster, BackupFolder], folder: Path) -> None:
    """A backup, 200 more writes, and back to a moment between them, to the last of them, and to the backup itself."""
    cluster, backups = archived
    made = make(cluster, backups)
    write(cluster, 30_000, 120)
    then, between = datetime.now(UTC), said_by(cluster)
    write(cluster, 30_120, 80)
    last = said_by(cluster)
    archive(cluster)

    for number, (goal, wanted) in enumerate(
        ((Goal(own_point=True), made.tables), (Goal(at=then), between), (Goal(), last))
    ):
        found = restored(backups, made, folder / str(number), goal)
        assert differing(msgspec.structs.replace(made, tables=wanted), found) == []


def test_what_is_written_while_a_backup_is_made_is_in_it_or_after_it(
    archived: tuple[Cluster, BackupFolder], folder: Path
) -> None:
    cluster, backups = archived
    make(cluster, backups, full=True)
    done = threading.Event()

    def keep_writing() -> None:
        number = 50_000
        while not done.is_set():
            write(cluster, number, 5)
            number += 5

    writer = threading.Thread(target=keep_writing)
    writer.start()
    try:
        made = make(cluster, backups)
    finally:
        done.set()
        writer.join()

    assert made.on, "it adds to the one before"
    assert differing(made, restored(backups, made, folder / "home", Goal(own_point=True))) == []


def test_whoever_saves_waits_for_a_moment_and_a_long_writer_is_waited_for(
    archived: tuple[Cluster, BackupFolder],
) -> None:
    cluster, backups = archived
    with closing(owner_of(cluster)) as busy:
        busy.execute("BEGIN")
        busy.execute("UPDATE record SET words = 'in the middle' WHERE id = 7")
        found: list[Backup] = []
        maker = threading.Thread(target=lambda: found.append(make(cluster, backups)))
        maker.start()
        maker.join(3)
        assert not found, "nobody is in the middle of writing where the point is set"
        write(cluster, 70_000, 1)  # meanwhile others save
        busy.execute("COMMIT")
        maker.join(60)

    assert found


def damaged(folder: BackupFolder, backup: Backup, what: str) -> None:
    path = folder.path / backup.name / what
    content = bytearray(path.read_bytes())
    if what == BASE:  # a bit of a file that the archive holds
        plain = bytearray(gzip.decompress(content))
        plain[plain.index(b"words 1") + 2] ^= 1
        content = bytearray(gzip.compress(bytes(plain)))
    else:
        content[content.index(b'"Size": ') + 8] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("what", [BASE, MANIFEST])
def test_a_damaged_backup_is_told_and_leaves_no_home(
    what: str, archived: tuple[Cluster, BackupFolder], folder: Path
) -> None:
    cluster, backups = archived
    made = make(cluster, backups, full=True)
    damaged(backups, made, what)

    with pytest.raises(FaultError) as fault:
        restored(backups, made, folder / "home", Goal(own_point=True))

    assert fault.value.code == ExitCode.UNSOUND
    assert not cluster_in(folder / "home").files.exists()
    subprocess.run(["rm", "-rf", str(backups.path / made.name)], check=True)


def test_a_log_with_a_hole_is_told(archived: tuple[Cluster, BackupFolder], folder: Path) -> None:
    cluster, backups = archived
    made = make(cluster, backups, full=True)
    hole = backups.wal / f"{made.segments[0]}.gz"
    kept = hole.read_bytes()
    hole.unlink()

    with pytest.raises(FaultError) as fault:
        restored(backups, made, folder / "home", Goal(own_point=True))

    hole.write_bytes(kept)
    hole.chmod(0o600)
    assert fault.value.code == ExitCode.DATABASE


def test_a_home_that_holds_a_database_is_never_written_over(archived: tuple[Cluster, BackupFolder]) -> None:
    cluster, backups = archived
    made = make(cluster, backups)

    with pytest.raises(FaultError, match="holds a database already"):
        restore(backups, made, cluster, Goal())

    assert said_by(cluster)


def test_a_run_that_was_killed_leaves_no_backup(archived: tuple[Cluster, BackupFolder]) -> None:
    cluster, backups = archived
    left = backups.path / "20200101T000000.000000Z.unfinished"
    left.mkdir()
    (left / OURS).write_bytes(b"{}")

    made = make(cluster, backups)

    assert made in backups.backups()
    assert not left.exists()


def test_two_backups_at_a_time_are_one_too_many(archived: tuple[Cluster, BackupFolder]) -> None:
    cluster, backups = archived
    with backups.held(), pytest.raises(FaultError, match="Another backup is being made"):
        make(cluster, backups)


def test_a_time_from_before_a_backup_was_done_is_restored_from_the_one_before(
    archived: tuple[Cluster, BackupFolder], folder: Path
) -> None:
    cluster, backups = archived
    first = make(cluster, backups)
    then = datetime.now(UTC)
    make(cluster, backups)
    write(cluster, 90_000, 1)
    archive(cluster)

    assert backups.newest(before=then).name == first.name
    assert differing(first, restored(backups, first, folder / "home", Goal(at=then))) == []
    with pytest.raises(FaultError, match="The log ends before"):
        restored(backups, first, folder / "later", Goal(at=then + timedelta(days=1)))


def test_secrets_are_sealed_to_a_key_and_open_with_its_identity_alone(
    archived: tuple[Cluster, BackupFolder], folder: Path
) -> None:
    pyrage = pytest.importorskip("pyrage")
    mine, other = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    cluster, backups = archived
    cluster.home.secret("sessions")
    made = make(cluster, backups, seal_to=str(mine.to_public()))

    with pytest.raises(FaultError, match="does not open"):
        restored(backups, made, folder / "other", Goal(own_point=True), str(other))
    found = restored(backups, made, folder / "mine", Goal(own_point=True), str(mine))
    bare = restored(backups, made, folder / "bare", Goal(own_point=True))

    assert found.home.secret("sessions") == cluster.home.secret("sessions")
    assert bare.home.secret("sessions") != cluster.home.secret("sessions")
    every = b"".join(path.read_bytes() for path in (backups.path / made.name).iterdir())
    assert cluster.home.secret("sessions").encode() not in every


def kept_in(folder: Path, name: str, made_at: datetime, on: str, first: int) -> None:
    one = Backup(
        name=name, made_at=made_at, egnatia="1", postgres=18, point=name, on=on, tables={},
        segments=(f"0000000100000000{first:08X}", f"0000000100000000{first + 1:08X}"),
    )  # fmt: skip
    (folder / name).mkdir()
    (folder / name / OURS).write_bytes(msgspec.json.encode(one))
    for number in (first, first + 1):
        (folder / "wal" / f"0000000100000000{number:08X}.gz").touch()


def test_older_backups_go_with_their_log_and_what_newer_ones_add_to_stays(folder: Path) -> None:
    now = datetime(2026, 11, 30, tzinfo=UTC)
    (folder / "wal").mkdir()
    for name, days, on, first in (("a", 40, "", 1), ("b", 33, "", 11), ("c", 20, "b", 21), ("d", 1, "", 31)):
        kept_in(folder, name, now - timedelta(days=days), on, first)
    backups = BackupFolder(folder)

    assert backups.prune(timedelta(days=30), now) == ["a"]
    assert [each.name for each in backups.backups()] == ["b", "c", "d"]
    assert min(path.stem for path in backups.wal.iterdir()).endswith(f"{11:08X}")
    assert backups.prune(timedelta(days=30), now + timedelta(days=400)) == ["b", "c"], "the newest one stays"


def test_segments_are_named_as_postgresql_does() -> None:
    names = list(segments_between(1, "0/FE000028", "1/1000000"))

    assert names == [
        "0000000100000000000000FE",
        "0000000100000000000000FF",
        "000000010000000100000000",
        "000000010000000100000001",
    ]


def test_a_schedule_begins_when_the_last_backup_is_a_day_old(folder: Path) -> None:
    home = cluster_in(folder / "home").home
    (folder / "wal").mkdir()
    never = Schedule(home, BackupFolder(folder), timedelta(days=30))
    kept_in(folder, "a", datetime.now(UTC) - timedelta(hours=20), "", 1)
    lately = Schedule(home, BackupFolder(folder), timedelta(days=30))

    assert 3.9 * 3600 < lately.due - never.due < 4 * 3600


def is_done(schedule: Schedule) -> bool:
    schedule.look()
    return schedule.process is None


def test_a_schedule_makes_a_backup_and_waits_for_the_next_day(home: Path, folder: Path) -> None:
    cluster, backups = cluster_in(home), BackupFolder(folder / "backups")
    backups.prepare(cluster.account)
    schedule = Schedule(cluster.home, backups, timedelta(days=30))
    schedule.due = 0.0

    schedule.look()
    assert eventually(lambda: is_done(schedule))

    assert len(backups.backups()) == 1
    assert schedule.due > 0


def test_a_served_home_is_backed_up_proved_and_restored_to_a_service(home: Path, folder: Path) -> None:
    """By commands, as an administrator would; the restored home answers."""
    backups = str(folder / "backups")
    with served(home, told={"EGNATIA_BACKUPS": backups}) as running:
        running.wait_until_ready()
        with psycopg.connect(str(roles.address(cluster_in(home).home, roles.SERVING))) as connection:
            connection.execute(EVENT)
            connection.execute("SELECT egnatia_seal()")
            dated = connection.execute("SELECT now() - at FROM kernel_auditevent WHERE verb = 'tried'").fetchone()
        made = run(home, "backup", backups)
        (checkpoint,) = Path(backups).glob(f"*/{CHECKPOINT}")
        proof = run(home, "verify", "--backup", backups, "--json")
        status = run(home, "status", "--json")
    again = run(home, "backup", backups)  # on a quiet home too
    back = run(folder / "new", "restore", backups, "--home", str(folder / "new"))

    assert made.returncode == 0, made.stderr
    assert dated is not None
    assert abs(dated[0]) < timedelta(minutes=1), "the database dates, not whoever writes"
    assert json.loads(proof.stdout)["sound"], proof.stdout + proof.stderr
    told = json.loads(status.stdout)
    assert told["serving"]
    assert 0 <= told["backup_age_seconds"] < 300
    assert 0 <= told["proved_backup_age_seconds"] < 300
    assert again.returncode == 0, again.stderr
    assert back.returncode == 0, back.stderr
    with served(folder / "new") as running:
        running.wait_until_ready()
    assert run(folder / "new", "verify").returncode == 0
    held = run(folder / "new", "audit", "verify", str(checkpoint))
    assert held.returncode == 0, held.stdout + held.stderr
    assert "what the checkpoint says" in held.stdout


def test_before_an_upgrade_a_backup_is_made_and_the_way_back_is_said(home: Path) -> None:
    stamp = home / "postgres" / "done-tables"
    stamp.write_text("of an earlier version")

    with served(home) as running:
        said = running.said_until("To go back")
        running.wait_until_ready()

    backups = BackupFolder(home / "backups")
    assert f"egnatia restore {backups.path}" in said
    assert differing(backups.newest(), restored(backups, backups.newest(), home / "back", Goal(own_point=True))) == []
    with served(home) as running:  # not at every start
        running.wait_until_ready()
    assert len(backups.backups()) == 1


def test_without_room_for_a_backup_nothing_is_upgraded(home: Path) -> None:
    stamp = home / "postgres" / "done-tables"
    stamp.write_text("of an earlier version")
    (home / "backups").write_text("not a folder")

    refused = run(home, "user", "list")
    done = run(home, "user", "list", EGNATIA_UPGRADE_WITHOUT_BACKUP="1")

    assert refused.returncode == ExitCode.FAILED
    assert "nothing was changed" in refused.stderr
    assert done.returncode == 0
