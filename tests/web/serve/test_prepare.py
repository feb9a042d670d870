"""What is looked at before tables are changed, and what a start puts in line."""

import inspect
from pathlib import Path

import psycopg
import pytest

from egnatia import overlap
from egnatia.overlap import constants
from egnatia.web.serve import roles, stamps
from egnatia.web.serve.faults import ExitCode
from egnatia.web.serve.home import Home
from egnatia.web.serve.prepare import why_not_upgraded, why_too_old
from tests.web.serve.served import free_port, serve, served

pytestmark = pytest.mark.slow


def test_a_server_that_is_too_old_is_named_with_what_is_needed() -> None:
    assert why_too_old(150_004) == (
        "The database is PostgreSQL 15.4, and Egnatia needs 16 or newer: "
        "upgrade that server, or start without DATABASE_URL to use the one that comes along."
    )
    assert why_too_old(160_000) == why_too_old(180_001) == ""


def test_data_of_the_version_before_are_left_alone_and_said_to_be(home: Path) -> None:
    with served(home) as running:
        running.wait_until_ready()
        with psycopg.connect(str(roles.address(running.home, roles.OWNER))) as connection:
            connection.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('mapping', '0001', now())")
    stamps.mark_done(Home(home), "tables", "of the version before")

    told = serve(home, "--port", str(free_port()))

    assert told.returncode == ExitCode.DATABASE_VERSION
    assert "written by Egnatia 0.1" in told.stderr
    assert "start with another --home" in told.stderr
    assert why_not_upgraded({"kernel", "activities"}) == ""


def test_another_engine_is_noticed_by_the_file_that_says_its_version() -> None:
    assert inspect.getsourcefile(constants) == str(stamps.ENGINE)
    assert constants.VERSION == overlap.VERSION


def test_a_start_puts_in_line_what_another_engine_compared(home: Path, folder: Path) -> None:
    """Of a server of ours, and of one that is known by its address alone and whose tables are not ours to change."""
    with served(home) as running:
        running.wait_until_ready()
        _leave_as_an_older_engine_would(running.home)

    stamps.mark_done(Home(home), "tables", "of an older engine")
    with served(home) as running:
        running.wait_until_ready()
        assert _compared_by(running.home) == overlap.VERSION

        _leave_as_an_older_engine_would(running.home)
        told = {"DATABASE_URL": str(roles.address(running.home, roles.SERVING))}
        with served(folder / "another", told=told) as other:
            other.wait_until_ready()
            assert _compared_by(running.home) == overlap.VERSION


def _leave_as_an_older_engine_would(home: Home) -> None:
    with psycopg.connect(str(roles.address(home, roles.SERVING))) as connection:
        connection.execute("UPDATE matching_comparison SET engine = '0'")


def _compared_by(home: Home) -> str:
    with psycopg.connect(str(roles.address(home, roles.SERVING))) as connection:
        found = connection.execute("SELECT engine FROM matching_comparison").fetchone()
        assert found
        return str(found[0])
