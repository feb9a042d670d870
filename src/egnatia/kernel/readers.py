"""From a person to their reader, by memberships and offices as they stand today; and whether demo accounts exist."""

from datetime import date
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import Q

from egnatia.kernel import clock
from egnatia.kernel.access import tokens
from egnatia.kernel.access.reader import ANONYMOUS, NO_ORGANISATION, Reader, Seat, member
from egnatia.kernel.models import Office, Person
from egnatia.kernel.request_cache import once_per_request, remember

# Asked before every page is shown: one question, and none that is put together anew each time. Whether the demo is
# loaded is asked with it, since every page says so.
STANDING = """
SELECT 'organisation', name, '', false FROM kernel_organisation WHERE record_id = %(organisation)s
UNION ALL
SELECT 'seat', community_id, coalesce(economy_id, ''), steward FROM kernel_membership
 WHERE person_id = %(person)s AND confirmed_by IS NOT NULL AND since <= %(day)s AND coalesce(until >= %(day)s, true)
UNION ALL
SELECT kind, coalesce(community_id, ''), coalesce(economy_id, ''), false FROM kernel_office
 WHERE person_id = %(person)s AND since <= %(day)s AND coalesce(until >= %(day)s, true)
UNION ALL
SELECT 'demo', '', '', EXISTS (SELECT FROM kernel_person WHERE is_demo)
"""


def holding_on(day: date) -> Q:
    """The memberships and offices that hold on `day`; the last day is included."""
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day))


def reader_of(user: AbstractBaseUser | AnonymousUser, *, strong: bool) -> Reader:
    """The reader behind an account; the visitor where there is none or it was closed.

    Until a colleague confirms a new account it acts for no organisation and holds no office: it has basic rights.
    `strong`: the session has shown its second factor. After a reset by an administrator it counts for nothing until a
    steward has confirmed the person.
    """
    if not isinstance(user, Person) or not user.is_active:
        return ANONYMOUS
    organisation_name, seats, offices = _standing(user, clock.today())
    if user.confirmed_at is None:
        return member(
            name=user.name,
            person=str(user.pk),
            organisation=NO_ORGANISATION,
            organisation_name=organisation_name,
            seats=tuple(Seat(each.community) for each in seats),
        )
    return member(
        name=user.name,
        person=str(user.pk),
        organisation=str(user.organisation_id),
        organisation_name=organisation_name,
        seats=seats,
        offices=offices,
        strong=strong and user.unconfirmed_since is None,
        administrator=user.is_administrator,
    )


def _standing(person: Person, day: date) -> tuple[str, tuple[Seat, ...], frozenset[str]]:
    """The name of their organisation, the seats and the offices that they hold on `day`."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING, {"organisation": person.organisation_id, "person": person.pk, "day": day})
        rows = cursor.fetchall()
    remember(demo_is_loaded, any(there for what, _, _, there in rows if what == "demo"))
    seats = sorted(Seat(where, economy, steward) for what, where, economy, steward in rows if what == "seat")
    offices = {_token(what, where, economy) for what, where, economy, _ in rows if what in Office.Kind.values}
    return next(name for what, name, *_ in rows if what == "organisation"), tuple(seats), frozenset(offices)


def _token(kind: str, community: str, economy: str) -> str:
    return tokens.SECRETARIAT if kind == Office.Kind.SECRETARIAT else tokens.focal_point(community, economy)


def reader_named(username: str, *, strong: bool = True) -> Reader:
    """The reader with this user name, for commands run on the machine itself. Raises Person.DoesNotExist."""
    return reader_of(Person.objects.select_related("organisation").get(username=username), strong=strong)


def reader_with_id(person: UUID | str, *, strong: bool = True) -> Reader:
    """The reader with this identifier, as a job needs them that was asked for earlier. Raises Person.DoesNotExist."""
    return reader_of(Person.objects.select_related("organisation").get(pk=person), strong=strong)


# Asked on every page: none that is put together anew each time.
DEMO = "SELECT EXISTS (SELECT FROM kernel_person WHERE is_demo)"


@once_per_request
def demo_is_loaded() -> bool:
    """Whether demonstration accounts exist: then every page says so."""
    with connection.cursor() as cursor:
        cursor.execute(DEMO)
        return bool(cursor.fetchone()[0])
