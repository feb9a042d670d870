"""The demo's users, their seats and offices. They have no password: one signs in with a code made on this machine."""

from datetime import date, timedelta
from uuid import UUID

from egnatia.kernel import clock
from egnatia.kernel.models import Membership, Office, Person
from egnatia.mapping.demo import reading
from egnatia.mapping.demo.bodies import SECRETARIAT, actors
from egnatia.mapping.demo.reading import DemoUser

IN_OFFICE_FOR = timedelta(days=400)


def sit_down() -> int:
    """Make the users that are missing, with their seats and offices, and the vacant seats; how many users."""
    known = set(Person.objects.values_list("username", flat=True))
    bodies = actors()
    missing = [user for user in reading.users() if user.username not in known]
    for user in missing:
        _account(user, bodies[user.actor])
    people = {person.username: person.pk for person in Person.objects.filter(is_demo=True)}
    since = clock.today() - IN_OFFICE_FOR
    for user in missing:
        Membership.objects.bulk_create(_memberships(user, people, since))
        Office.objects.bulk_create(_offices(user, people[user.username], since))
    if missing:
        Office.objects.bulk_create(_vacant(since))
    return len(missing)


def close() -> int:
    """Nobody can use the accounts any more, and none counts as a demo account; how many."""
    return Person.objects.filter(is_demo=True).update(is_active=False, is_demo=False)


def reopen() -> int:
    """The accounts that `close` closed are there again; how many."""
    names = [user.username for user in reading.users()]
    closed = Person.objects.filter(username__in=names, actor__in=actors().values(), is_active=False)
    return closed.update(is_active=True, is_demo=True)


def _account(user: DemoUser, actor: UUID) -> None:
    person = Person(username=user.username, name=user.name, actor_id=actor, language=user.language, is_demo=True)
    person.set_unusable_password()
    person.save(force_insert=True)


def _memberships(user: DemoUser, people: dict[str, UUID], since: date) -> list[Membership]:
    """Seats that somebody else has confirmed: nobody adds himself to a community."""
    other = SECRETARIAT if user.username != SECRETARIAT else next(name for name in people if name != SECRETARIAT)
    return [
        Membership(
            person_id=people[user.username],
            community_id=seat.community,
            economy_id=seat.economy,
            steward=seat.steward,
            since=since,
            proposed_by=people[other],
            confirmed_by=people[other],
        )
        for seat in user.memberships
    ]


def _offices(user: DemoUser, person: UUID, since: date) -> list[Office]:
    return [
        Office(
            kind=office.kind,
            community_id=office.community,
            economy_id=office.economy,
            person_id=person,
            since=since,
        )
        for office in user.offices
    ]


def _vacant(since: date) -> list[Office]:
    """A seat of every economy in a community that has seats, where none exists."""
    taken = set(Office.objects.filter(kind=Office.Kind.FOCAL_POINT).values_list("community_id", "economy_id"))
    return [
        Office(kind=Office.Kind.FOCAL_POINT, community_id=community.key, economy_id=economy, since=since)
        for community in reading.communities()
        for economy in community.seats
        if (community.key, economy) not in taken
    ]


def writers() -> dict[str, str]:
    """Who writes for an organisation: its key -> the first of its users. The secretariat writes for all others."""
    found: dict[str, str] = {}
    for user in reading.users():
        found.setdefault(user.actor, user.username)
    return found
