"""What an activity says in concepts, as bytes that are kept beside it in a database."""

import numpy as np

from egnatia.overlap.arrays.tables import NUMBER
from egnatia.overlap.concepts import ConceptProfile
from egnatia.overlap.constants import MADE_BY


def packed(found: ConceptProfile) -> bytes:
    """`found` as it is kept beside an activity, after the version of the tables that it was made with."""
    head = np.array([found.tongues, len(found.titles)], NUMBER).tobytes()
    return MADE_BY + head + found.titles + found.descriptions


def unpacked(row: bytes) -> ConceptProfile | None:
    """What was packed; None where another version did it."""
    if not row.startswith(MADE_BY):
        return None
    begin = len(MADE_BY) + 2 * NUMBER.itemsize
    tongues, length = np.frombuffer(row[len(MADE_BY) : begin], NUMBER).tolist()
    return ConceptProfile(tongues, row[begin : begin + length], row[begin + length :])
