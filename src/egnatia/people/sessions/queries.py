"""A person's own sessions, and the one that a key opens."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import connection

from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.people.sessions.models import Session

# Asked before every page is shown: none that is put together anew each time.
KEPT = "SELECT session_data FROM people_session WHERE session_key = %s AND expire_date > %s"


@dataclass(frozen=True, slots=True)
class SessionRow:
    """`browser` is what its user agent called itself; `here` is the session that asks."""

    name: UUID
    browser: str
    started_at: datetime | None
    ends_at: datetime
    here: bool


def sessions_of(reader: Reader, *, here: str | None) -> list[SessionRow]:
    """The reader's sessions that still open something, the newest first. `here`: the key of the one that asks."""
    rows = Session.objects.filter(person=UUID(reader.person), expire_date__gte=clock.now()).order_by(
        "-started_at", "name"
    )
    own = stored(here or "")
    return [SessionRow(row.name, row.browser, row.started_at, row.expire_date, row.session_key == own) for row in rows]


def stored(key: str) -> str:
    """How the table names a session: the first 160 bits of a digest of its key."""
    return sha256(key.encode()).hexdigest()[:40]


def kept_under(name: str, now: datetime) -> str | None:
    """What the session that is stored so remembers, encoded; nothing where there is none or its time is over."""
    with connection.cursor() as cursor:
        cursor.execute(KEPT, [name, now])
        found = cursor.fetchone()
    return str(found[0]) if found else None
