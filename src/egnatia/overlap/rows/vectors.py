"""What an activity is about, as one row of numbers that all languages share: it finds the same work in other words.

A row holds the most telling columns of `egnatia.language.vectors`, packed as bytes so that a database keeps it beside
the activity. The likeness of two rows reads the two alone.
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from egnatia.language.vectors import vector, width
from egnatia.overlap.activity import ActivityFacts
from egnatia.overlap.concepts import beginning
from egnatia.overlap.constants import MADE_BY

MOST = 160  # columns of a row: beyond them hardly anything is told
TITLE = 1.5  # what a title counts, where its descriptions count 1
PACKED = np.dtype([("column", "<u4"), ("value", "<f2")])


def meaning(activity: ActivityFacts) -> bytes:
    """The packed row of an activity's titles and descriptions, of length 1; empty for one without words.

    Before it stands the version of the tables: columns of another one mean something else.
    """
    counted: dict[int, float] = defaultdict(float)
    for texts, share in ((activity.titles, TITLE), (activity.descriptions, 1.0)):
        for text in texts:
            for column, value in vector(beginning(text.text), text.lang or None).items():
                counted[column] += share * value
    first = sorted(counted, key=lambda column: (-counted[column], column))[:MOST]
    row = np.array(sorted((column, counted[column]) for column in first), dtype=PACKED)
    if not row.size:
        return b""
    values = row["value"].astype(np.float32)
    row["value"] = values / np.linalg.norm(values)
    return MADE_BY + row.tobytes()


def likenesses(asked: bytes, others: Sequence[bytes]) -> npt.NDArray[np.float32]:
    """How alike each of `others` is to `asked`, 0..1, in their order; 0 for rows of another version."""
    dense = np.zeros(width(), np.float32)
    own = np.frombuffer(_columns(asked), PACKED)
    dense[own["column"]] = own["value"]
    rows = list(map(_columns, others))
    lengths = np.array([len(each) // PACKED.itemsize for each in rows], np.int64)
    every = np.frombuffer(b"".join(rows), PACKED)
    products = np.append(dense[every["column"]] * every["value"].astype(np.float32), np.float32(0))
    starts = np.cumsum(lengths) - lengths
    sums = np.add.reduceat(products, starts) if rows else np.zeros(0, np.float32)
    return np.where(lengths > 0, sums, np.float32(0)).astype(np.float32)


def _columns(row: bytes) -> bytes:
    return row[len(MADE_BY) :] if row.startswith(MADE_BY) else b""
