"""A session with Spark, or one sentence that says why there is none."""

import os
import re
import shutil
import socket
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pyspark
from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

PATIENCE = 5.0  # seconds until a master must take a connection
HOME = Path(pyspark.__file__).parent  # SPARK_HOME, where nobody names another
_LOG = Path(__file__).with_name("log4j2.properties")
# Where neither spark-defaults.conf nor the environment says otherwise.
_EVERYWHERE = {
    "spark.driver.defaultJavaOptions": f"-Dlog4j2.configurationFile={_LOG.as_uri()}",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "2000",  # also the unit in which activities are sent out
    "spark.ui.showConsoleProgress": "false",
}
_ALONE = {"spark.driver.memory": "2g"}  # all memory is the driver's
# On one machine nothing listens to others, whatever spark-defaults.conf says for a cluster.
_UNHEARD = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.ui.enabled": "false",
}
_NAME = re.compile(r"\s*(spark\.[^\s=:]+)")  # at the beginning of a line of spark-defaults.conf


class UnavailableError(Exception):
    """Spark cannot be used; the sentence says what is missing."""


def check(master: str) -> None:
    """Raises UnavailableError at once where Java or a standalone master is plainly missing."""
    home = os.environ.get("JAVA_HOME")
    if not shutil.which("java", path=str(Path(home, "bin")) if home else None):
        place = f"in JAVA_HOME ({home})" if home else "on this machine"
        raise UnavailableError(
            f"Spark needs Java 17 or 21, and none was found {place} (Debian: apt install default-jre-headless)."
        )
    if master.startswith("spark://") and not any(map(_answers, master.removeprefix("spark://").split(","))):
        raise UnavailableError(f"No Spark master answers at {master}.")


def _answers(address: str) -> bool:
    host, _, port = address.rpartition(":")
    try:
        with socket.create_connection((host.strip("[]"), int(port)), timeout=PATIENCE):
            return True
    except (OSError, ValueError, OverflowError):  # nobody there, or no address at all
        return False


@contextmanager
def connected(master: str, settings: Mapping[str, str] | None = None) -> Iterator[SparkSession]:
    """A session on `master`, ended at the end. What goes wrong inside Spark is raised as UnavailableError.

    What spark-defaults.conf says outranks what we would set, but on one machine the addresses; `settings` outrank
    both. Workers run PYSPARK_PYTHON, by default this
    Python: on a cluster, that path must hold the same Egnatia on every node.
    """
    check(master)
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(master).appName("egnatia")
    for name, value in (wanted(master) | dict(settings or {})).items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
        try:
            yield session
        finally:
            session.stop()
    except (PySparkException, Py4JError) as error:
        raise UnavailableError(f"Spark on {master} gave up: {last_words(error)}") from error


def wanted(master: str) -> dict[str, str]:
    """What we ask of Spark where the machine does not say it."""
    alone = master.startswith("local")
    said = _said()
    ours = {name: value for name, value in (_EVERYWHERE | (_ALONE if alone else {})).items() if name not in said}
    return ours | (_UNHEARD if alone else {})


def _said() -> set[str]:
    """Names of what spark-defaults.conf sets, and of what Spark reads in the environment instead."""
    folder = os.environ.get("SPARK_CONF_DIR") or Path(os.environ.get("SPARK_HOME") or HOME, "conf")
    found = {"spark.driver.memory"} if os.environ.get("SPARK_DRIVER_MEMORY") else set()
    try:
        lines = Path(folder, "spark-defaults.conf").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:  # most have none
        return found
    return found | {line[1] for line in map(_NAME.match, lines) if line}


def last_words(error: Exception) -> str:
    """The line that says most: the last of a Python worker's trace, else the first."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    told = [line for line in lines if "Error: " in line and not line.startswith("at ")]
    return (told or lines or [type(error).__name__])[0]
