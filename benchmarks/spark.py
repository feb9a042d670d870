"""How long Spark takes for the registers of EGNATIA_DATA, or for an invented collection, on a cluster of one and of two
workers, beside arrays.

python -m benchmarks.spark [--runs 1] [FILE that benchmarks.generated wrote]

Master, workers and the asking process share this machine, so two workers on two cores tell what is sent and that the
work divides, rather than what a second machine would bring. Every run must give the pairs, scores and evidence of
arrays.
"""

import argparse
import json
import os
import statistics
import tempfile
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import psutil
from benchmarks.generated import stored
from pyspark.sql import SparkSession
from tests.spark_cluster import end_gateway, standalone

from egnatia.activities.activities.facts import activity_of
from egnatia.formats import Parsed
from egnatia.formats.files import read
from egnatia.overlap import ActivityFacts, MatchResult
from egnatia.overlap.arrays import Index
from egnatia.overlap.spark import connected, pairs

RUNS = 3
FLOOR = 0.0  # everything that scores at all is compared
SETTINGS = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.memory": "2g",
    "spark.executor.memory": "2g",
    "spark.ui.port": "0",
}
EXECUTORS = {
    "CoarseGrainedExecutorBackend": "Java",
    "pyspark.daemon": "Python",
}  # of a worker, by a word of the command
Pairs = list[tuple[int, int, MatchResult]]


class Run(NamedTuple):
    """Seconds of the clock, CPU seconds of everything that took part, bytes written for others to read."""

    wall: float
    cpu: float
    shuffled: int


def cpu_seconds() -> float:
    """Of this process and of all that it started and that lives: master, workers, executors, their Pythons."""
    family = [psutil.Process(), *psutil.Process().children(recursive=True)]
    return float(sum(sum(each.cpu_times()[:2]) for each in family))


def shuffled(session: SparkSession) -> int:
    """Bytes that stages wrote for later stages so far, as Spark counts them."""
    context = session.sparkContext
    url = f"{context.uiWebUrl}/api/v1/applications/{context.applicationId}/stages?status=complete"
    with urllib.request.urlopen(url) as answer:
        return sum(stage["shuffleWriteBytes"] for stage in json.load(answer))


@contextmanager
def watched() -> Iterator[Counter[str]]:
    """Inside, the most memory in MB that a single Java and a single Python of the workers were seen to take."""
    most: Counter[str] = Counter()
    over = threading.Event()

    def look() -> None:
        while not over.wait(0.5):
            for each in psutil.Process().children(recursive=True):
                with suppress(psutil.NoSuchProcess):
                    words, taken = " ".join(each.cmdline()), each.memory_info().rss // 2**20
                    for word, kind in EXECUTORS.items():
                        if word in words:
                            most[kind] = max(most[kind], taken)

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield most
    finally:
        over.set()
        looking.join()


def run(session: SparkSession, activities: list[ActivityFacts], expected: Pairs) -> Run:
    wall, cpu, written = time.perf_counter(), cpu_seconds(), shuffled(session)
    found = pairs(session, activities, FLOOR)
    spent = Run(time.perf_counter() - wall, cpu_seconds() - cpu, shuffled(session) - written)
    assert found == expected
    return spent


def measured(workers: int, runs: int, activities: list[ActivityFacts], expected: Pairs) -> list[Run]:
    with tempfile.TemporaryDirectory() as folder, standalone(Path(folder), workers, memory="3g") as master:
        began = time.perf_counter()
        with connected(master, SETTINGS) as session:
            print(f"{workers} worker(s): a session after {time.perf_counter() - began:.0f} s", flush=True)
            with watched() as most:
                found = [run(session, activities, expected) for _ in range(runs)]
            print(f"  at most, in MB: {dict(most)}", flush=True)
        end_gateway()
    return found


def registered() -> list[ActivityFacts]:
    path = Path(os.environ.get("EGNATIA_DATA", "../shared/data")) / "activities.jsonl.gz"
    return [activity_of(each) for each in read(path) if isinstance(each, Parsed)]


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("file", type=Path, nargs="?")
    wanted.add_argument("--runs", type=int, default=RUNS)
    asked = wanted.parse_args()
    activities, runs = stored.read(asked.file).activities if asked.file else registered(), asked.runs
    wall, cpu = time.perf_counter(), time.process_time()
    expected = list(Index.build(activities).pairs(FLOOR))
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{len(activities):,} activities, {len(expected):,} matches; load {os.getloadavg()[0]:.1f}", flush=True)
    print(f"arrays: {wall:.0f} s, {cpu:.0f} CPU s", flush=True)
    for workers in (1, 2):
        found = measured(workers, runs, activities, expected)
        for each in found:
            print(f"  {each.wall:.0f} s, {each.cpu:.0f} CPU s, {each.shuffled / 1e6:.0f} MB shuffled; the same pairs")
        middle = Run(*(statistics.median(column) for column in zip(*found, strict=True)))
        print(
            f"{workers} worker(s), median of {runs}: {middle.wall:.0f} s, {middle.cpu:.0f} CPU s "
            f"({middle.cpu / cpu:.1f} times arrays), {middle.shuffled / 1e6:.0f} MB shuffled",
            flush=True,
        )


if __name__ == "__main__":
    main()
