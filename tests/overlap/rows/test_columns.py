"""What is kept of activities is what stands in columns; of those that are compared by it none is lost."""

import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from egnatia.overlap import DEFAULT_MIN_SCORE, ActivityFacts, Prepared, Text, prepare, score
from egnatia.overlap.arrays.columns import TableBuilder
from egnatia.overlap.arrays.index import kernels
from egnatia.overlap.rows import columns, laid_out, that_may_match
from egnatia.start.demo import fixtures
from egnatia.start.demo.facts import facts_of
from tests.examples import examples
from tests.overlap.generated import activities, collections
from tests.overlap.make import activity

MANY = settings(max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck))
IN_TWO_LANGUAGES = (Text("Drinking water", "en"), Text("Pitka voda", "sr"))
WHOLE = activity(
    "whole",
    titles=IN_TWO_LANGUAGES,
    descriptions=(Text("Wells are drilled in Prizren in phase 2", "en"),),
    start="2024-02",
    end="2026",
    amount=1e5,
    currency="USD",
    sectors=frozenset({"DAC:14030"}),
)


def laid_again(found: list[Prepared]) -> None:
    """Whether the columns of activities are the same when they were kept, but for whose money it is."""
    of_many = TableBuilder(kernels().spell)
    of_many.add(found)
    table = of_many.table()

    opened = columns.opened(laid_out(found))

    for name, column in table._asdict().items():
        again = getattr(opened, name)
        assert again.dtype == column.dtype, name
        if name != "group":
            np.testing.assert_array_equal(again, column, err_msg=name)


@pytest.mark.parametrize(
    "found",
    [
        [WHOLE],
        [ActivityFacts("a")],
        [ActivityFacts("a"), WHOLE, ActivityFacts("b"), activity("c", "Roads"), ActivityFacts("d", band="low")],
        [activity("a", "Awaiting allocation"), WHOLE, WHOLE],
        [activity("a", "\ud800 half a character")],
    ],
    ids=["one", "one that states nothing", "several", "one without a title", "half a character"],
)
def test_activities_stand_in_columns_as_before_they_were_kept(found: list[ActivityFacts]) -> None:
    laid_again(list(map(prepare, found)))


def test_the_demo_stands_in_columns_as_before_it_was_kept() -> None:
    laid_again([prepare(facts_of(each)) for each in fixtures.activities()])


@MANY
@given(st.lists(activities(), min_size=1, max_size=6))
def test_any_activities_stand_in_columns_as_before_they_were_kept(found: list[ActivityFacts]) -> None:
    laid_again(list(map(prepare, found)))


def test_each_is_kept_alone_as_it_is_among_others() -> None:
    found = [prepare(each) for each in (WHOLE, ActivityFacts("a"), activity("b", "Roads"))]

    assert laid_out(found) == [row for each in found for row in laid_out([each])]
    assert laid_out([]) == []


def test_what_is_kept_is_the_same_in_every_process() -> None:
    facts = (
        """ActivityFacts("a", titles=(Text("Pitka voda", "sr"),), sectors=frozenset({"DAC:14030", "OWN:1", "OWN:2"}))"""
    )
    asked = (
        "from egnatia.overlap import ActivityFacts, Text, prepare\nfrom egnatia.overlap.rows import laid_out\n"
        f"print(laid_out([prepare({facts})])[0].hex())"
    )
    here = {"PYTHONPATH": os.pathsep.join(sys.path)}  # this tree's modules, wherever the tests are run

    rows = {
        subprocess.run(
            [sys.executable, "-c", asked],
            env=here | {"PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
        for seed in "12"
    }

    assert len(rows) == 1
    assert rows != {""}


def test_of_nobody_nobody_may_match() -> None:
    assert that_may_match(prepare(WHOLE), [], 0.0) == []


def test_who_is_not_laid_out_or_by_another_engine_may_match() -> None:
    (other,) = laid_out([prepare(activity("a", "Choir festival"))])
    foreign = bytes([other[0] ^ 1]) + other[1:]

    assert that_may_match(prepare(WHOLE), [b"", foreign], 0.0) == [0, 1]
    assert that_may_match(prepare(WHOLE), [other, b"", other, foreign], 0.0) == [1, 3]


def test_who_cannot_match_is_left_out_and_who_does_is_not() -> None:
    found = [
        activity("a", "Freetown water supply", money="Nordlys", start="2024"),
        activity("b", "Choir festival", money="Lumina", start="2024"),
        activity("c", "Freetown water supply", money="Lumina", start="2024"),
        activity("d", "Freetown water supply", where="ALB", money="Lumina", start="2024"),
    ]
    asked, *others = map(prepare, found)
    rows = laid_out(others)

    assert that_may_match(asked, rows, 0.0) == [1]


def test_the_stronger_a_match_must_be_the_fewer_may_be_one() -> None:
    demo = [prepare(facts_of(each)) for each in fixtures.activities()]
    rows = laid_out(demo)

    weak, strong = (sum(len(that_may_match(each, rows, least)) for each in demo[:40]) for least in (0.0, 70.0))

    assert weak > strong > 0


@pytest.mark.parametrize("min_score", [0.0, DEFAULT_MIN_SCORE])
def test_no_match_of_the_demo_is_lost(min_score: float) -> None:
    demo = [prepare(facts_of(each)) for each in fixtures.activities()]
    rows = laid_out(demo)

    assert lost(demo[:40], demo, rows, min_score) == []


@MANY
@given(collections, st.sampled_from([0.0, DEFAULT_MIN_SCORE]))
def test_no_match_of_any_activities_is_lost(found: list[ActivityFacts], min_score: float) -> None:
    prepared = list(map(prepare, found))

    assert lost(prepared, prepared, laid_out(prepared), min_score) == []


def lost(asked: list[Prepared], others: list[Prepared], rows: list[bytes], min_score: float) -> list[tuple[str, str]]:
    """Who matches whom with this strength, although it was left out."""
    return [
        (one.activity.ref, other.activity.ref)
        for one in asked
        for turned_down in [set(range(len(others))).difference(that_may_match(one, rows, min_score))]
        for other in map(others.__getitem__, turned_down)
        if (match := score(one, other)) and match.strength >= min_score
    ]
