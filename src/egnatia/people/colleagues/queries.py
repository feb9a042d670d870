"""New accounts as those who may confirm them see them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.audience import organisation_names
from egnatia.kernel.models import Person
from egnatia.people.colleagues.actions import may_confirm
from egnatia.people.invitations.models import Invitation


@dataclass(frozen=True, slots=True)
class NewColleague:
    """`invited_by`: the name of who did; `elsewhere`: of another organisation than the reader's."""

    id: UUID
    name: str
    organisation: str
    invited_by: str
    joined_at: datetime
    elsewhere: bool


def new_colleagues_for(reader: Reader) -> list[NewColleague]:
    """Those whom this reader may confirm, the oldest first."""
    if not reader.strong:
        return []
    waiting = Person.objects.filter(is_active=True, confirmed_at__isnull=True).order_by("joined_at", "pk")
    found = [person for person in waiting if may_confirm(reader, person)]
    invited = dict(Invitation.objects.filter(person__in=found).values_list("person", "invited_by_name"))
    names = organisation_names(reader, [str(person.organisation_id) for person in found])
    return [
        NewColleague(
            id=person.pk,
            name=person.name,
            organisation=names.get(str(person.organisation_id), ""),
            invited_by=invited.get(person.pk, ""),
            joined_at=person.joined_at,
            elsewhere=str(person.organisation_id) != reader.organisation,
        )
        for person in found
    ]
