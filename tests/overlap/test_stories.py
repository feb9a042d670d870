"""The three stories of the demo: what a reader must be told, and what must not be said."""

from itertools import combinations

import pytest

from egnatia.overlap import DEFAULT_MIN_SCORE, ActivityFacts, prepare, series
from egnatia.overlap.arrays import Index
from tests.overlap import stories as told
from tests.overlap.make import kind, match

PRISON_SERVICE = (told.NORDLYS, told.ALPINE, told.URA)


@pytest.mark.parametrize(("left", "right"), list(combinations(PRISON_SERVICE, 2)))
def test_three_partners_of_one_prison_service_meet_across_their_languages(
    left: ActivityFacts, right: ActivityFacts
) -> None:
    found = match(left, right)

    assert found is not None
    assert found.kind == "overlap"
    assert found.strength >= DEFAULT_MIN_SCORE
    assert "other_language" in found.doubts


def test_the_evidence_shows_the_words_of_both_languages() -> None:
    found = match(told.NORDLYS, told.URA)

    assert found is not None
    (prison,) = [e for e in found.evidence if e.shared == ("prison",)]
    assert (prison.kind, prison.left, prison.right) == ("concept", ("затворскиот",), ("burgjeve",))


def test_the_same_programme_in_another_economy_is_a_series_and_no_overlap() -> None:
    assert kind(told.ALPINE, told.ALPINE_IN_ALBANIA) == ""

    found = series(prepare(told.ALPINE), prepare(told.ALPINE_IN_ALBANIA))

    assert found is not None
    assert found.kind == "series"


@pytest.mark.parametrize(
    ("upper", "lower"), [(told.FACILITY, told.HUB), (told.HUB, told.DINARA), (told.DINARA, told.MINISTRY)]
)
def test_money_that_is_passed_on_is_followed_by_roles_dates_and_amounts(
    upper: ActivityFacts, lower: ActivityFacts
) -> None:
    found = match(upper, lower)

    assert found is not None
    assert (found.kind, found.direction) == ("chain", 1)
    assert {e.kind for e in found.evidence} >= {"passes_to", "paid_by"}
    assert match(lower, upper) == found.swapped()


@pytest.mark.parametrize("other", [told.FACILITY, told.HUB, told.DINARA, told.MINISTRY])
def test_another_grant_of_the_same_hub_is_no_overlap(other: ActivityFacts) -> None:
    assert kind(told.HUB_TRAINING, other) == ""


def test_a_page_without_dates_is_found_by_its_schools_and_says_why_it_may_be_wrong() -> None:
    (best, found) = Index.build([told.MOST, told.DINARA]).check(told.LUMINA)[0]

    assert best == 0
    assert found.kind == "overlap"
    assert "no_dates" in found.doubts


def test_the_index_finds_the_stories_and_nothing_else() -> None:
    everything = (*PRISON_SERVICE, told.ALPINE_IN_ALBANIA, told.FACILITY, told.HUB, told.DINARA, told.MINISTRY)
    activities = [*everything, told.HUB_TRAINING]

    found = [(activities[i].ref, activities[j].ref, m.kind) for i, j, m in Index.build(activities).pairs()]

    assert found == [
        ("nordlys", "alpine", "overlap"),
        ("nordlys", "ura", "overlap"),
        ("alpine", "ura", "overlap"),
        ("facility", "hub", "chain"),
        ("hub", "dinara", "chain"),
        ("dinara", "ministry", "chain"),
    ]
