"""Putting the guide away from one's home, and back."""

from uuid import UUID

from django.db import transaction

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.records import audit
from egnatia.start.onboarding.models import GuidePutAway
from egnatia.start.onboarding.rules import require_desk


@transaction.atomic
def put_away(*, by: Reader) -> None:
    """From one's own home alone. Pressed twice, done once."""
    require_desk(by)
    _, new = GuidePutAway.objects.get_or_create(person_id=UUID(by.person))
    if new:
        audit.record("put away", "guide", by.person, by=by)


@transaction.atomic
def put_back(*, by: Reader) -> None:
    require_desk(by)
    gone, _ = GuidePutAway.objects.filter(person=UUID(by.person)).delete()
    if gone:
        audit.record("put back", "guide", by.person, by=by)
