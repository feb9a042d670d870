from datetime import timedelta

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from egnatia.kernel import clock
from egnatia.web.jobs import KEPT, remove_finished_jobs


@pytest.mark.django_db
def test_finished_jobs_go_after_a_week_and_others_stay() -> None:
    for status in ("succeeded", "failed", "cancelled", "todo", "doing"):
        remove_finished_jobs.configure(queueing_lock=None).defer(timestamp=0)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE procrastinate_jobs SET status = %s WHERE id = (SELECT max(id) FROM procrastinate_jobs)",
                [status],
            )

    assert remove_finished_jobs(timestamp=0) == 0
    later = clock.now() + KEPT + timedelta(days=1)
    with clock.time_from(lambda: later):
        assert remove_finished_jobs(timestamp=0) == 3

    assert set(ProcrastinateJob.objects.values_list("status", flat=True)) == {"todo", "doing"}
