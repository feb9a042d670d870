"""`egnatia serve`: from a folder to an answering page, and back to silence."""

import errno
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from egnatia.start.demo import fixtures
from egnatia.web.serve import database, logs, metrics
from egnatia.web.serve.account import Account, database_account, pages_account
from egnatia.web.serve.backups.schedule import Schedule, named_folder, scheduled
from egnatia.web.serve.child import LOOK, NOBODY_ELSE, command, dies_with_parent
from egnatia.web.serve.cluster import FAREWELLS
from egnatia.web.serve.database import Database
from egnatia.web.serve.environment import OF_A_JOB, answering, as_child, environment
from egnatia.web.serve.family import ChildProcess, Family, family
from egnatia.web.serve.faults import ExitCode, FaultError
from egnatia.web.serve.home import PACKAGE, Home
from egnatia.web.serve.lock import DEFAULT_PORT, SERVING, only_copy
from egnatia.web.serve.processes import end_leftovers, mark_of
from egnatia.web.serve.steps import Say, bring_up_to_date, load_demo

EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104 (what one may have asked for)


def require_free(host: str, port: int) -> None:
    """Raise a fault that names the port when nobody can listen there."""
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            sentence = f"Port {port} is in use by another program: choose another with --port."
        else:
            sentence = f"Nobody can listen on {host}:{port} ({error.strerror}): choose another --host or --port."
        raise FaultError(ExitCode.PORT, sentence) from error


def answers(host: str, port: int) -> bool:
    """Whether a page comes back, whatever it says."""
    connection = http.client.HTTPConnection(EVERYWHERE.get(host, host), port, timeout=10)
    with closing(connection), suppress(OSError, http.client.HTTPException):
        connection.request("GET", "/", headers={"Host": "localhost"})
        return connection.getresponse().status < http.HTTPStatus.INTERNAL_SERVER_ERROR
    return False


PATIENCE = 180.0  # seconds until the first page, on a machine that does much else
_WORKER = ("django", "procrastinate", "worker", "--shutdown-graceful-timeout", "10")
_UNPRIVILEGED = Path("/proc/sys/net/ipv4/ip_unprivileged_port_start")  # the first port that is not for root alone


@dataclass(frozen=True, slots=True)
class Wishes:
    """What was asked for on the command line."""

    home: Path
    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    demo: bool = True
    workers: int = 2
    threads: int = 4
    as_root: bool = False


def serve(wishes: Wishes, say: Say) -> None:
    """Run until asked to end. Raises a fault, with everything stopped, when that cannot be."""
    home = Home(wishes.home)
    home.prepare(database_account())
    pages = pages_account(as_root=wishes.as_root)
    with ExitStack() as held:
        held.enter_context(only_copy(home, f"{SERVING}, port {wishes.port}"))
        end_leftovers(home.path)
        require_free(wishes.host, wishes.port)
        require_able(pages, home, wishes.port)
        logs.put_aside(home.logs / "egnatia.log")
        logs.write_to(held.enter_context((home.logs / "egnatia.log").open("a", buffering=1)))
        together = held.enter_context(family())
        _start(wishes, home, pages, together, say)
        if not together.asked_to_end:
            _welcome(wishes, pages, say)
        with scheduled(home) as backups:
            together.watch(look_at=lambda: _look_at(home, backups))
        say("Stopping.")


def _look_at(home: Home, backups: Schedule | None) -> None:
    logs.put_long_ones_aside(home.logs)
    if backups:
        backups.look()


def require_able(pages: Account, home: Home, port: int) -> None:
    """Raise a fault that names the way out where pages and jobs cannot run as the user that they are to be."""
    if not pages.identity:
        return
    if port < (int(_UNPRIVILEGED.read_text()) if _UNPRIVILEGED.exists() else 1024):
        sentence = f"Pages run as the user {pages.name}, and port {port} is for root: choose another with --port"
        raise FaultError(ExitCode.PORT, f"{sentence}, or go on with --as-root.")
    look = command(home.path, pages.name, LOOK)
    if subprocess.run(look, check=False, capture_output=True, stdin=subprocess.DEVNULL).returncode:
        raise FaultError(
            ExitCode.UNREACHABLE,
            f"Pages and jobs run as the user {pages.name}, who cannot read {PACKAGE} or {sys.base_prefix}: "
            f"put Egnatia and Python where others may read them, start as an ordinary user, or go on with --as-root.",
        )


