"""Writing the audit trail: one event per action, in the action's own transaction; and reading it as it was sealed."""

from collections.abc import Iterator
from itertools import chain

from django.conf import settings
from django.db import connection

from egnatia.formats import trail
from egnatia.kernel import request_cache
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import AuditEvent

# In the order of the fields of `trail`.
EVENTS = """
SELECT number, id::text, egnatia_moment(at), person, "by", name_salt::text, name_digest, organisation, verb, kind,
  target, detail::text
FROM kernel_auditevent ORDER BY number NULLS LAST, at, id
"""


def record(verb: str, kind: str, target: object, *, by: Reader, **detail: object) -> AuditEvent:
    """Add one event. `detail` takes codes, numbers and identifiers, never what a record says.

    Every change passes here, so what this request read before the change is read anew after it.
    """
    request_cache.forget()
    return AuditEvent.objects.create(
        person=by.person,
        by=by.name,
        organisation=by.organisation_name,
        verb=verb,
        kind=kind,
        target=str(target),
        detail=detail,
    )


def seal() -> int:
    """How many events the database sealed now: those of transactions that are done."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT egnatia_seal()")
        return int(cursor.fetchone()[0])


def checkpoint() -> bytes | None:
    """The last seal, signed; None where nothing was sealed yet."""
    found = seals("DESC LIMIT 1")
    return trail.signed(found[0], settings.SECRET_KEY) if found else None


def lines() -> Iterator[bytes]:
    """The whole trail, as `trail.examine` reads it."""
    found = seals()
    events = _events(found[-1].last if found else 0)
    waiting = next(events, None)
    for each in found:
        yield trail.encode(each)
        while waiting and waiting.number is not None and waiting.number <= each.last:
            yield trail.encode(waiting)
            waiting = next(events, None)
    yield from map(trail.encode, chain([waiting] if waiting else [], events))


def seals(order: str = "") -> list[trail.Seal]:
    """All of them, or those that `order` asks for."""
    with connection.cursor() as cursor:
        cursor.execute(trail.SEALS + order)
        return [trail.Seal(**dict(zip(trail.Seal.__struct_fields__, row, strict=True))) for row in cursor.fetchall()]


def _events(last: int) -> Iterator[trail.Event]:
    """What was sealed since the seals were read counts as not sealed yet."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(EVENTS)
        for number, *row in cursor:
            sealed = number if number is not None and number <= last else None
            yield trail.Event(**dict(zip(trail.Event.__struct_fields__, (sealed, *row), strict=True)))
