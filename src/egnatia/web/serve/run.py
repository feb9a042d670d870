"""`egnatia serve`: from a folder to an answering page, and back to silence."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from egnatia.start.demo import fixtures
from egnatia.web.serve import database, logs, metrics
from egnatia.web.serve.account import database_account
from egnatia.web.serve.backups.schedule import Schedule, named_folder, scheduled
from egnatia.web.serve.child import dies_with_parent
from egnatia.web.serve.cluster import FAREWELLS
from egnatia.web.serve.database import Database
from egnatia.web.serve.environment import as_child, environment
from egnatia.web.serve.family import ChildProcess, Family, family
from egnatia.web.serve.faults import ExitCode, FaultError
from egnatia.web.serve.home import Home
from egnatia.web.serve.lock import DEFAULT_PORT, SERVING, only_copy
from egnatia.web.serve.processes import end_leftovers
from egnatia.web.serve.readiness import EVERYWHERE, answers, require_free
from egnatia.web.serve.steps import Say, bring_up_to_date, load_demo

PATIENCE = 60.0  # seconds until the first page


@dataclass(frozen=True, slots=True)
class Wishes:
    """What was asked for on the command line."""

    home: Path
    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    demo: bool = True
    workers: int = 2
    threads: int = 4


def serve(wishes: Wishes, say: Say) -> None:
    """Run until asked to end. Raises a fault, with everything stopped, when that cannot be."""
    home = Home(wishes.home)
    home.prepare(database_account())
    with ExitStack() as held:
        held.enter_context(only_copy(home, f"{SERVING}, port {wishes.port}"))
        end_leftovers(home.path)
        require_free(wishes.host, wishes.port)
        logs.put_aside(home.logs / "egnatia.log")
        logs.write_to(held.enter_context((home.logs / "egnatia.log").open("a", buffering=1)))
        together = held.enter_context(family())
        _start(wishes, home, together, say)
        if not together.asked_to_end:
            _welcome(wishes, say)
        with scheduled(home) as backups:
            together.watch(look_at=lambda: _look_at(home, backups))
        say("Stopping.")


def _look_at(home: Home, backups: Schedule | None) -> None:
    logs.put_long_ones_aside(home.logs)
    if backups:
        backups.look()


def _start(wishes: Wishes, home: Home, together: Family, say: Say) -> None:
    found = database.of_home(home)
    if found.cluster and (backups := named_folder()):
        backups.prepare(found.cluster.account)
    if found.cluster:
        say("Starting the database.")
        together.add(ChildProcess("database", lambda: _own_server(found), found.cluster.log, FAREWELLS))
    told = as_child(environment(home, found), home)
    bring_up_to_date(home, found, told, say, demo=wishes.demo)
    if wishes.demo and not together.asked_to_end:
        load_demo(home, told, say)
    together.add(
        ChildProcess(
            "web",
            lambda: _spawn(home, "web", _web(wishes), told | {"EGNATIA_THREADS": str(wishes.threads)}),
            home.logs / "web.log",
        )
    )
    _wait_for_page(wishes, home, together)
    if place := os.environ.get(metrics.ADDRESS):
        command = [sys.executable, "-m", "egnatia.web.serve.metrics", place]
        together.add(ChildProcess("metrics", lambda: _spawn(home, "metrics", command, told), home.logs / "metrics.log"))
    together.add(ChildProcess("worker", lambda: _spawn(home, "worker", _worker(), told), home.logs / "worker.log"))


def _welcome(wishes: Wishes, say: Say) -> None:
    everywhere_or_here = wishes.host in {*EVERYWHERE, *EVERYWHERE.values(), "localhost"}
    say(f"Egnatia answers at http://{'localhost' if everywhere_or_here else wishes.host}:{wishes.port}")
    if wishes.demo:
        command = _command(wishes)
        say(
            f"Sign in as a user of the demo: `{command} user code NAME` prints a code that works once, on this machine."
        )
        for line in fixtures.sign_in_lines():
            say(f"  {line}")
    else:
        invite = 'user invite "Secretariat" --organisation NAME --new --secretariat --administrator'
        say(f"The first account: `{_command(wishes)} {invite}` prints a link that works once.")
    if os.geteuid() == 0:
        say("Pages and jobs run as root now: start Egnatia as an ordinary user where others reach it.")
    say("Ctrl-C stops everything.")


def _command(wishes: Wishes) -> str:
    """How to call `egnatia` from here for this home."""
    program = Path(sys.executable).with_name("egnatia")
    here = Path.cwd()
    said = program.relative_to(here) if program.is_relative_to(here) else program
    return str(said) if wishes.home == here / "var" else f"{said} --home {wishes.home}"


def _own_server(found: Database) -> "subprocess.Popen[bytes]":
    process = database.start(found)
    assert process is not None
    return process


def _web(wishes: Wishes) -> list[str]:
    place = ["--host", wishes.host, "--port", str(wishes.port), "--workers", str(wishes.workers)]
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "rsgi",
        "--http",
        "1",
        "--no-ws",
        "--respawn-failed-workers",
    ]
    return [*command, *place, "egnatia.web.rsgi:application"]


def _worker() -> list[str]:
    return [sys.executable, "-m", "django", "procrastinate", "worker", "--shutdown-graceful-timeout", "10"]


def _spawn(home: Home, name: str, command: Sequence[str], told: dict[str, str]) -> "subprocess.Popen[bytes]":
    path = home.logs / f"{name}.log"
    logs.put_aside(path)
    with path.open("ab") as file:
        return subprocess.Popen(
            command,
            env=told,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            start_new_session=True,
            preexec_fn=dies_with_parent(),  # noqa: PLW1509 (no threads here)
        )


def _wait_for_page(wishes: Wishes, home: Home, together: Family) -> None:
    path = home.logs / "web.log"
    deadline = time.monotonic() + PATIENCE
    while not (together.asked_to_end or answers(wishes.host, wishes.port)):
        together.revive_the_fallen()
        if time.monotonic() > deadline:
            raise FaultError(ExitCode.FAILED, f"No page came within {PATIENCE:.0f} seconds: see {path}.")
        time.sleep(0.05)
