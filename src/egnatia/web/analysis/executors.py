"""What compares the activities: arrays in this process, or Spark."""

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from egnatia.overlap import ActivityFacts, MatchResult
from egnatia.overlap.arrays import Index
from egnatia.web.serve.faults import ExitCode, FaultError

Step = Callable[[int], None]  # told how many are done: each activity once while prepared, once more while compared
# Every pair i < j whose strength reaches a floor, by i, then j.
Executor = Callable[[list[ActivityFacts], float, Step], Iterable[tuple[int, int, MatchResult]]]

NOT_INSTALLED = "Spark is not installed here: .venv/bin/uv pip install -e '.[spark]' brings it, beside Java 17 or 21."


def in_arrays(activities: list[ActivityFacts], min_score: float, step: Step) -> Iterator[tuple[int, int, MatchResult]]:
    """Compares in this process."""
    index = Index.build(_counting(activities, step))
    for i, j, match in index.pairs(min_score):
        step(len(activities) + i)
        yield i, j, match


def _counting(activities: list[ActivityFacts], step: Step) -> Iterator[ActivityFacts]:
    for number, activity in enumerate(activities):
        step(number)
        yield activity


def on_spark(master: str) -> Executor:
    """Compares on Spark; raises FaultError, now or while it compares, where Spark cannot be used."""
    spark = _spark()
    try:
        spark.check(master)
    except spark.UnavailableError as error:
        raise FaultError(ExitCode.SPARK, str(error)) from error

    def compare(
        activities: list[ActivityFacts], min_score: float, step: Step
    ) -> Iterator[tuple[int, int, MatchResult]]:
        try:
            with spark.connected(master) as session:
                found = spark.pairs(session, activities, min_score)
        except spark.UnavailableError as error:
            raise FaultError(ExitCode.SPARK, str(error)) from error
        step(2 * len(activities))
        yield from found

    return compare


def _spark() -> ModuleType:
    """Imported only here, and only when asked for: a server has no Spark."""
    if not find_spec("pyspark"):
        raise FaultError(ExitCode.SPARK, NOT_INSTALLED)
    return import_module("egnatia.overlap.spark")
