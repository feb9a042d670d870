"""Tidying up at night: what the queue has done is of no use a week later."""

from datetime import timedelta

from django.db import connection  # noqa: TID251 - the queue's tables have no models of ours
from procrastinate.contrib.django import app

from egnatia.kernel import clock

KEPT = timedelta(days=7)
REMOVE = """
DELETE FROM procrastinate_jobs WHERE status NOT IN ('todo', 'doing')
   AND NOT EXISTS (SELECT FROM procrastinate_events WHERE job_id = procrastinate_jobs.id AND at > %s)
"""


@app.periodic(cron="47 3 * * *")
@app.task(queue="default", name="web.remove_finished_jobs")
def remove_finished_jobs(timestamp: int) -> int:
    """How many there were that ended, well or badly, and of which nothing has happened for a week."""
    del timestamp
    with connection.cursor() as cursor:
        cursor.execute(REMOVE, [clock.now() - KEPT])
        return int(cursor.rowcount)
