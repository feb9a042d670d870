"""What somebody stores or changes while all is compared again waits for its turn, and keeps nobody waiting."""

import psycopg
import pytest
from django.db import transaction

from egnatia.activities.activities.actions import renew_keys
from egnatia.activities.activities.models import Activity, Unkeyed
from egnatia.matching.actions import compare_again_if_outdated, compare_waiting
from egnatia.matching.models import Uncompared
from tests.matching.test_comparing_again import leave_as_an_older_engine_would, pair

__all__ = ["pair"]
# A file of its own: tests that commit leave the database without the rows of the migrations, so they come last.
pytestmark = pytest.mark.django_db(transaction=True)

Connection = psycopg.Connection[tuple[object, ...]]


def test_what_is_stored_while_it_is_compared_waits_once_more_and_keeps_nobody_waiting(
    pair: tuple[Activity, Activity], serving_connection: Connection
) -> None:
    serving_connection.execute("SET lock_timeout = '5s'")
    note = "INSERT INTO matching_uncompared (activity_id) VALUES (%s)"
    serving_connection.execute(note, [pair[0].pk])

    with transaction.atomic():
        assert compare_waiting() == 1
        serving_connection.execute(note, [pair[0].pk])

    assert Uncompared.objects.get().activity_id == pair[0].pk


def test_an_activity_that_somebody_changes_at_this_moment_gets_its_keys_later(
    pair: tuple[Activity, Activity], serving_connection: Connection
) -> None:
    leave_as_an_older_engine_would()
    compare_again_if_outdated()

    with serving_connection.transaction():
        serving_connection.execute("UPDATE activities_activity SET status = '' WHERE record_id = %s", [pair[0].pk])
        assert renew_keys() == 1
        assert renew_keys() == 0
    assert Unkeyed.objects.get().pk == pair[0].pk
    assert renew_keys() == 1
    assert not Unkeyed.objects.exists()
