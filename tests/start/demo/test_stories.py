"""The figures of the stories that the README tells."""

import re
from datetime import date
from itertools import pairwise

from egnatia import coverage
from egnatia.start.demo import fixtures
from egnatia.start.demo.fixtures import DemoActivity

ACTIVITIES = {activity.key: activity for activity in fixtures.activities()}
PRISON = ["a-nordlys", "a-alpine", "a-ura"]
FULL_DATE = len("2026-11-24")
ARMS = ["b-union", "b-hub", "b-dinara", "b-ministry"]


def test_three_partners_train_one_prison_service_in_three_languages() -> None:
    told = [ACTIVITIES[key] for key in PRISON]

    assert {activity.original_language for activity in told} == {"mk", "en", "sq"}
    assert [activity.amount for activity in told] == [180_000, 210_000, 95_000]
    assert {activity.receivers for activity in told} == {("mkd-corrections",)}
    assert all(activity.economies == {"MKD": 100} for activity in told)
    assert len({activity.funders for activity in told}) == 3


def test_eleven_training_weeks_fall_into_one_spring() -> None:
    weeks = [
        re.search(
            r"(\d+) (?:недели обука|training weeks|javë trajnimi)", next(iter(ACTIVITIES[key].descriptions.values()))
        )
        for key in PRISON
    ]

    assert [int(found.group(1)) for found in weeks if found] == [4, 5, 2]
    assert all("2027" in next(iter(ACTIVITIES[key].descriptions.values())) for key in PRISON)


def test_support_after_release_in_north_macedonia_rests_on_a_regional_programme_alone() -> None:
    there = [
        activity for activity in ACTIVITIES.values() if "2.3.2" in activity.objectives and "MKD" in activity.economies
    ]

    assert [activity.key for activity in there] == ["a-regional"]
    assert len(there[0].economies) == 6
    assert set(there[0].economies.values()) == {None}


def test_one_sum_is_reported_four_times() -> None:
    told = [ACTIVITIES[key] for key in ARMS]

    assert [activity.amount for activity in told] == [4_000_000, 2_500_000, 320_000, 318_500]
    assert round(sum(activity.amount or 0 for activity in told) / 1_000_000, 2) == 7.14
    assert len(told[0].economies) == 6
    assert "ufac" in set.intersection(*(set(activity.funders) for activity in told))


def test_the_four_reports_share_almost_no_word() -> None:
    def words(key: str) -> set[str]:
        activity = ACTIVITIES[key]
        text = " ".join([*activity.titles.values(), *activity.descriptions.values()])
        return set(re.findall(r"\w{5,}", text.casefold()))

    for left, right in pairwise(ARMS):
        assert len(words(left) & words(right)) <= 3


def test_the_training_grant_of_the_hub_has_other_money_in_another_place() -> None:
    grant = ACTIVITIES["b-training"]

    assert grant.amount == 300_000
    assert grant.reporters == ("rah",)
    assert not set(grant.funders) & {"ufac", "rah"}
    assert set(grant.economies) == {"SRB"}
    assert "SRB" not in ACTIVITIES["b-hub"].economies


def test_every_story_has_one_regional_programme_with_equal_shares() -> None:
    for key in ("a-regional", "b-union", "c-regional"):
        assert len(ACTIVITIES[key].economies) > 3
        assert set(ACTIVITIES[key].economies.values()) == {None}


def work(activity: DemoActivity) -> coverage.Work:
    return coverage.Work(
        ref=activity.key,
        sort="own-measure" if activity.sort == "own measure" else activity.sort,
        objectives=tuple(coverage.Aim(code) for code in activity.objectives),
        economies=tuple(coverage.EconomyShare(code, share) for code, share in activity.economies.items()),
        partners=frozenset(activity.reporters),
        types=frozenset(activity.types),
        start=date.fromisoformat(activity.start) if len(activity.start) == FULL_DATE else None,
        end=date.fromisoformat(activity.end) if len(activity.end) == FULL_DATE else None,
        status=activity.status,
    )


def told_by_the_matrix() -> dict[tuple[str, str], coverage.Cell]:
    statements = [
        coverage.NeedStatement(
            need.key, need.objective, need.economy, need.priority, need.nature, need.perspective, need.confirmed
        )
        for need in fixtures.needs()
    ]
    works = [work(activity) for activity in fixtures.activities()]
    return dict(coverage.matrix(statements, works, date(2026, 11, 24)))


def test_the_matrix_shows_every_state_of_a_cell() -> None:
    states = {cell.state for cell in told_by_the_matrix().values()}

    assert states == {"none", "open", "partly", "reported"}


def test_what_the_stories_leave_open_is_open() -> None:
    cells = told_by_the_matrix()

    assert cells["2.2.1", "MDA"].state == "open"
    for economy in ("MNE", "MKD"):
        rests = cells["2.3.2", economy]
        assert (rests.state, rests.reasons[0], rests.dedicated) == ("partly", "only-regional", 0)
