"""`egnatia serve` in a process of its own, as a person starts it."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from egnatia.web.serve.home import Home
from egnatia.web.serve.processes import MARK, mark_of
from egnatia.web.serve.run import answers

PATIENCE = 120.0  # seconds, on a busy machine
COMMAND = [sys.executable, "-m", "egnatia.web.cli", "serve"]


def free_port() -> int:
    """Below the range from which the system takes ports for outgoing connections."""
    while True:
        port = random.randrange(20000, 30000)
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


def environment() -> dict[str, str]:
    """Without what this test run told itself about its own database. Who serves pages is tested apart."""
    told = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "EGNATIA_"))}
    return told | {"EGNATIA_AS_ROOT": "1"}


def serve(home: Path, *options: str, **told: str) -> "subprocess.CompletedProcess[str]":
    """A start that is expected to fail soon."""
    command = [*COMMAND, "--no-demo", "--home", str(home), *options]
    return subprocess.run(
        command, env=environment() | told, capture_output=True, text=True, check=False, timeout=PATIENCE
    )


@dataclass
class Served:
    """A copy that runs."""

    process: "subprocess.Popen[str]"
    home: Home
    port: int

    def is_ready(self) -> bool:
        return answers("127.0.0.1", self.port)

    def wait_until_ready(self) -> None:
        """Until the first page."""
        deadline = time.monotonic() + PATIENCE
        while not self.is_ready():
            assert self.process.poll() is None, self.process.communicate()[1]
            assert time.monotonic() < deadline
            time.sleep(0.02)

    def said_until(self, words: str) -> str:
        """What it said so far, up to the line with these words: whoever asks waits for it."""
        assert self.process.stderr
        said: list[str] = []
        while not said or words not in said[-1]:
            said.append(self.process.stderr.readline())
            assert said[-1], "".join(said)
        return "".join(said)

    def cpu_seconds(self) -> float:
        """What it has used, with its children, those that ended too."""
        seconds = 0.0
        for one in self.everybody():
            with suppress(psutil.NoSuchProcess):  # some live but for a moment
                seconds += sum(one.cpu_times()[:4])  # its own and that of those that ended, user and system
        return seconds

    def children(self) -> list[psutil.Process]:
        found: list[psutil.Process] = psutil.Process(self.process.pid).children(recursive=True)
        return found

    def everybody(self) -> list[psutil.Process]:
        return [psutil.Process(self.process.pid), *self.children()]

    def child(self, word: str) -> psutil.Process | None:
        """The direct child with `word` in its command, unless there is none just now."""
        with suppress(psutil.Error):
            for one in psutil.Process(self.process.pid).children():
                if word in " ".join(one.cmdline()):
                    return one
        return None

    def has_another(self, word: str, than: psutil.Process) -> bool:
        """Whether such a child runs that is not the one given."""
        return self.child(word) not in {None, than}

    def kill_everything(self) -> None:
        processes = self.everybody()
        cut_power(processes)
        self.process.communicate()
        psutil.wait_procs(processes, timeout=10)


def cut_power(processes: Iterable[psutil.Process]) -> None:
    """End them as a power cut would, as far as processes go."""
    for sign in (signal.SIGSTOP, signal.SIGKILL):  # first the one, so that nobody reacts to another's death
        for process in processes:
            with suppress(psutil.NoSuchProcess):  # some live but for a moment
                process.send_signal(sign)


@contextmanager
def served(home: Path, port: int = 0, *, told: Mapping[str, str] | None = None, demo: bool = False) -> Iterator[Served]:
    port = port or free_port()
    command = [*COMMAND, "--demo" if demo else "--no-demo", "--home", str(home), "--port", str(port), "--workers", "1"]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, env=environment() | dict(told or {}), stdout=pipe, stderr=pipe, text=True)
    running = Served(process, Home(home), port)
    try:
        yield running
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.communicate(timeout=PATIENCE)
        assert leftovers(home) == []


def leftovers(home: Path) -> list[psutil.Process]:
    """Processes that a copy on this home left behind."""
    return [one for one in psutil.process_iter() if one.is_running() and _belongs(one, home)]


def _belongs(process: psutil.Process, home: Path) -> bool:
    try:
        said = process.cmdline()
        return str(home) in said or mark_of(home) in " ".join(said) or process.environ().get(MARK) == str(home)
    except (psutil.Error, OSError):
        return False
