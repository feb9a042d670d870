"""Kills of the database and of everything, full disks, clocks that jump: what was acknowledged stays.

EGNATIA_KILLS=200 asks for more than the build does.
"""

import os
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from http.client import FOUND, INSUFFICIENT_STORAGE, OK
from itertools import count
from pathlib import Path
from typing import Self

import psutil
import psycopg
import pytest
import requests

from egnatia.web.serve import roles
from egnatia.web.serve.cluster import Cluster
from egnatia.web.serve.home import Home
from tests.web.serve.conftest import cluster_in, new_folder
from tests.web.serve.officer import Officer
from tests.web.serve.served import cut_power, free_port, served
from tests.web.serve.test_commands_on_a_home import run

pytestmark = pytest.mark.slow
KILLS = int(os.environ.get("EGNATIA_KILLS", "10"))
WRITERS = 4
SAVED = """
INSERT INTO kernel_auditevent (id, at, person, by, organisation, verb, kind, target, detail)
VALUES (gen_random_uuid(), now(), '', 'test', '', 'saved', 'test', %s, '{}')
"""


class Writers:
    """People who save one after another, and remember what they were told is saved."""

    def __init__(self, address: str) -> None:
        self.address, self.acknowledged, self.ended = address, set[str](), threading.Event()
        self.numbers = count()
        self.threads = [threading.Thread(target=self._save_on) for _ in range(WRITERS)]

    def _save_on(self) -> None:
        while not self.ended.is_set():
            with suppress(psycopg.Error), closing(psycopg.connect(self.address, autocommit=True)) as connection:
                while not self.ended.is_set():
                    number = str(next(self.numbers))
                    connection.execute(SAVED, [number])
                    self.acknowledged.add(number)
            time.sleep(0.02)

    def __enter__(self) -> Self:
        for each in self.threads:
            each.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ended.set()
        for each in self.threads:
            each.join()


def kill_everything(cluster: Cluster) -> None:
    """Every process of the database at once."""
    found = psutil.Process(cluster.pid() or 0)
    every = [found, *found.children(recursive=True)]
    cut_power(every)
    psutil.wait_procs(every, timeout=10)


def test_nothing_that_was_acknowledged_is_lost(home: Path) -> None:
    cluster = cluster_in(home)
    process = cluster.start()
    lost, so_far = set[str](), 0
    with Writers(str(roles.address(cluster.home, roles.SERVING))) as writers:
        for _ in range(KILLS):
            before = so_far + 20
            while len(writers.acknowledged) < before:
                time.sleep(0.01)
            kill_everything(cluster)
            process.wait()
            told = set(writers.acknowledged)
            so_far = len(told)
            process = cluster.start()
            with closing(psycopg.connect(str(roles.address(cluster.home, roles.SERVING)))) as connection:
                kept = {
                    row[0] for row in connection.execute("SELECT target FROM kernel_auditevent WHERE verb = 'saved'")
                }
            lost |= told - kept
    cluster.stop()
    process.wait()

    assert lost == set()
    assert so_far >= 20 * KILLS
    with served(home) as running:
        running.wait_until_ready()
    assert run(home, "verify").returncode == 0


def titles(home: Path) -> set[str]:
    """Of all notices, as the database has them."""
    question = "SELECT content->'title'->'texts'->>'en' FROM exchange_notice"
    with closing(psycopg.connect(str(roles.address(Home(home), roles.SERVING)))) as connection:
        return {row[0] for row in connection.execute(question)}


def test_nothing_that_a_page_acknowledged_is_lost_when_everything_is_killed(home: Path) -> None:
    """Pages, jobs and the database at once, in the middle of saving; the port stays, so that the session holds."""
    port, told, lost = free_port(), set[str](), set[str]()
    with served(home, port) as running:
        running.wait_until_ready()
        officer = Officer(home)
    for turn in range(KILLS):
        with served(home, port) as running:
            running.wait_until_ready()
            lost |= told - titles(home)
            killed = threading.Timer(1.5, running.kill_everything)
            killed.start()
            with suppress(requests.RequestException):
                for number in count():
                    title = f"{turn}/{number}"
                    if officer.save(title) == FOUND:
                        told.add(title)
            killed.join()
    with served(home, port) as running:
        running.wait_until_ready()
        lost |= told - titles(home)
        assert officer.status("/exchange/notices/") == OK
    assert lost == set()
    assert len(told) >= KILLS
    assert run(home, "verify").returncode == 0


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A disk of 400 MB of its own."""
    folder = new_folder()
    mount = ["mount", "-t", "tmpfs", "-o", "size=400m,mode=711", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        folder.rmdir()
        pytest.skip("this machine does not let us mount a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)
    folder.rmdir()


def test_on_a_full_disk_reading_goes_on_and_what_was_acknowledged_stays(home: Path, small_disk: Path) -> None:
    subprocess.run(["cp", "-a", home, small_disk / "home"], check=True)
    home = small_disk / "home"
    reserve = {"EGNATIA_RESERVE_MB": "100"}
    with served(home, told=reserve) as running:
        running.wait_until_ready()
        officer = Officer(home)
        assert officer.save("before") == FOUND
        filler = small_disk / "filler"
        fill(filler)
        assert shutil.disk_usage(small_disk).free == 0
        for number in range(30):
            assert officer.save(f"full {number}") == INSUFFICIENT_STORAGE
            assert officer.status("/exchange/notices/") == OK
        assert officer.status("/health/ready/") == OK
        filler.unlink()
        assert officer.save("after") == FOUND
        assert {"before", "after"} == titles(home)
    assert run(home, "verify", **reserve).returncode == 0


def fill(file: Path) -> None:
    """Take what is left of the disk."""
    with suppress(OSError), file.open("wb", buffering=0) as opened:
        for size in (1 << 20, 1 << 12):
            with suppress(OSError):
                while True:
                    opened.write(bytes(size))


def test_a_clock_that_jumps_a_day_loses_nothing(home: Path, folder: Path) -> None:
    """Pages and jobs live in tomorrow, then in yesterday, while the database's clock goes on."""
    library = next(iter(sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))), None)
    if library is None:
        pytest.skip("libfaketime is not installed")
    clock = folder / "clock"
    told = {
        "LD_PRELOAD": str(library),
        "FAKETIME_TIMESTAMP_FILE": str(clock),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }
    move(clock, "+0")
    with served(home, told=told) as running:
        running.wait_until_ready()
        officer, answers, jumps = Officer(home), list[int](), ("+0", "+1d", "-1d", "+0d")
        for jump in jumps:
            move(clock, jump)
            time.sleep(1)
            officer.sign_in()  # a day later the session is over
            answers += [officer.save(f"at {jump}"), officer.status("/exchange/notices/")]
        seen = titles(home)
    assert set(answers) == {FOUND, OK}
    assert seen == {f"at {jump}" for jump in jumps}
    assert run(home, "verify").returncode == 0


def move(clock: Path, by: str) -> None:
    """At once: a process that read half of it would end."""
    beside = clock.with_suffix(".new")
    beside.write_text(f"{by}\n")
    beside.chmod(0o644)
    beside.replace(clock)
