"""Who else is at work in the test's database: what was killed may still be ending there."""

import time

from django.db import connection

# By their role: the kind of a session is shown to its own role only. The database's own workers have none.
OTHERS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND usesysid IS NOT NULL
"""
PATIENCE = 60.0  # seconds


def wait_until_alone() -> None:
    """Until nobody else is connected."""
    deadline = time.monotonic() + PATIENCE
    while _others() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _others()


def _others() -> int:
    with connection.cursor() as cursor:
        cursor.execute(OTHERS)
        (count,) = cursor.fetchone() or (0,)
    return int(count)
