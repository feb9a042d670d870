"""Counting attempts: one atomic statement for each, outside of any page's transaction."""

from datetime import UTC, datetime

from django.db import connection, transaction
from django.http import HttpRequest

from egnatia.kernel import clock
from egnatia.people.limits.models import Attempts
from egnatia.people.limits.rules import Limit, TooManyError

COUNT = """
INSERT INTO people_attempts (key, "window", count, ends_at) VALUES (%s, %s, 1, %s)
ON CONFLICT (key, "window") DO UPDATE SET count = people_attempts.count + 1
RETURNING count
"""

# For a view that counts: each statement commits at once, so that nobody waits for another's password to be hashed and
# no error takes a count back.
committing_at_once = transaction.non_atomic_requests


def count(limit: Limit, whose: str) -> None:
    """Count one attempt; raises TooManyError where that is more than the limit, known account or not."""
    now = clock.now()
    window = limit.window(now.timestamp())
    ends_at = datetime.fromtimestamp((window + 1) * limit.within.total_seconds(), tz=UTC)
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [limit.key(whose), window, ends_at])
        (counted,) = cursor.fetchone()
    if counted == 1:
        Attempts.objects.filter(ends_at__lt=now).delete()
    if counted > limit.most:
        raise TooManyError(seconds=max(1, int((ends_at - now).total_seconds())))


def forget(limit: Limit, whose: str) -> None:
    """Whoever got in has not been guessing."""
    Attempts.objects.filter(key=limit.key(whose)).delete()


def address_of(request: HttpRequest) -> str:
    """Where a request comes from, as the server that answers it says."""
    return str(request.META.get("REMOTE_ADDR", ""))
