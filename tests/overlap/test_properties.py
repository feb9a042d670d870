"""What holds for every pair and every collection; the obvious all-pairs version is the oracle."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import msgspec
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from egnatia.overlap import (
    DOUBTS,
    KINDS,
    SHIPPED,
    ActivityFacts,
    MatchResult,
    across,
    by_name,
    days_of_keys,
    keys,
    prepare,
    said,
    score,
    series,
)
from egnatia.overlap.arrays import Index
from egnatia.overlap.keys import by_tongue
from egnatia.overlap.rows import packed, unpacked
from tests.examples import examples
from tests.overlap.generated import activities, collections
from tests.overlap.make import meet

# No deadline: the machine that runs the tests may be busy.
MANY = settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])


def oracle(found: list[ActivityFacts], min_score: float) -> Iterator[tuple[int, int, MatchResult]]:
    """Every pair that shares a key, or shares no language and one of the keys for that, scored: slow and obvious."""
    prepared = [prepare(activity) for activity in found]
    for i, j in combinations(range(len(found)), 2):
        if meet(prepared[i], prepared[j]):
            match = score(prepared[i], prepared[j])
            if match and match.strength >= min_score:
                yield i, j, match


@MANY
@given(activities(), activities())
def test_a_match_reads_the_same_from_both_sides(left: ActivityFacts, right: ActivityFacts) -> None:
    a, b = prepare(left), prepare(right)
    found, back = score(a, b), score(b, a)

    assert (found and found.swapped()) == back
    programme = series(a, b)
    assert (programme and programme.swapped()) == series(b, a)


@MANY
@given(activities(), activities())
def test_a_match_explains_itself(left: ActivityFacts, right: ActivityFacts) -> None:
    found = score(prepare(left), prepare(right))

    if found:
        assert found.kind in KINDS
        assert 0 <= found.score <= 100
        assert 0 < found.confidence <= 1
        assert found.evidence
        assert set(found.doubts) <= DOUBTS.keys()
        assert found.direction == 0 or found.kind == "chain"
        stated = [c for c in found.components if c.value is not None]
        assert all(0 <= c.value <= 1 for c in stated if c.value is not None)
        assert found.confidence == round(sum(c.weight for c in stated) / 100, 4)


@MANY
@given(activities(), activities())
def test_those_far_apart_in_time_match_by_a_name_that_both_stand_under(
    left: ActivityFacts, right: ActivityFacts
) -> None:
    a, b = prepare(left), prepare(right)
    days = days_of_keys(a), days_of_keys(b)

    if score(a, b) and days[0] and days[1]:
        far = max(days[0][0], days[1][0]) - min(days[0][1], days[1][1]) > SHIPPED.nested_days
        assert not far or any(map(by_name, keys(a) & keys(b)))


@MANY
@given(activities(), activities())
def test_two_records_of_one_source_and_one_funder_are_never_the_same(left: ActivityFacts, right: ActivityFacts) -> None:
    a, b = prepare(left), prepare(right)
    found = score(a, b)

    if left.source and left.source == right.source and a.money & b.money and a.own != b.own:
        assert found is None or found.kind == "chain"


UNFUNDED = ActivityFacts("r1", source="one", economies=frozenset({"MKD"}), objectives=frozenset({"2.3.1"}))


@MANY
@given(collections, st.sampled_from([0.0, 40.0]))
@example([UNFUNDED, replace(UNFUNDED, ref="r2")], 0.0)  # of one source, but nobody says whose money
def test_the_index_gives_the_pairs_of_the_oracle(found: list[ActivityFacts], min_score: float) -> None:
    assert list(Index.build(found).pairs(min_score)) == list(oracle(found, min_score))


@MANY
@given(activities())
def test_what_an_activity_says_can_be_kept_and_taken_up_again(activity: ActivityFacts) -> None:
    kept = unpacked(packed(said(activity)))

    assert kept == said(activity)
    assert prepare(activity, said=kept) == prepare(activity)
    assert unpacked(b"0000" + packed(said(activity))[4:]) is None


@MANY
@given(collections)
def test_checking_one_activity_gives_its_pairs(found: list[ActivityFacts]) -> None:
    if found:
        last = len(found) - 1
        expected = {i: match.swapped() for i, j, match in oracle(found, 0.0) if j == last}

        checked = Index.build(found).check(found[last])

        assert dict(checked) == expected
        assert [m.strength for _, m in checked] == sorted((m.strength for _, m in checked), reverse=True)


@MANY
@given(activities())
def test_keys_are_few_short_and_repeatable(activity: ActivityFacts) -> None:
    found = keys(prepare(activity))

    assert len(found) <= 60
    assert all(0 < len(key) <= 48 for key in found)
    assert found == keys(prepare(activity))
    strangers = across(prepare(activity))
    assert len(strangers) <= 24
    assert not found & strangers
    assert all(map(by_tongue, strangers))
    assert not any(map(by_tongue, found))


@MANY
@given(activities())
def test_an_activity_survives_json(activity: ActivityFacts) -> None:
    assert msgspec.json.decode(msgspec.json.encode(activity), type=ActivityFacts) == activity
