"""The demo's users, their seats and offices. They have no password: one signs in with a code made on this machine."""

from datetime import timedelta
from uuid import UUID

from egnatia.kernel import clock, memberships
from egnatia.kernel.machine import MACHINE
from egnatia.kernel.memberships import ProposedSeat
from egnatia.kernel.models import Office, Person
from egnatia.start.demo import fixtures
from egnatia.start.demo.bodies import organisations
from egnatia.start.demo.fixtures import DemoUser


def sit_down() -> int:
    """Make the users that are missing, with their seats and offices, and the vacant seats; how many users."""
    known = set(Person.objects.values_list("username", flat=True))
    bodies = organisations()
    missing = [user for user in fixtures.users() if user.username not in known]
    for user in missing:
        person = _account(user, bodies[user.organisation])
        _seat(person, user)
        _appoint(person, user)
    if missing:
        _leave_vacant()
    return len(missing)


def close() -> int:
    """Nobody can use the accounts any more, and none counts as a demo account; how many."""
    return Person.objects.filter(is_demo=True).update(is_active=False, is_demo=False)


def reopen() -> int:
    """The accounts that `close` closed are there again; how many."""
    names = [user.username for user in fixtures.users()]
    closed = Person.objects.filter(username__in=names, organisation__in=organisations().values(), is_active=False)
    return closed.update(is_active=True, is_demo=True)


def _account(user: DemoUser, organisation: UUID) -> UUID:
    person = Person(
        username=user.username,
        name=user.name,
        organisation_id=organisation,
        language=user.language,
        is_demo=True,
        confirmed_at=clock.now(),
    )
    person.set_unusable_password()
    person.save(force_insert=True)
    return person.pk


def _seat(person: UUID, user: DemoUser) -> None:
    for seat in user.memberships:
        place = ProposedSeat(seat.community, seat.economy or "", seat.steward)
        memberships.confirm(memberships.propose(person, place, by=MACHINE), by=MACHINE)


def _appoint(person: UUID, user: DemoUser) -> None:
    for office in user.offices:
        if office.community is None or office.economy is None:
            memberships.appoint_to_secretariat(person, by=MACHINE)
        else:
            _appoint_since(office.days, person, ProposedSeat(office.community, office.economy))


def _appoint_since(days: int, person: UUID, place: ProposedSeat) -> None:
    then = clock.now() - timedelta(days=days)
    with clock.time_from(lambda: then):
        memberships.appoint(person, place, by=MACHINE)


def _leave_vacant() -> None:
    """A seat of every economy in a community that has seats, where none exists."""
    taken = set(Office.objects.filter(kind=Office.Kind.FOCAL_POINT).values_list("community_id", "economy_id"))
    for community in fixtures.communities():
        for economy in community.seats:
            if (community.key, economy) not in taken:
                memberships.appoint(None, ProposedSeat(community.key, economy), by=MACHINE)


def writers() -> dict[str, str]:
    """Who writes for an organisation: its key -> the first of its users. The secretariat writes for all others."""
    found: dict[str, str] = {}
    for user in fixtures.users():
        found.setdefault(user.organisation, user.username)
    return found
