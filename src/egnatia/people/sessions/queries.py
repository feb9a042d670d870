"""A person's own sessions, and the one that a key opens."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.people.sessions.models import Session
from egnatia.people.sessions.store import stored


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
