"""A command finds the home's database, whether or not anybody serves it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from egnatia.web.serve.faults import ExitCode
from egnatia.web.serve.processes import is_postgres
from tests.web.serve.conftest import cluster_in
from tests.web.serve.served import environment, served
from tests.web.serve.test_family import eventually

pytestmark = pytest.mark.slow


def run(home: Path, *words: str, **told: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "egnatia.web.cli", "--home", str(home), *words]
    return subprocess.run(command, env=environment() | told, capture_output=True, text=True, check=False, timeout=120)


def findings(home: Path) -> dict[str, Any]:
    done = run(home, "verify", "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    return {finding["check"]: finding["sound"] for finding in json.loads(done.stdout)["findings"]}


def test_a_command_on_a_quiet_home_starts_the_database_for_as_long_as_it_takes(home: Path) -> None:
    found = findings(home)

    assert found.pop("worker") is None
    assert found.pop("readers: user") is (True if os.geteuid() == 0 else None)
    assert set(found.values()) == {True}
    assert cluster_in(home).pid() is None


@pytest.mark.parametrize("words", [("verify",), ("check", "-"), ("user", "list"), ("user", "code", "focal-al")])
def test_whoever_only_asks_makes_no_home_where_none_is(words: tuple[str, ...], folder: Path) -> None:
    done = run(folder / "hom", *words)

    assert done.returncode == ExitCode.FAILED
    assert done.stderr.startswith(f"Nothing is installed in {folder / 'hom'}: name another folder with --home")
    assert not (folder / "hom").exists()


def test_a_command_beside_a_running_copy_uses_its_database(home: Path) -> None:
    with served(home) as running:
        running.wait_until_ready()
        assert eventually(lambda: findings(home)["worker"] is True)  # it comes last

        assert run(home, "verify").returncode == 0
        assert is_postgres(cluster_in(home).pid() or 0)


def test_a_database_that_does_not_answer_is_a_fault_with_its_reason(folder: Path) -> None:
    done = run(folder / "home", "verify", DATABASE_URL=f"postgresql://egnatia:x@/egnatia?host={folder}")

    assert done.returncode == ExitCode.DATABASE
    assert "The database does not answer" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_first_link_has_the_port_that_is_served(home: Path) -> None:
    words = ("user", "invite", "Desk (demo)", "--organisation", "Desk (demo)", "--new")
    quiet = run(home, *words)
    with served(home) as running:
        running.wait_until_ready()
        beside = run(home, *words[:-1])

    assert quiet.stdout.startswith("http://localhost:8000/")
    assert beside.stdout.startswith(f"http://localhost:{running.port}/")
