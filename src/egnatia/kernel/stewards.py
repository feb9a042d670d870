"""Who looks after a community, and who stands in where no steward can act. Nobody decides about themselves."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.machine import is_machine
from egnatia.kernel.models import Membership
from egnatia.kernel.readers import holding_on


def is_steward(reader: Reader, community: str) -> bool:
    """Stewards act with their second factor shown; so does whoever holds the machine."""
    if is_machine(reader):
        return True
    return reader.strong and any(seat.steward and seat.community == community for seat in reader.seats)


def may_stand_in(reader: Reader, communities: Collection[str] | None, *, person: UUID) -> bool:
    """The secretariat, where nobody but `person` is a steward of these communities (of any at all, where None).

    Otherwise the one who is to be confirmed could be confirmed by nobody. A steward whose own sign-in waits to be
    confirmed cannot act either. Never for oneself.
    """
    if not reader.is_secretariat or str(person) == reader.person:
        return False
    anywhere = Q() if communities is None else Q(community__in=communities)
    stewards = Membership.objects.filter(
        holding_on(clock.today()) & anywhere,
        steward=True,
        confirmed_by__isnull=False,
        person__is_active=True,
        person__unconfirmed_since__isnull=True,
    )
    return not stewards.exclude(person=person).exists()
