"""The database looks at its tables again after much was stored, with the rights of the running server."""

from contextlib import AbstractContextManager

import pytest
from django.db import connection
from pytest_django import DjangoCaptureOnCommitCallbacks
from tests import make

from egnatia.activities.activities.models import MANY, fresh_statistics_after

pytestmark = pytest.mark.django_db

KNOWN = "SELECT most_common_vals::text FROM pg_stats WHERE tablename = 'kernel_record' AND attname = 'kind'"


def known_kinds() -> str:
    """What the planner knows of the kinds of records."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT most_common_vals::text FROM pg_stats WHERE tablename = 'kernel_record' AND attname = 'kind'"
        )
        return str((cursor.fetchone() or [""])[0])


@pytest.mark.parametrize(("number", "looked"), [(MANY - 1, False), (MANY, True)])
def test_many_stored_rows_make_the_database_look_again(
    number: int,
    looked: bool,
    serving_role: AbstractContextManager[None],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    by = make.reader("somebody")
    for _ in range(3):
        make.record("never-seen-before", by=by)

    with serving_role, django_capture_on_commit_callbacks(execute=True):
        fresh_statistics_after(number)

    assert ("never-seen-before" in known_kinds()) is looked
