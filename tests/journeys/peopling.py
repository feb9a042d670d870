"""Seats more people at the demo's table than its stories need: `main()`, run beside a site with its settings.

Like the demo's own users they have no password: one signs in with a code made on this machine.
"""

from uuid import UUID

from egnatia.kernel import memberships
from egnatia.kernel.machine import MACHINE
from egnatia.kernel.memberships import ProposedSeat
from egnatia.kernel.models import Person
from egnatia.start.demo import bodies
from egnatia.web.cli.database import at_hand

FOCAL_POINTS = {"focal-bih": ("bih-safety", "BIH"), "focal-srb": ("srb-safety", "SRB")}
PARTNERS = ("tramuntana", "seven-lakes", "kestrel", "harbour", "oss")  # who writes for the organisation of that name
SUCCESSOR = "focal-al-next"  # of the ministry of focal-al, with a seat and no office yet


def main() -> None:
    with at_hand():
        known = bodies.organisations()
        for username, (organisation, economy) in FOCAL_POINTS.items():
            person = account(username, known[organisation])
            seat(person, ProposedSeat("focal-points", economy))
            memberships.appoint(person, ProposedSeat("focal-points", economy), by=MACHINE)
        for username in PARTNERS:
            seat(account(username, known[username]), ProposedSeat("partners-table"))
        seat(account(SUCCESSOR, known["alb-safety"]), ProposedSeat("focal-points", "ALB"))


def account(username: str, organisation: UUID) -> UUID:
    name = f"{username.replace('-', ' ').capitalize()} (demo)"
    person = Person(username=username, name=name, organisation_id=organisation, language="en", is_demo=True)
    person.confirmed_at = person.joined_at
    person.set_unusable_password()
    person.save(force_insert=True)
    return person.pk


def seat(person: UUID, place: ProposedSeat) -> None:
    memberships.confirm(memberships.propose(person, place, by=MACHINE), by=MACHINE)
