"""Starting, stopping and being killed, with everything that runs in earnest."""

import select
import signal
import socket
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import psutil
import psycopg
import pytest

from egnatia.web.serve import roles, stamps
from egnatia.web.serve.faults import ExitCode
from egnatia.web.serve.home import Home
from egnatia.web.serve.processes import is_postgres
from tests.web.serve.served import PATIENCE, free_port, serve, served
from tests.web.serve.test_family import eventually

pytestmark = pytest.mark.slow


def note(home: Path, words: str) -> None:
    """An acknowledged write, in a table that no migration knows."""
    with psycopg.connect(str(roles.address(Home(home), roles.OWNER))) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS note (words text)")
        connection.execute("INSERT INTO note VALUES (%s)", [words])


def notes(home: Path) -> list[str]:
    with psycopg.connect(str(roles.address(Home(home), roles.SERVING))) as connection:
        return [row[0] for row in connection.execute("SELECT words FROM note").fetchall()]


def test_a_killed_copy_comes_back_with_all_that_was_acknowledged(home: Path) -> None:
    port = free_port()
    for round_number in range(3):
        with served(home, port) as running:
            running.wait_until_ready()
            note(home, f"round {round_number}")
            running.kill_everything()

    with served(home, port) as running:
        running.wait_until_ready()
        assert running.cpu_seconds() <= 10  # other programs on the machine do not count; 5 seconds are promised
        assert notes(home) == ["round 0", "round 1", "round 2"]


def test_children_end_with_a_supervisor_that_was_killed_alone_and_the_next_start_needs_no_help(home: Path) -> None:
    port = free_port()
    with served(home, port) as running:
        running.wait_until_ready()
        children = running.children()
        running.process.send_signal(signal.SIGKILL)
        running.process.communicate()

        with served(home, port) as next_one:
            next_one.wait_until_ready()
            assert not any(child.is_running() for child in children)


def test_what_falls_is_set_up_again_and_pages_come_back(home: Path) -> None:
    with served(home) as running:
        running.wait_until_ready()
        for word in ("granian", "procrastinate", "postgres"):
            fallen = running.child(word)
            assert fallen
            fallen.kill()
            assert eventually(partial(running.has_another, word, than=fallen))

        assert eventually(running.is_ready)
        assert running.process.poll() is None


def test_pages_come_while_strangers_send_their_forms_slowly(home: Path) -> None:
    form = "application/x-www-form-urlencoded"  # with it, and a cookie to compare a field with, the body is read
    head = f"Host: localhost\r\nCookie: csrf={'a' * 32}\r\nContent-Type: {form}\r\nContent-Length: 5000"
    begun = f"POST /account/login/ HTTP/1.1\r\n{head}\r\n\r\nabc".encode()
    with served(home) as running, ExitStack() as slow:
        running.wait_until_ready()
        sockets = [slow.enter_context(socket.create_connection(("127.0.0.1", running.port))) for _ in range(40)]
        for each in sockets:
            each.sendall(begun)

        assert all(running.is_ready() for _ in range(10))
        waiting, _, _ = select.select(sockets, [], [], 0)
        assert len(waiting) < len(sockets), "the pages came before all of them were refused"
        for each in sockets:
            assert each.recv(100).startswith(b"HTTP/1.1 408"), "and none is left open"


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_everything_ends_when_asked_to(home: Path, sign: signal.Signals) -> None:
    with served(home) as running:
        running.wait_until_ready()
        children = running.children()
        assert len(children) > 5
        running.process.send_signal(sign)
        _, said = running.process.communicate(timeout=PATIENCE)

        assert running.process.returncode == 0
        assert "Stopping." in said
        assert not [child for child in children if child.is_running() and child.status() != psutil.STATUS_ZOMBIE]


def test_being_asked_to_end_while_starting_is_heard(folder: Path) -> None:
    with served(folder / "home") as running:
        assert eventually(running.home.database_files.exists)
        running.process.send_signal(signal.SIGINT)
        running.process.communicate(timeout=PATIENCE)

        assert eventually(lambda: not is_postgres(running.process.pid))


def test_whoever_starts_is_told_where_to_look_and_no_secret(home: Path) -> None:
    with served(home) as running:
        said = running.said_until("Ctrl-C")
        secrets = [path.read_text() for path in running.home.secrets.iterdir()]
        running.process.send_signal(signal.SIGTERM)
        said += running.process.communicate(timeout=PATIENCE)[1]
        said += "".join(path.read_text() for path in running.home.logs.iterdir())

        assert f"http://localhost:{running.port}" in said
        assert len(secrets) == 4
        assert [secret for secret in secrets if secret in said] == []


def test_another_copy_on_the_same_home_is_refused(home: Path) -> None:
    with served(home) as running:
        running.wait_until_ready()

        second = serve(home, "--port", str(free_port()))

        assert second.returncode == ExitCode.RUNNING
        assert f"Another copy already runs on {home}" in second.stderr


def test_a_port_in_use_is_named_and_nothing_is_left_running(home: Path, folder: Path) -> None:
    with served(home) as running:
        running.wait_until_ready()

        second = serve(folder / "second", "--port", str(running.port))

        assert second.returncode == ExitCode.PORT
        assert f"Port {running.port} is in use by another program: choose another with --port." in second.stderr
        assert "Traceback" not in second.stderr


def test_a_server_of_somebody_else_serves_once_its_tables_are_there(home: Path, folder: Path) -> None:
    """Another home's server stands for it: reached by its address alone."""
    with served(home) as theirs:
        theirs.wait_until_ready()
        addresses = {
            "DATABASE_URL": str(roles.address(theirs.home, roles.SERVING)),
            "DATABASE_OWNER_URL": str(roles.address(theirs.home, roles.OWNER)),
        }
        with served(folder / "ours", told=addresses) as ours:
            ours.wait_until_ready()

        with psycopg.connect(addresses["DATABASE_OWNER_URL"]) as connection:
            connection.execute("DELETE FROM django_migrations WHERE id = (SELECT max(id) FROM django_migrations)")
        told = serve(folder / "ours", "--port", str(free_port()), DATABASE_URL=addresses["DATABASE_URL"])

        assert told.returncode == ExitCode.DATABASE
        assert "set DATABASE_OWNER_URL" in told.stderr
        assert not (folder / "ours" / "postgres" / "cluster").exists()


def test_the_demo_comes_in_with_the_tables_as_the_role_that_serves(folder: Path) -> None:
    with served(folder / "home", demo=True) as running:
        running.wait_until_ready()

        assert stamps.is_done(running.home, "demo", stamps.demo())
        with psycopg.connect(str(roles.address(running.home, roles.SERVING))) as connection:
            stored = connection.execute("SELECT count(*) FROM activities_activity").fetchone()
        assert stored is not None
        assert int(stored[0]) > 100
