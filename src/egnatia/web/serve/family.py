"""Child processes that live together: one that falls over is set up again, and all end together."""

import os
import signal
import subprocess
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from egnatia.web.serve.faults import ExitCode, FaultError

log = structlog.get_logger()

FALLS = 5  # as many within WINDOW seconds, and it is not worth another try
WINDOW = 60.0


@dataclass(slots=True)
class ChildProcess:
    """One child: how to start it, where its words go, how to ask it to end."""

    name: str
    start: "Callable[[], subprocess.Popen[bytes]]"
    log: Path
    farewells: tuple[tuple[signal.Signals, float], ...] = ((signal.SIGTERM, 15.0),)  # and seconds to heed each
    process: "subprocess.Popen[bytes] | None" = None
    falls: "deque[float]" = field(default_factory=lambda: deque(maxlen=FALLS))

    def run(self) -> None:
        self.process = self.start()
        log.info("started", child=self.name, pid=self.process.pid)

    def fell(self) -> bool:
        """Whether it has ended though nobody asked it to."""
        return self.process is not None and self.process.poll() is not None

    def revive(self) -> None:
        """Start it again, after clearing away what it left. Raises a fault when it falls again and again."""
        assert self.process is not None
        log.warning("fell", child=self.name, pid=self.process.pid, returncode=self.process.returncode)
        self._end_group(signal.SIGKILL)
        self.falls.append(time.monotonic())
        if len(self.falls) == FALLS and self.falls[-1] - self.falls[0] < WINDOW:
            raise FaultError(ExitCode.FAILED, f"The {self.name} process ends again and again: see {self.log}.")
        self.run()

    def end(self) -> None:
        """Ask it to end, and make sure that it and its own children have."""
        if self.process is None:
            return
        for sign, patience in self.farewells:
            if self.process.poll() is None:
                self.process.send_signal(sign)
                with suppress(subprocess.TimeoutExpired):
                    self.process.wait(patience)
        self._end_group(signal.SIGKILL)
        self.process.wait()
        log.info("ended", child=self.name, pid=self.process.pid)

    def _end_group(self, sign: signal.Signals) -> None:
        assert self.process is not None
        with suppress(ProcessLookupError, PermissionError):  # each child leads a group of its own
            os.killpg(self.process.pid, sign)


class Family:
    """Members in the order of their dependence: ended in the opposite order."""

    def __init__(self) -> None:
        self._members: list[ChildProcess] = []
        # A plain flag: a handler runs between two steps of the main thread, and would wait for ever for the lock of an
        # Event that the main thread holds just then.
        self._asked_to_end = False

    def add(self, member: ChildProcess) -> None:
        member.run()
        self._members.append(member)

    def end(self) -> None:
        while self._members:
            self._members.pop().end()

    def ask_to_end(self, *_: object) -> None:
        self._asked_to_end = True

    @property
    def asked_to_end(self) -> bool:
        return self._asked_to_end

    def revive_the_fallen(self) -> None:
        for member in self._members:
            if member.fell():
                member.revive()

    def watch(self, pause: float = 0.2, look_at: Callable[[], None] = lambda: None) -> None:
        """Return when somebody asks for the end. `pause`: seconds between two looks; `look_at` what else is seen to."""
        while not self._asked_to_end:
            time.sleep(pause)
            self.revive_the_fallen()
            look_at()


@contextmanager
def family() -> Iterator[Family]:
    """A family that hears Ctrl-C, a polite kill and a closed terminal, and leaves nobody behind."""
    members = Family()
    signs = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {sign: signal.signal(sign, members.ask_to_end) for sign in signs}
    try:
        yield members
    finally:
        for sign in signs:
            signal.signal(sign, signal.SIG_IGN)  # a second Ctrl-C must not leave half of them running
        members.end()
        for sign, handler in before.items():
            signal.signal(sign, handler)
