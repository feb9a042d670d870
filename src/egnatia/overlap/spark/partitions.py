"""Brings the two activities of each pair together: pairs go to places, and each activity once to each that needs it."""

from itertools import accumulate
from math import ceil, sqrt

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as f

# Activities mostly meet within one economy, so each is brought to few places. References go by no economy.
_AREA = "CASE WHEN home RLIKE '^[in]:' THEN '' ELSE substring_index(home, '|', 1) END"


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
