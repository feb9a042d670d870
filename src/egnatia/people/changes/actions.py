"""Saying that one has seen all until a moment. One transaction, one audit event."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.records import audit
from egnatia.people.changes.models import Looked


@transaction.atomic
def saw_all(until: datetime, *, by: Reader) -> datetime:
    """Move the mark to the moment that a page was made at: what came since then is not lost. Returns where it stands.

    It never moves back, as from a page that lay open for long. With the second step all is seen that is seen without
    it; the reverse does not hold. Raises NotFound for a moment that has not come.
    """
    if by.is_anonymous:
        raise NotAllowed("sign-in")
    if until > clock.now():
        raise NotFound
    stands = until
    for strong in {False, by.strong}:
        stands = max(stands, _moved(by, until, strong=strong))
    audit.record("saw all changes", "person", by.person, by=by)
    return stands


def _moved(by: Reader, until: datetime, *, strong: bool) -> datetime:
    marks = Looked.objects.select_for_update()
    mark, _ = marks.get_or_create(person_id=UUID(by.person), strong=strong, defaults={"until": until})
    if mark.until < until:
        mark.until = until
        mark.save(update_fields=["until"])
    return mark.until
