"""From activities to matches."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from math import ceil

import msgspec
import pyarrow as pa
from pyspark import StorageLevel
from pyspark.sql import DataFrame, SparkSession

from egnatia.overlap.activity import ActivityFacts
from egnatia.overlap.constants import DEFAULT_MIN_SCORE, SHIPPED, VERSION, Constants
from egnatia.overlap.match import MatchResult
from egnatia.overlap.spark.batches import folded, scored
from egnatia.overlap.spark.candidates import laid_out, met
from egnatia.overlap.spark.partitions import brought, placed

ACTIVITIES = "position bigint, activity binary"  # a number of one's own, and the Activity in msgspec's JSON
_FOLDED = (
    "position bigint, money binary, first bigint, last bigint, tongues bigint, "
    "keys array<struct<key: string, tie: tinyint>>, prepared binary"
)
_SCORED = "left bigint, right bigint, match binary"
_KEPT = StorageLevel.MEMORY_AND_DISK
_match = msgspec.msgpack.Decoder(MatchResult)


def frame_of(session: SparkSession, activities: Iterable[ActivityFacts]) -> DataFrame:
    """`activities` with their positions, sent out from this process."""
    encoded = pa.array(map(msgspec.json.encode, activities), pa.binary())
    positions = pa.array(range(len(encoded)), pa.int64())
    return session.createDataFrame(pa.table({"position": positions, "activity": encoded}), ACTIVITIES)


@dataclass(frozen=True, slots=True)
class Sizes:
    """How finely the work is cut. What is found does not depend on it."""

    one_task: int = 5_000  # activities whose keys one task lays out
    posting: int = 10_000  # activities of one key that are compared in one go: 50 million pairs, seconds of a task
    place: int = 20_000  # pairs that are scored in one place, about; it holds at most twice as many activities


SIZES = Sizes()


@contextmanager
def matched(
    activities: DataFrame,
    min_score: float = DEFAULT_MIN_SCORE,
    constants: Constants = SHIPPED,
    sizes: Sizes = SIZES,
) -> Iterator[DataFrame]:
    """Inside, a frame `left bigint, right bigint, match binary` of every pair left < right that shares a key and whose
    strength reaches `min_score`, in no order; `match` is a Match in msgspec's MessagePack.

    `activities` has the columns of ACTIVITIES, each position once. What Spark keeps for the work is let go at the end.
    """
    fold = partial(folded, constants=constants, version=VERSION)
    rate = partial(scored, constants=constants, min_score=min_score, version=VERSION)
    session = activities.sparkSession
    with ExitStack() as kept:
        prepared = _hold(kept, activities.mapInArrow(fold, _FOLDED))
        tasks = max(session.sparkContext.defaultParallelism, ceil(prepared.count() / sizes.one_task))
        with _planned(session, tasks):
            laid = _hold(kept, laid_out(prepared))
            meeting = _hold(kept, met(laid, sizes.posting))
            yield brought(placed(meeting, sizes.place), prepared).mapInArrow(rate, _SCORED)


def _hold(kept: ExitStack, frame: DataFrame) -> DataFrame:
    """`frame`, kept until `kept` ends, however the work goes."""
    kept.callback(frame.unpersist)
    return frame.persist(_KEPT)


@contextmanager
def _planned(session: SparkSession, tasks: int) -> Iterator[None]:
    """Inside, each shuffle ends in so many tasks: postings and places are cut to size already, and a plan that adapts
    itself would run a job of its own for each use of what is kept."""
    wanted = {"spark.sql.adaptive.enabled": "false", "spark.sql.shuffle.partitions": str(tasks)}
    before = {name: str(session.conf.get(name)) for name in wanted}
    for name, value in wanted.items():
        session.conf.set(name, value)
    try:
        yield
    finally:
        for name, value in before.items():
            session.conf.set(name, value)


def pairs(
    session: SparkSession,
    activities: Iterable[ActivityFacts],
    min_score: float = DEFAULT_MIN_SCORE,
    constants: Constants = SHIPPED,
    sizes: Sizes = SIZES,
) -> list[tuple[int, int, MatchResult]]:
    """What `Index.build(activities, constants).pairs(min_score)` gives, in its order, worked out by `session`."""
    with matched(frame_of(session, activities), min_score, constants, sizes) as found:
        rows = sorted((row.left, row.right, row.match) for row in found.collect())
    return [(left, right, _match.decode(match)) for left, right, match in rows]
