"""The key join: which activities share a key and may match. All of it is Spark's own work, without Python."""

from pyspark.sql import DataFrame, Window
from pyspark.sql import functions as f

from egnatia.overlap.spark.batches import ACROSS, BY_REFERENCE, BY_ROLE

# As `Index` passes over pairs: never two of one source and money nor two apart in time, unless their key says more; and
# under the keys for it only two that share no language.
_MAY_MATCH = f"""
    a.position < b.position AND (
        a.tie = {BY_REFERENCE} OR (
            NOT coalesce(a.money = b.money, false)
            AND (a.tie = {BY_ROLE} OR greatest(a.first, b.first) <= least(a.last, b.last))
            AND (a.tie <> {ACROSS} OR (a.tongues <> 0 AND b.tongues <> 0 AND (a.tongues & b.tongues) = 0))
        )
    )
"""
# Of a long posting each cell is of one block or of two; a pair within a block is left to the cell of that block alone.
_ONE_CELL = "a.key = b.key AND a.cell = b.cell AND (a.block = b.block) = (a.cell div a.blocks = a.cell % a.blocks)"


def laid_out(folded: DataFrame) -> DataFrame:
    """Every activity under each key that it shares with another, numbered from 0 within the key, of `size` in all.

    One task numbers all rows of a key, so it grows with the most common one, though not with the square of it.
    """
    under = folded.select("position", "money", "first", "last", "tongues", f.explode("keys").alias("under"))
    flat = under.select("under.key", "under.tie", "position", "money", "first", "last", "tongues")
    alike = Window.partitionBy("key")
    numbered = flat.repartition("key").withColumn("number", f.row_number().over(alike.orderBy("position")) - 1)
    return numbered.withColumn("size", f.count("*").over(alike)).where("size > 1")


def met(laid: DataFrame, longest: int) -> DataFrame:
    """Pairs left < right that may match, each once, with `home`: the first key that lets them meet."""
    short = _joined(laid.where(f.col("size") <= longest), "a.key = b.key")
    long = _joined(in_cells(laid.where(f.col("size") > longest), longest), _ONE_CELL)
    return short.unionByName(long).groupBy("left", "right").agg(f.min("key").alias("home"))


def in_cells(long: DataFrame, longest: int) -> DataFrame:
    """Long postings cut into blocks of at most `longest`; every two meet in a cell, and each alone in one."""
    blocks = long.withColumn("blocks", f.ceil(f.col("size") / longest)).withColumn("block", f.expr("number % blocks"))
    cells = "transform(sequence(0, blocks - 1), other -> least(block, other) * blocks + greatest(block, other))"
    return blocks.withColumn("cell", f.explode(f.expr(cells)))


def _joined(frame: DataFrame, on: str) -> DataFrame:
    a, b = frame.alias("a"), frame.alias("b")
    return a.join(b, f.expr(f"{on} AND {_MAY_MATCH}")).select(
        f.col("a.position").alias("left"), f.col("b.position").alias("right"), f.col("a.key").alias("key")
    )
