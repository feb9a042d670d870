"""What another version of the engine compared, or a job that died left waiting, is compared after all."""

from contextlib import AbstractContextManager
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import transaction
from django.db.models import F
from procrastinate.contrib.django.models import ProcrastinateJob

from egnatia import overlap
from egnatia.activities.activities.entries import facts_of
from egnatia.activities.activities.models import Activity, ActivityKey, ActivityMeaning, Unkeyed
from egnatia.activities.activities.storage import store
from egnatia.matching.actions import compare_again_if_outdated, compare_waiting
from egnatia.matching.jobs import compare_again, compare_waiting_activities, pick_up_comparisons
from egnatia.matching.models import Comparison, Match, Uncompared
from egnatia.overlap.rows import meaning
from tests import make
from tests.matching.test_finding import prison_training
from tests.queue import begin_the_next_job

Connection = psycopg.Connection[tuple[object, ...]]
NOT_SAME = ("found_at", "changed_at", "earlier_score")


@pytest.fixture
def pair(db: None) -> tuple[Activity, Activity]:
    """Two activities that are a match, compared by the engine at hand."""
    with transaction.atomic():
        by = make.reader("nordlys")
        one = store(prison_training("a", "Nordlys", "s1"), marking=make.GREEN, by=by)
        other = store(prison_training("b", "Alpine", "s2", amount=500_000.0), marking=make.GREEN, by=by)
    compare_again_if_outdated()
    compare_waiting_activities()
    assert Match.objects.count() == 1
    return one, other


def leave_as_an_older_engine_would() -> None:
    """Other keys and meanings, another score, another version."""
    ActivityKey.objects.update(key=F("key") / 2)
    ActivityMeaning.objects.update(row=b"of another version")
    Match.objects.update(engine="0", score=F("score") - 5)
    Comparison.objects.update(engine="0")


def stored() -> tuple[list[Any], list[Any]]:
    matches = [{name: value for name, value in row.items() if name not in NOT_SAME} for row in Match.objects.values()]
    return matches, sorted(ActivityKey.objects.values_list("activity_id", "key"))


def meanings() -> dict[UUID, bytes]:
    return {record: bytes(row) for record, row in ActivityMeaning.objects.values_list("activity_id", "row")}


def comparisons_in_line() -> int:
    return ProcrastinateJob.objects.filter(task_name="matching.compare_waiting", status="todo").count()


def test_after_a_change_of_the_engine_all_is_compared_again_by_new_keys(
    pair: tuple[Activity, Activity], serving_role: AbstractContextManager[None]
) -> None:
    before = stored()
    leave_as_an_older_engine_would()
    assert stored() != before
    in_line = comparisons_in_line()

    with serving_role:
        compare_again()
        compare_waiting_activities()

    assert comparisons_in_line() == in_line + 1
    assert stored() == before
    assert Match.objects.get().engine == overlap.VERSION
    assert not Unkeyed.objects.exists()
    assert meanings() == {activity.pk: meaning(facts_of(activity.facts, activity.pk)) for activity in pair}


def test_without_a_change_nothing_is_compared_again(pair: tuple[Activity, Activity]) -> None:
    in_line = comparisons_in_line()

    compare_again()

    assert comparisons_in_line() == in_line
    assert not Uncompared.objects.exists()
    assert not Unkeyed.objects.exists()


@pytest.mark.django_db
def test_the_version_is_remembered_where_there_is_nothing_to_compare() -> None:
    Comparison.objects.all().delete()

    assert not compare_again_if_outdated()
    assert Comparison.objects.get().engine == overlap.VERSION


def test_a_comparison_that_comes_before_the_new_keys_does_not_trust_the_old_ones(
    pair: tuple[Activity, Activity],
) -> None:
    before, _ = stored()
    leave_as_an_older_engine_would()
    ActivityKey.objects.all().delete()

    compare_again_if_outdated()
    compare_waiting()

    assert stored() == (before, [])


def test_what_a_job_that_died_left_waiting_is_compared_by_another(pair: tuple[Activity, Activity]) -> None:
    while begin_the_next_job():
        pass
    Uncompared.objects.create(activity=pair[0])

    pick_up_comparisons(0)

    assert begin_the_next_job() == "matching.compare_waiting"
    compare_waiting_activities()
    pick_up_comparisons(0)
    assert begin_the_next_job() is None


def test_keys_that_wait_are_picked_up_too(pair: tuple[Activity, Activity]) -> None:
    Unkeyed.objects.create(activity=pair[0])
    in_line = comparisons_in_line()

    pick_up_comparisons(0)

    assert comparisons_in_line() == in_line + 1
