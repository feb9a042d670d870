"""A standalone Spark cluster on this machine's loopback: a master and workers from the classes that PySpark brings."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psutil
import pytest

PATIENCE = 300.0  # seconds, on a busy machine
# A Java that lives for a minute spends most of its time on making itself faster.
BRIEF = {"JDK_JAVA_OPTIONS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"}
REQUIRED = os.environ.get("EGNATIA_REQUIRE_SPARK") == "1"


def missing() -> str:
    """What Spark lacks here, or ""."""
    if not find_spec("pyspark"):
        return "PySpark is not installed"
    home = os.environ.get("JAVA_HOME")
    return "" if shutil.which("java", path=str(Path(home, "bin")) if home else None) else "there is no Java"


def needed() -> None:
    """Skips, or fails under EGNATIA_REQUIRE_SPARK=1, where Spark cannot run."""
    lacks = missing()
    if lacks and REQUIRED:
        pytest.fail(lacks)
    if lacks:
        pytest.skip(lacks)


@contextmanager
def standalone(
    folder: Path, workers: int = 2, memory: str = "1g", settings: Mapping[str, str] | None = None
) -> Iterator[str]:
    """The master's URL while the cluster runs; each worker has one core and `memory`. Logs and all else in `folder`.

    `settings` are added to the environment.
    """
    environment = _environment() | dict(settings or {})
    started: list[subprocess.Popen[bytes]] = []
    try:
        master = _start(folder, started, environment, "master.Master", "--port", "0")
        url = _said(folder / "0.log", master, r"Starting Spark master at (spark://\S+)")
        for number in range(workers):
            work = folder / f"work-{number}"
            worker = _start(
                folder,
                started,
                environment,
                "worker.Worker",
                "--cores",
                "1",
                "--memory",
                memory,
                "--work-dir",
                str(work),
                url,
            )
            _said(folder / f"{number + 1}.log", worker, r"(Successfully registered) with master")
        yield url
    finally:
        _end(started)


def _environment() -> dict[str, str]:
    found = find_spec("pyspark")
    assert found
    assert found.submodule_search_locations
    home = found.submodule_search_locations[0]
    unmeasured = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    return unmeasured | {"SPARK_HOME": home, "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_DAEMON_MEMORY": "256m"}


def _start(
    folder: Path, started: list["subprocess.Popen[bytes]"], environment: dict[str, str], role: str, *options: str
) -> "subprocess.Popen[bytes]":
    command = [f"{environment['SPARK_HOME']}/bin/spark-class", f"org.apache.spark.deploy.{role}", "--host", "127.0.0.1"]
    with (folder / f"{len(started)}.log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "--webui-port", "0", *options],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    started.append(process)
    return process


def _said(log: Path, process: "subprocess.Popen[bytes]", pattern: str) -> str:
    """What the process says of `pattern`'s group, once it does."""
    deadline = time.monotonic() + PATIENCE
    while not (found := re.search(pattern, log.read_text(encoding="utf-8", errors="replace"))):
        assert process.poll() is None, log.read_text(encoding="utf-8", errors="replace")
        assert time.monotonic() < deadline, log.read_text(encoding="utf-8", errors="replace")
        time.sleep(0.05)
    return found.group(1)


def _end(started: list["subprocess.Popen[bytes]"]) -> None:
    """The last first, each with its executors."""
    family = [each for process in reversed(started) for each in _with_children(process.pid)]
    for each in family:
        if each.is_running():
            each.terminate()
    _, alive = psutil.wait_procs(family, timeout=20)
    for each in alive:
        each.kill()
    for process in started:
        process.wait()


def _with_children(pid: int) -> list[psutil.Process]:
    try:
        process = psutil.Process(pid)
        return [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def end_gateway() -> None:
    """Ends the Java that PySpark started beside this process, and lets another be started."""
    from pyspark import SparkContext

    gateway = SparkContext._gateway  # noqa: SLF001 - PySpark has no public way to end it
    if gateway is None:
        return
    process: subprocess.Popen[bytes] = gateway.proc
    gateway.shutdown()
    family = _with_children(process.pid)
    if process.stdin:
        process.stdin.close()  # at its end the gateway ends too
    _, alive = psutil.wait_procs(family, timeout=20)
    for each in alive:
        each.kill()
    process.wait()
    SparkContext._gateway = SparkContext._jvm = None  # noqa: SLF001 - nor to start another
