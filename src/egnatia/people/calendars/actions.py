"""Making the secret address of one's own calendar, and ending it. Each is one transaction and one audit event."""

import secrets
from uuid import UUID

from django.db import transaction

from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.records import audit
from egnatia.people.calendars.models import CalendarAddress
from egnatia.people.calendars.queries import BYTES, digest_of


@transaction.atomic
def make_address(*, by: Reader) -> str:
    """A fresh secret, which is told this once; the address before it opens nothing any more.

    It needs the second step: an address lasts longer than the session that makes it.
    """
    if not by.strong:
        raise NotAllowed("second-factor")
    secret = secrets.token_urlsafe(BYTES)
    kept = {"digest": digest_of(secret), "made_at": clock.now()}
    CalendarAddress.objects.update_or_create(person_id=UUID(by.person), defaults=kept)
    audit.record("made calendar address", "person", by.person, by=by)
    return secret


@transaction.atomic
def end_address(*, by: Reader) -> None:
    """Raises NotFound where there is none. It holds at the next request."""
    gone, _ = CalendarAddress.objects.filter(person=UUID(by.person)).delete()
    if not gone:
        raise NotFound
    audit.record("ended calendar address", "person", by.person, by=by)
