"""Ending sessions: the row goes, so every worker refuses the session at its next request."""

from uuid import UUID

from django.db import transaction

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotFound
from egnatia.kernel.records import audit
from egnatia.people.sessions.models import Session
from egnatia.people.sessions.store import stored


@transaction.atomic
def end(name: UUID, *, by: Reader) -> None:
    """End one's own session. Somebody else's is answered like one that does not exist."""
    gone, _ = Session.objects.filter(name=name, person=UUID(by.person)).delete()
    if not gone:
        raise NotFound
    audit.record("ended session", "session", name, by=by)


@transaction.atomic
def end_others(*, here: str | None, by: Reader) -> int:
    """End all of one's own but the one that asks; returns how many there were."""
    gone, _ = Session.objects.filter(person=UUID(by.person)).exclude(session_key=stored(here or "")).delete()
    audit.record("ended other sessions", "person", by.person, by=by, sessions=gone)
    return gone


def end_all_of(person: UUID) -> int:
    """Every session of a person. The action that asks for it notes why."""
    gone, _ = Session.objects.filter(person=person).delete()
    return gone
