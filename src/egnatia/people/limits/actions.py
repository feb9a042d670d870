"""Counting attempts: one atomic statement for each, outside of any page's transaction."""

from collections.abc import Callable

from django.db import connection, transaction
from django.db.models import F
from django.http import HttpRequest

from egnatia.kernel import clock
from egnatia.people.limits.models import Attempts
from egnatia.people.limits.rules import Limit, TooManyError

# An expired window begins anew.
COUNT = """
INSERT INTO people_attempts AS known (key, count, ends_at) VALUES (%(key)s, 1, %(ends_at)s)
ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN known.ends_at <= %(now)s THEN 1 ELSE known.count + 1 END,
    ends_at = CASE WHEN known.ends_at <= %(now)s THEN excluded.ends_at ELSE known.ends_at END
RETURNING count, ends_at
"""

# For a view that counts: each statement commits at once, so that nobody waits for another's password to be hashed and
# no error takes a count back.
committing_at_once = transaction.non_atomic_requests


def count(limit: Limit, whose: str) -> None:
    """Count one attempt; raises TooManyError where that is more than the limit, known account or not."""
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"key": limit.key(whose), "now": now, "ends_at": now + limit.within})
        counted, ends_at = cursor.fetchone()
    if counted == 1:
        Attempts.objects.filter(ends_at__lt=now).delete()
    if counted > limit.most:
        raise TooManyError(seconds=max(1, int((ends_at - now).total_seconds())))


def once(limit: Limit, whose: str, act: Callable[[], object]) -> bool:
    """Whether `act` was carried out now: not where it was, for the same, within the window. What it raises takes the
    count back."""
    try:
        with transaction.atomic():
            count(limit, whose)
            act()
    except TooManyError:
        return False
    return True


def give_back(limit: Limit, whose: str) -> None:
    """One attempt less: it was right, and others count at the same address."""
    Attempts.objects.filter(key=limit.key(whose), count__gt=0).update(count=F("count") - 1)


def forget(limit: Limit, whose: str) -> None:
    """Whoever got in has not been guessing."""
    Attempts.objects.filter(key=limit.key(whose)).delete()


def address_of(request: HttpRequest) -> str:
    """Where a request comes from, as the server that answers it says."""
    return str(request.META.get("REMOTE_ADDR", ""))


def forget_old() -> int:
    """How many counts went whose window is over."""
    return Attempts.objects.filter(ends_at__lt=clock.now()).delete()[0]
