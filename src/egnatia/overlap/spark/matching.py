"""From activities to matches: the two of each pair are brought together in places, where they are scored."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from math import ceil, sqrt

import msgspec
import pyarrow as pa
from pyspark import StorageLevel
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f

from egnatia.overlap.activity import ActivityFacts
from egnatia.overlap.constants import DEFAULT_MIN_SCORE, SHIPPED, VERSION, Constants
from egnatia.overlap.match import MatchResult
from egnatia.overlap.spark.batches import folded, scored
from egnatia.overlap.spark.candidates import laid_out, met

ACTIVITIES = "position bigint, activity binary"  # a number of one's own, and the Activity in msgspec's JSON
_FOLDED = (
    "position bigint, money binary, first bigint, last bigint, tongues bigint, "
    "keys array<struct<key: string, tie: tinyint>>, prepared binary"
)
_SCORED = "left bigint, right bigint, match binary"
_KEPT = StorageLevel.MEMORY_AND_DISK
# Activities mostly meet within one economy, so each is brought to few places. References go by no economy.
_AREA = "CASE WHEN home RLIKE '^[in]:' THEN '' ELSE substring_index(home, '|', 1) END"
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


def placed(pairs: DataFrame, most: int) -> DataFrame:
    """`pairs` with the number of a `place`. An area with too many pairs is cut by both of their ends into a square of
    places, so that neither a large economy nor an activity that meets a great many fills one. Ends go to rows and
    columns by a hash: positions may follow a pattern."""
    by_area = pairs.withColumn("area", f.expr(_AREA))
    counted = sorted(map(tuple, by_area.groupBy("area").count().collect()))
    sides = [ceil(sqrt(count / most)) for _, count in counted]
    first = list(accumulate((side * side for side in sides), initial=0))[:-1]
    columns = pa.table(
        {
            "area": pa.array([area for area, _ in counted], pa.string()),
            "first": pa.array(first, pa.int64()),
            "side": pa.array(sides, pa.int64()),
        }
    )
    table = f.broadcast(pairs.sparkSession.createDataFrame(columns, "area string, first bigint, side bigint"))
    place = f.expr("first + pmod(xxhash64(left), side) * side + pmod(xxhash64(right), side)").alias("place")
    return by_area.join(table, "area").select(place, "left", "right")


def brought(placed_pairs: DataFrame, folded: DataFrame) -> DataFrame:
    """The rows that `spark.batches.scored` reads: place by place the activities, then the pairs."""
    ends = [placed_pairs.select("place", f.col(end).alias("position")) for end in ("left", "right")]
    needed = ends[0].union(ends[1]).distinct()
    activities = needed.join(folded.select("position", "prepared"), "position").select(
        "place", f.col("position").alias("left"), f.lit(None).cast("bigint").alias("right"), "prepared"
    )
    rows = activities.unionByName(placed_pairs.withColumn("prepared", f.lit(None).cast("binary")))
    return rows.repartition("place").sortWithinPartitions("place", f.col("right").asc_nulls_first(), "left")