def _start(wishes: Wishes, home: Home, pages: Account, together: Family, say: Say) -> None:
    found = database.of_home(home, pages)
    if found.cluster and (backups := named_folder()):
        backups.prepare(found.cluster.account)
    if found.cluster:
        say("Starting the database.")
        together.add(ChildProcess("database", lambda: _own_server(found), found.cluster.log, FAREWELLS))
    told = as_child(environment(home, found), home)
    bring_up_to_date(home, found, told, say, demo=wishes.demo)
    if wishes.demo and not together.asked_to_end:
        load_demo(home, told, say)
    user = NOBODY_ELSE
    if pages.identity:
        user, told = pages.name, database.as_pages(told, home, found)
        home.give_cache(pages)
    if place := os.environ.get(metrics.ADDRESS):
        figures = command(home.path, user, "egnatia.web.serve.metrics", place)
        together.add(ChildProcess("metrics", lambda: _spawn(home, "metrics", figures, told), home.logs / "metrics.log"))
    web, worker = command(home.path, user, *_web(wishes)), command(home.path, user, *_WORKER)
    for_pages = answering(told) | {"EGNATIA_THREADS": str(wishes.threads)}
    together.add(ChildProcess("web", lambda: _spawn(home, "web", web, for_pages), home.logs / "web.log"))
    _wait_for_page(wishes, home, together)
    jobs = answering(told, times=OF_A_JOB)
    together.add(ChildProcess("worker", lambda: _spawn(home, "worker", worker, jobs), home.logs / "worker.log"))


def _welcome(wishes: Wishes, pages: Account, say: Say) -> None:
    everywhere_or_here = wishes.host in {*EVERYWHERE, *EVERYWHERE.values(), "localhost"}
    say(f"Egnatia answers at http://{'localhost' if everywhere_or_here else wishes.host}:{wishes.port}")
    if wishes.demo:
        called = _command(wishes)
        say(f"Sign in as a user of the demo: `{called} user code NAME` prints a code that works once, on this machine.")
        for line in fixtures.sign_in_lines():
            say(f"  {line}")
    else:
        invite = 'user invite "Secretariat" --organisation NAME --new --secretariat --administrator'
        say(f"The first account: `{_command(wishes)} {invite}` prints a link that works once.")
    if pages.identity:
        say(f"Pages and jobs run as the user {pages.name}.")
    elif os.geteuid() == 0:
        say("Pages and jobs run as root now: start Egnatia as an ordinary user where others reach it.")
    say("Ctrl-C stops everything.")


def _command(wishes: Wishes) -> str:
    """How to call `egnatia` from here for this home."""
    program = Path(sys.executable).with_name("egnatia")
    here = Path.cwd()
    nearby = program.is_relative_to(here) and here != Path("/")  # from there the whole path is as short, and clear
    said = program.relative_to(here) if nearby else program
    return str(said) if wishes.home == here / "var" else f"{said} --home {wishes.home}"


def _own_server(found: Database) -> "subprocess.Popen[bytes]":
    process = database.start(found)
    assert process is not None
    return process


def _web(wishes: Wishes) -> list[str]:
    place = ["--host", wishes.host, "--port", str(wishes.port), "--workers", str(wishes.workers)]
    how = ["--interface", "rsgi", "--http", "1", "--no-ws", "--respawn-failed-workers"]
    # Where this is installed granian calls itself something else, and a later start would not find it.
    name = ["--process-name", f"granian {mark_of(wishes.home)}"] if find_spec("setproctitle") else []
    return ["granian", *how, *name, *place, "egnatia.web.rsgi:application"]


def _spawn(home: Home, name: str, words: Sequence[str], told: dict[str, str]) -> "subprocess.Popen[bytes]":
    path = home.logs / f"{name}.log"
    logs.put_aside(path)
    with path.open("ab") as file:
        return subprocess.Popen(
            words,
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
