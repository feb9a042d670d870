"""Nobody but this installation gets at its database, whoever else uses the machine."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import psutil
import psycopg
import pytest
from psycopg import errors

from egnatia.web.serve import roles
from egnatia.web.serve.cluster import Cluster
from tests.web.serve.conftest import cluster_in

AS_NOBODY = """
import os, sys, psycopg
os.setgroups([]); os.setgid(65534); os.setuid(65534)
try:
    psycopg.connect(sys.argv[1])
except psycopg.OperationalError as error:
    sys.exit("Permission denied" not in str(error))
sys.exit(2)
"""


def address(own: Cluster, role: str) -> str:
    return str(roles.address(own.home, role))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_another_user_of_the_machine_cannot_connect_even_with_the_password(own: Cluster) -> None:
    assert subprocess.run([sys.executable, "-c", AS_NOBODY, address(own, roles.SERVING)], check=False).returncode == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_the_same_attempt_succeeds_for_ourselves(own: Cluster) -> None:
    attempt = AS_NOBODY.replace("os.setgroups([]); os.setgid(65534); os.setuid(65534)", "")

    assert subprocess.run([sys.executable, "-c", attempt, address(own, roles.SERVING)], check=False).returncode == 2


def test_the_server_listens_on_no_network(own: Cluster) -> None:
    pid = own.running()
    assert pid
    server = psutil.Process(pid)

    assert [process.net_connections("inet") for process in (server, *server.children())].count([]) > 1
    with psycopg.connect(address(own, roles.SERVING)) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)


@pytest.mark.parametrize("password", ["", "guessed"])
def test_nobody_comes_in_without_the_password(own: Cluster, password: str) -> None:
    for role in (roles.SERVING, roles.OWNER, "egnatia_admin"):
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(str(roles.Address(role, password, own.home.sockets)))


def test_socket_secrets_and_files_are_closed_to_others(own: Cluster) -> None:
    closed = [own.home.sockets, own.home.secrets, own.home.logs, own.home.postgres, own.files]
    closed += own.home.secrets.iterdir()

    assert {path.name: oct(path.stat().st_mode & 0o077) for path in closed if path.stat().st_mode & 0o077} == {}


def test_no_mode_outside_the_home_is_changed(folder: Path) -> None:
    outside = folder / "outside"
    outside.mkdir(mode=0o755)
    cluster_in(outside / "home").create()

    assert stat.S_IMODE(outside.stat().st_mode) == 0o755
    assert stat.S_IMODE(folder.stat().st_mode) == 0o711


def test_no_secret_stands_in_the_server_s_command_or_environment(own: Cluster) -> None:
    pid = own.running()
    assert pid
    server = psutil.Process(pid)
    said = " ".join([*server.cmdline(), *server.environ().values()])

    assert [path.name for path in own.home.secrets.iterdir() if path.read_text() in said] == []


def test_the_server_runs_as_an_ordinary_user(own: Cluster) -> None:
    pid = own.running()
    assert pid
    assert 0 not in psutil.Process(pid).uids()


def test_what_is_acknowledged_is_on_the_disk(own: Cluster) -> None:
    with psycopg.connect(address(own, roles.SERVING)) as connection:
        for name in ("fsync", "synchronous_commit", "full_page_writes", "data_checksums"):
            assert connection.execute(f"SHOW {name}").fetchone() == ("on",)


@pytest.fixture
def shelf(own: Cluster) -> None:
    with psycopg.connect(address(own, roles.OWNER)) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS shelf (book text)")


@pytest.mark.usefixtures("shelf")
def test_the_serving_role_reads_and_writes_what_the_owner_made(own: Cluster) -> None:
    with psycopg.connect(address(own, roles.SERVING)) as connection:
        connection.execute("INSERT INTO shelf VALUES ('a'); UPDATE shelf SET book = 'b'; DELETE FROM shelf")


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE shelf",
        "DROP TABLE shelf",
        "ALTER TABLE shelf DISABLE TRIGGER ALL",
        "CREATE TABLE mine (x text)",
        "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE ROLE mine",
        "ALTER ROLE egnatia SUPERUSER",
        "SET ROLE egnatia_owner",
        "GRANT egnatia_owner TO egnatia",
        "SET session_replication_role = replica",
        "COPY (SELECT 1) TO PROGRAM 'cat'",
        "SELECT pg_read_file('postgresql.conf')",
    ],
)
def test_the_serving_role_can_do_no_more(own: Cluster, statement: str) -> None:
    with psycopg.connect(address(own, roles.SERVING)) as connection, pytest.raises(errors.InsufficientPrivilege):
        connection.execute(statement)


def test_the_serving_role_makes_no_database(own: Cluster) -> None:
    with (
        psycopg.connect(address(own, roles.SERVING), autocommit=True) as connection,
        pytest.raises(errors.InsufficientPrivilege),
    ):
        connection.execute("CREATE DATABASE mine")


def test_the_owner_is_no_administrator(own: Cluster) -> None:
    with psycopg.connect(address(own, roles.OWNER)) as connection, pytest.raises(errors.InsufficientPrivilege):
        connection.execute("ALTER ROLE egnatia_owner SUPERUSER")


def test_every_log_in_rule_wants_a_password(own: Cluster) -> None:
    assert roles.trusting_rules(own.home) == []
