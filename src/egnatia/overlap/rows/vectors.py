"""What an activity is about, as one row of numbers that all languages share: it finds the same work in other words.

A row holds the most telling columns of `egnatia.language.vectors`, packed as bytes so that a database keeps it beside
the activity. The likeness of two rows reads the two alone.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from egnatia.language.vectors import vector, width
from egnatia.overlap.activity import ActivityFacts
from egnatia.overlap.concepts import beginning
from egnatia.overlap.constants import MADE_BY
from egnatia.overlap.keys import across, keys
from egnatia.overlap.prepare import Prepared

MOST = 160  # columns of a row: beyond them hardly anything is told
TITLE = 1.5  # what a title counts, where its descriptions count 1
# Which others of one economy each activity is compared with closely: nothing compares all pairs.
MOST_NEAR = 100  # others that each is compared with
MOST_SHARING = 400  # activities that share a column or a key, from which it finds none of them
AT_ONCE = 256  # rows of a product
OF_KEYS = 0.3  # what keys in common count at most, where equal meaning counts 1
ENOUGH_KEYS = 4.0  # in common, from which more say no more; those that few have count up to 1
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


def nearest(activities: Sequence[Prepared], rows: Sequence[bytes]) -> Iterator[tuple[int, Sequence[tuple[int, float]]]]:
    """Position -> the positions of others, each with the likeness of its row (`rows.meaning`), 0..1.

    Pure: reads `activities` and their `rows` only. Those that share nothing telling are not among them.
    """
    whole = _of_meaning(rows)
    finding = _that_find(whole)
    by_keys = _that_find(_of_keys(activities))
    for start in range(0, len(activities), AT_ONCE):
        part = slice(start, start + AT_ONCE)
        meant = (finding[part] @ finding.T).toarray()
        named = (by_keys[part] @ by_keys.T).toarray()
        rank = meant + OF_KEYS * np.minimum(1.0, named / ENOUGH_KEYS)
        for at, row in enumerate(rank, start):
            row[at] = 0.0
            first = _first(row)
            alike = (whole[first] @ whole[at].T).toarray().ravel()
            yield at, list(zip(first.tolist(), alike.tolist(), strict=True))


def _first(rank: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """Positions of the highest ranks above 0, of equal ones the first."""
    found = np.flatnonzero(rank)
    if len(found) > MOST_NEAR:
        found = found[np.argsort(-rank[found], kind="stable")[:MOST_NEAR]]
    return found


def _that_find(matrix: csr_matrix) -> csr_matrix:
    """The matrix without columns that too many rows have."""
    often = np.bincount(matrix.indices, minlength=matrix.shape[1])
    kept = np.where((often > 1) & (often <= MOST_SHARING), 1.0, 0.0)
    found = matrix.copy()  # not the same columns: those that are left out are taken from them in place
    found.data *= kept[found.indices]
    found.eliminate_zeros()
    return found


def _of_meaning(rows: Sequence[bytes]) -> csr_matrix:
    parts = [np.frombuffer(_columns(row), PACKED) for row in rows]
    every = np.concatenate([np.empty(0, PACKED), *parts])
    starts = np.cumsum([0, *map(len, parts)])
    return csr_matrix((every["value"].astype(np.float64), every["column"], starts), shape=(len(rows), width()))


def _of_keys(activities: Sequence[Prepared]) -> csr_matrix:
    """A column for each key, worth more the fewer have it."""
    known: dict[str, int] = {}
    parts = [[known.setdefault(key, len(known)) for key in sorted(keys(p) | across(p))] for p in activities]
    columns = np.array([column for part in parts for column in part], np.int64)
    starts = np.cumsum([0, *map(len, parts)])
    often = np.bincount(columns, minlength=len(known)) if len(columns) else np.zeros(0)
    worth = 1 / np.sqrt(np.log2(1 + np.maximum(often, 1)))
    return csr_matrix((worth[columns], columns, starts), shape=(len(activities), len(known)))
