"""From a person to his reader: memberships and offices as they stand today."""

from datetime import date
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from egnatia.kernel import clock
from egnatia.kernel.models import Membership, Office, Person
from egnatia.kernel.reader import ANONYMOUS, Reader, Seat, member


def holding_on(day: date) -> Q:
    """The memberships and offices that hold on `day`; the last day is included."""
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day))


def reader_of(user: AbstractBaseUser | AnonymousUser, *, strong: bool) -> Reader:
    """The reader behind an account; the visitor where there is none or it was closed.

    `strong`: the session has shown its second factor. After a reset by an administrator it counts for nothing until a
    steward has confirmed the person.
    """
    if not isinstance(user, Person) or not user.is_active:
        return ANONYMOUS
    today = clock.today()
    seats = Membership.objects.filter(holding_on(today), person=user).filter(confirmed_by__isnull=False)
    offices = Office.objects.filter(holding_on(today), person=user)
    return member(
        name=user.name,
        person=str(user.pk),
        actor=str(user.actor_id),
        actor_name=user.actor.name,
        seats=tuple(sorted((_seat_of(seat) for seat in seats), key=lambda seat: (seat.community, seat.economy))),
        offices=frozenset(office.token for office in offices),
        strong=strong and user.unconfirmed_since is None,
        administrator=user.is_administrator,
    )


def _seat_of(membership: Membership) -> Seat:
    return Seat(membership.community_id, membership.economy_id or "", steward=membership.steward)


def reader_named(username: str, *, strong: bool = True) -> Reader:
    """The reader with this user name, for commands run on the machine itself. Raises Person.DoesNotExist."""
    return reader_of(Person.objects.select_related("actor").get(username=username), strong=strong)


def reader_with_id(person: UUID | str, *, strong: bool = True) -> Reader:
    """The reader with this identifier, as a job needs him that was asked for earlier. Raises Person.DoesNotExist."""
    return reader_of(Person.objects.select_related("actor").get(pk=person), strong=strong)
