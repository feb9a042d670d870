"""The database is killed again and again while people save: whatever was acknowledged is there afterwards.

EGNATIA_KILLS=200 asks for more than the build does.
"""

import os
import threading
import time
from contextlib import closing, suppress
from itertools import count
from pathlib import Path
from typing import Self

import psutil
import psycopg
import pytest

from egnatia.web.serve import roles
from egnatia.web.serve.cluster import Cluster
from tests.web.serve.conftest import cluster_in
from tests.web.serve.served import cut_power, served
from tests.web.serve.test_commands_on_a_home import run

pytestmark = pytest.mark.slow
KILLS = int(os.environ.get("EGNATIA_KILLS", "20"))
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
