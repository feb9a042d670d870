"""What Spark's Python workers do: fold activities and score pairs, one Arrow batch at a time. Knows no Spark."""

from collections.abc import Iterable, Iterator
from hashlib import blake2b

import msgspec
import pyarrow as pa

from egnatia.overlap.activity import ActivityFacts
from egnatia.overlap.constants import VERSION, Constants
from egnatia.overlap.keys import across, by_reference, by_role, by_tongue, keys
from egnatia.overlap.match import MatchResult
from egnatia.overlap.prepare import Prepared, prepare
from egnatia.overlap.score import score

# What a key ties together: two that share no language, those who name each other, the ends of a chain, or two with
# something in common.
ACROSS, BY_REFERENCE, BY_ROLE, IN_COMMON = 3, 2, 1, 0
_KEY = pa.struct([("key", pa.string()), ("tie", pa.int8())])
FOLDED = pa.schema(
    [
        ("position", pa.int64()),
        ("money", pa.binary()),  # a digest of source and money; null where either is not known
        ("first", pa.int64()),  # days of its window
        ("last", pa.int64()),
        ("tongues", pa.int64()),
        ("keys", pa.list_(_KEY)),
        ("prepared", pa.binary()),
    ]
)
SCORED = pa.schema([("left", pa.int64()), ("right", pa.int64()), ("match", pa.binary())])

ALWAYS = (-(10**9), 10**9)  # the window of an activity without dates

_activity = msgspec.json.Decoder(ActivityFacts)
_prepared = msgspec.msgpack.Decoder(Prepared)


class OtherVersionError(Exception):
    """A worker has another Egnatia than the program that asks."""

    def __init__(self, asked: str) -> None:
        super().__init__(f"A worker has version {VERSION} of the match engine, and version {asked} was asked for.")


def folded(batches: Iterable[pa.RecordBatch], *, constants: Constants, version: str) -> Iterator[pa.RecordBatch]:
    """Activities with their keys, as FOLDED, from their positions and JSON. Raises OtherVersionError."""
    if version != VERSION:
        raise OtherVersionError(version)
    for batch in batches:
        found = [prepare(_activity.decode(each), constants) for each in batch.column("activity").to_pylist()]
        windows = [(each.window.first, each.window.last) if each.window else ALWAYS for each in found]
        columns = {
            "position": batch.column("position"),
            "money": [_money(each) for each in found],
            "first": [first for first, _ in windows],
            "last": [last for _, last in windows],
            "tongues": [each.said.tongues for each in found],
            "keys": [[{"key": key, "tie": _tie(key)} for key in keys(each) | across(each)] for each in found],
            "prepared": list(map(msgspec.msgpack.encode, found)),
        }
        yield pa.RecordBatch.from_pydict(columns, schema=FOLDED)


def _money(prepared: Prepared) -> bytes | None:
    """Equal for two of one source and one money, and for no others."""
    source, money = prepared.activity.source, prepared.money
    if not (source and money):
        return None
    return blake2b(msgspec.json.encode((source, sorted(money))), digest_size=16).digest()


def _tie(key: str) -> int:
    if by_tongue(key):
        return ACROSS
    return BY_REFERENCE if by_reference(key) else BY_ROLE if by_role(key) else IN_COMMON


def scored(
    batches: Iterable[pa.RecordBatch], *, constants: Constants, min_score: float, version: str
) -> Iterator[pa.RecordBatch]:
    """Matches whose strength reaches `min_score`, as SCORED. Raises OtherVersionError.

    Of each place come first the activities (`left` their position, `right` null), then the pairs between them: what
    is held in memory is one place's.
    """
    if version != VERSION:
        raise OtherVersionError(version)
    here: dict[int, Prepared] = {}
    at = None
    for batch in batches:
        found: list[tuple[int, int, MatchResult]] = []
        for place, left, right, prepared in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            if place != at:
                here, at = {}, place
            if right is None:
                here[left] = _prepared.decode(prepared)
                continue
            match = score(here[left], here[right], constants)
            if match and match.strength >= min_score:
                found.append((left, right, match))
        yield _as_batch(found)


def _as_batch(found: list[tuple[int, int, MatchResult]]) -> pa.RecordBatch:
    columns = {
        "left": [left for left, _, _ in found],
        "right": [right for _, right, _ in found],
        "match": [msgspec.msgpack.encode(match) for _, _, match in found],
    }
    return pa.RecordBatch.from_pydict(columns, schema=SCORED)
