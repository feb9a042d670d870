"""Thirteen focal points with an e-mail address, and the hourly job: run beside a site with its settings."""

from egnatia.kernel.access import tokens
from egnatia.kernel.audience import holders
from egnatia.kernel.memberships import ProposedSeat
from egnatia.kernel.models import Person
from egnatia.reminders.actions import plan_all, send_waiting
from egnatia.start.demo import bodies
from egnatia.web.cli.database import at_hand
from tests.journeys.peopling import account, seat

THIRTEEN = 13
SITE = "https://egnatia.example"


def seat_thirteen() -> None:
    """As many members of the group as are missing; everybody's address is their user name at example.org."""
    with at_hand():
        secretariat = Person.objects.get(username="secretariat")
        there = holders({tokens.whole_community("focal-points")}).exclude(organisation=secretariat.organisation)
        house = bodies.organisations()["srb-safety"]
        for number in range(there.count(), THIRTEEN):
            seat(account(f"focal-{number}", house), ProposedSeat("focal-points", "SRB"))
        assert there.count() == THIRTEEN
        for person in there.all():
            Person.objects.filter(pk=person.pk).update(email=f"{person.username}@example.org")


def send_due() -> None:
    with at_hand():
        plan_all()
        send_waiting(site=SITE)
