"""The queue of jobs, as a worker sees it."""

from django.db import connection


def begin_the_next_job() -> str | None:
    """Its name, None where no job may begin. As a worker that dies before it says how the job ended."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name FROM procrastinate_fetch_job_v2(NULL, NULL)")
        (name,) = cursor.fetchone()
        return str(name) if name else None
