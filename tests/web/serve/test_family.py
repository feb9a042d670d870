"""Processes that live together: none is left behind, none is given up too soon."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from egnatia.web.serve.child import dies_with_parent
from egnatia.web.serve.family import FALLS, ChildProcess, Family, family
from egnatia.web.serve.faults import FaultError
from egnatia.web.serve.processes import MARK, end_leftovers

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
DEAF = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(15, signal.SIG_IGN); print(flush=True); time.sleep(60)",
]
WITH_CHILD = [
    sys.executable,
    "-c",
    f"import subprocess, time; subprocess.Popen({SLEEP!r}); print(flush=True); time.sleep(60)",
]


def member(folder: Path, command: list[str], *, patience: float = 5.0) -> ChildProcess:
    def start() -> "subprocess.Popen[bytes]":
        process = subprocess.Popen(command, start_new_session=True, stdout=subprocess.PIPE)
        if command != SLEEP and process.stdout:
            process.stdout.readline()  # it is ready
        return process

    return ChildProcess("example", start, folder / "log", farewells=((signal.SIGTERM, patience),))


def process_of(one: ChildProcess) -> psutil.Process:
    assert one.process
    return psutil.Process(one.process.pid)


def eventually(true: Callable[[], bool], seconds: float = 120) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.02)
    return False


def fall(one: ChildProcess) -> None:
    assert eventually(one.fell)
    close(one)


def close(one: ChildProcess) -> None:
    if one.process and one.process.stdout:
        one.process.stdout.close()


def test_all_end_together_children_of_children_too(tmp_path: Path) -> None:
    one = member(tmp_path, WITH_CHILD)
    with family() as together:
        together.add(one)
        processes = [process_of(one), *process_of(one).children()]
        assert len(processes) == 2

    assert eventually(lambda: not any(process.is_running() for process in processes))
    close(one)


def test_one_that_does_not_listen_is_ended_all_the_same(tmp_path: Path) -> None:
    one = member(tmp_path, DEAF, patience=0.1)
    with family() as together:
        together.add(one)
        process = process_of(one)

    assert not process.is_running()
    close(one)


def test_one_that_falls_is_set_up_again(tmp_path: Path) -> None:
    one = member(tmp_path, SLEEP)
    with family() as together:
        together.add(one)
        first = process_of(one)
        close(one)
        first.kill()
        assert eventually(one.fell)
        together.revive_the_fallen()

        assert process_of(one).pid != first.pid
        assert process_of(one).is_running()
    close(one)


def test_one_that_falls_again_and_again_is_given_up_with_a_sentence(tmp_path: Path) -> None:
    one = member(tmp_path, [sys.executable, "-c", "print()"])
    together = Family()
    together.add(one)

    for _ in range(FALLS - 1):
        fall(one)
        together.revive_the_fallen()
    fall(one)

    with pytest.raises(FaultError, match="example process ends again and again"):
        together.revive_the_fallen()
    together.end()


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_whoever_asks_politely_is_heard(sign: signal.Signals) -> None:
    before = signal.getsignal(sign)
    with family() as together:
        os.kill(os.getpid(), sign)
        together.watch()

        assert together.asked_to_end
    assert signal.getsignal(sign) == before


def test_a_sign_that_comes_at_any_moment_is_heard() -> None:
    """A handler that needs a lock which the main thread holds just then never returns."""
    for number in range(300):
        with family() as together:
            # The handler stands before the alarm is set: an alarm that nobody hears ends the whole process.
            before = signal.signal(signal.SIGALRM, together.ask_to_end)
            signal.setitimer(signal.ITIMER_REAL, 0.0002 + number * 0.000001)
            together.watch(pause=0)
            signal.signal(signal.SIGALRM, before)


PARENT = """
import subprocess, sys
from egnatia.web.serve.child import dies_with_parent
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], preexec_fn=dies_with_parent())
print(child.pid, flush=True)
child.wait()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of their parent's death")
def test_a_child_does_not_outlive_a_parent_that_was_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        child = psutil.Process(int(parent.stdout.readline()))
        parent.kill()

    assert eventually(lambda: not child.is_running() or child.status() == psutil.STATUS_ZOMBIE)


def test_a_parent_that_lives_keeps_its_child() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "print(1)"], preexec_fn=dies_with_parent(), capture_output=True, check=True
    )

    assert done.stdout.strip() == b"1"


def test_what_a_killed_copy_left_running_is_ended_and_nothing_else(tmp_path: Path) -> None:
    mine = subprocess.Popen(SLEEP, env={**os.environ, MARK: str(tmp_path)})
    other = subprocess.Popen(SLEEP, env={**os.environ, MARK: str(tmp_path / "other")})
    try:
        assert eventually(lambda: psutil.Process(mine.pid).environ().get(MARK) == str(tmp_path))

        assert end_leftovers(tmp_path) == 1

        assert mine.poll() is not None
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()
