"""What a worker of Spark does with one batch after another, without Spark."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pyarrow as pa
import pytest

from egnatia.overlap import SHIPPED, VERSION, ActivityFacts, MatchResult, Prepared, across, keys, prepare, score
from egnatia.overlap.spark.batches import (
    ACROSS,
    BY_REFERENCE,
    BY_ROLE,
    FOLDED,
    IN_COMMON,
    SCORED,
    OtherVersionError,
    folded,
    scored,
)
from tests.overlap.make import activity, names

WATER = activity(
    "a", "Freetown water supply", money="Lumina", implementers=names("Hub"), start="2024-01-01", end="2024-12-31"
)
AGAIN = activity("b", "Freetown water supply", money="Nordlys", start="2024-01-01", end="2024-12-31")
ROADS = activity("c", "Rural roads", money="")
UNDATED = activity("d", "Freetown water supply", money="Union")


def sent(*found: ActivityFacts) -> pa.RecordBatch:
    encoded = list(map(msgspec.json.encode, found))
    return pa.RecordBatch.from_pydict({"position": list(range(len(found))), "activity": encoded})


def fold(*found: ActivityFacts, version: str = VERSION) -> list[dict[str, Any]]:
    batches = list(folded([sent(*found)], constants=SHIPPED, version=version))
    assert all(batch.schema == FOLDED for batch in batches)
    return [row for batch in batches for row in batch.to_pylist()]


def brought(*rows: tuple[int, int, int | None, ActivityFacts | None]) -> pa.RecordBatch:
    """Rows of place, left, right (none for an activity) and the activity."""
    places, lefts, rights, activities = zip(*rows, strict=True)
    prepared = [msgspec.msgpack.encode(prepare(each)) if each else None for each in activities]
    columns = {"place": places, "left": lefts, "right": pa.array(rights, pa.int64()), "prepared": prepared}
    return pa.RecordBatch.from_pydict(columns)


def rated(
    *batches: pa.RecordBatch, min_score: float = 0.0, version: str = VERSION
) -> Iterator[tuple[int, int, MatchResult]]:
    for batch in scored(batches, constants=SHIPPED, min_score=min_score, version=version):
        assert batch.schema == SCORED
        for row in batch.to_pylist():
            yield row["left"], row["right"], msgspec.msgpack.decode(row["match"], type=MatchResult)


def test_an_activity_is_folded_as_everywhere_else() -> None:
    rows = fold(WATER, ROADS)

    assert [row["position"] for row in rows] == [0, 1]
    assert [msgspec.msgpack.decode(row["prepared"], type=Prepared) for row in rows] == [prepare(WATER), prepare(ROADS)]
    folded_keys = [{at["key"] for at in row["keys"]} for row in rows]
    assert folded_keys == [keys(each) | across(each) for each in map(prepare, (WATER, ROADS))]


def test_a_key_says_whether_it_ties_by_reference_by_role_or_by_something_in_common() -> None:
    (row,) = fold(WATER)
    ties = {at["key"]: at["tie"] for at in row["keys"]}

    assert ties["i:demo-a-1"] == BY_REFERENCE
    assert {tie for key, tie in ties.items() if "|c:" in key} == {BY_ROLE}
    assert {tie for key, tie in ties.items() if "|p:" in key} == {IN_COMMON}
    assert {tie for key, tie in ties.items() if "|x:" in key} == {ACROSS}
    assert row["tongues"] == prepare(WATER).said.tongues


def test_source_and_money_are_equal_only_where_both_are_and_unknown_where_one_is() -> None:
    one = activity("a", "One", money="Lumina, Nordlys", source="register")
    same = activity("b", "Two", money="Nordlys, Lumina", source="register")
    other = activity("c", "Three", money="Nordlys", source="register")

    first, second, third, unknown, sourceless = (
        row["money"] for row in fold(one, same, other, ROADS, activity("e", "Five", money="Lumina", source=""))
    )

    assert first == second != third
    assert unknown is None
    assert sourceless is None


def test_an_activity_without_dates_is_near_every_other() -> None:
    dated, undated = fold(WATER, UNDATED)

    assert undated["first"] < dated["first"] <= dated["last"] < undated["last"]


def test_pairs_are_scored_once_their_activities_are_there_over_the_bounds_of_batches() -> None:
    found = rated(brought((7, 0, None, WATER)), brought((7, 1, None, AGAIN)), brought((7, 0, 1, None)))

    assert list(found) == [(0, 1, score(prepare(WATER), prepare(AGAIN)))]


def test_what_is_too_weak_or_no_match_is_left_out() -> None:
    rows = brought((7, 0, None, WATER), (7, 1, None, AGAIN), (7, 2, None, ROADS), (7, 0, 1, None), (7, 0, 2, None))

    assert [(left, right) for left, right, _ in rated(rows)] == [(0, 1)]
    assert list(rated(rows, min_score=101)) == []


def test_a_place_lets_go_of_its_activities_when_the_next_begins() -> None:
    rows = brought((7, 0, None, WATER), (8, 1, None, AGAIN), (8, 0, 1, None))

    with pytest.raises(KeyError):
        list(rated(rows))


def test_a_worker_of_another_version_refuses() -> None:
    with pytest.raises(OtherVersionError, match=r"version 0\.0\.0 was asked for"):
        fold(WATER, version="0.0.0")
    with pytest.raises(OtherVersionError):
        list(rated(brought((7, 0, None, WATER)), version="0.0.0"))
