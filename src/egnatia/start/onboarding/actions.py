"""Putting the guide away from one's home, and back; people and organisations of a spreadsheet."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from egnatia.activities.organisations.actions import register_organisation
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.records import audit
from egnatia.people.invitations.actions import invite, require_may_invite
from egnatia.start.onboarding.models import GuidePutAway
from egnatia.start.onboarding.rules import require_desk
from egnatia.start.onboarding.sheets import RequestedRow


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


@transaction.atomic
def invite_all(rows: Sequence[RequestedRow], *, by: Reader) -> list[tuple[UUID, str]]:
    """The invitations of the rows without faults, each with the language of its e-mail: all of them or none."""
    require_may_invite(by)
    return [(invite(row.guest, by=by).id, row.language) for row in rows if row.guest]


@transaction.atomic
def register_all(rows: Sequence[RequestedRow], marking: Marking, *, by: Reader) -> list[UUID]:
    """The organisations of the rows without faults: all of them or none."""
    require_may_invite(by)
    found = [row.organisation for row in rows if row.organisation]
    return [register_organisation(each, marking=marking, by=by) for each in found]
