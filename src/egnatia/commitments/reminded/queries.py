"""Who is to be written to about which days: worked out for each from what he sees."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings

from egnatia.commitments.followed.authority import may_speak
from egnatia.commitments.followed.models import FollowUp
from egnatia.commitments.followed.rules import Waiting
from egnatia.commitments.reminded.rules import due_soon
from egnatia.kernel import clock
from egnatia.kernel.models import Actor, Person
from egnatia.kernel.reader import SYSTEM, Reader, member
from egnatia.kernel.readers import reader_of
from egnatia.people.letters.queries import zones_of
from egnatia.people.letters.rules import house_key, local, person_key

HOUSE = "house"  # nobody's identifier: what a whole organisation reads is no person's


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person, or the functional mailbox of a house."""

    reader: Reader
    mailbox: str
    language: str
    person: UUID | None
    zone: str

    @property
    def key(self) -> str:
        return person_key(self.person) if self.person else house_key(self.reader.actor)

    @property
    def today(self) -> date:
        return local(clock.now(), self.zone).date()


def houses_with_days() -> frozenset[UUID]:
    """The houses that follow something up until a day, whoever sees it: a first, wide choice."""
    rows = FollowUp.visible_to(SYSTEM).filter(due__isnull=False).order_by()
    return frozenset(rows.values_list("record__owner", flat=True).distinct())


def people_of(houses: frozenset[UUID]) -> Iterator[Recipient]:
    """Everybody of these houses who has an account and an address."""
    rows = Person.objects.filter(actor__in=list(houses), is_active=True).exclude(email="").order_by("pk")
    found = list(rows)
    zones = zones_of([each.pk for each in found])
    yield from (_person(each, zones[each.pk]) for each in found)


def _person(person: Person, zone: str) -> Recipient:
    return Recipient(reader_of(person, strong=True), person.email, person.language, person.pk, zone)


def mailboxes_of(houses: frozenset[UUID]) -> Iterator[Recipient]:
    rows = Actor.visible_to(SYSTEM).filter(pk__in=list(houses)).exclude(mailbox="").order_by("pk")
    yield from map(_mailbox, rows)


def _mailbox(house: Actor) -> Recipient:
    """It reads what everybody of the house may read: nothing for named persons."""
    reader = member(name=HOUSE, person=HOUSE, actor=str(house.pk), strong=True)
    return Recipient(reader, house.mailbox, settings.LANGUAGE_CODE, None, settings.TIME_ZONE)


def recipient_of(person: Person | None, house: Actor | None) -> Recipient | None:
    """Whom a letter is for, as he stands now; None where the account or the mailbox is no more."""
    if person is not None:
        return _person(person, zones_of([person.pk])[person.pk]) if person.is_active and person.email else None
    return _mailbox(house) if house is not None and house.mailbox else None


def days_for(recipient: Recipient) -> frozenset[date]:
    """The days within two weeks on which a report of his house is due that he sees, and may give."""
    reader, today = recipient.reader, recipient.today
    rows = FollowUp.visible_to(reader).filter(record__owner=UUID(reader.actor), due__isnull=False)
    found = rows.order_by().values_list("economy", "due", "recurrence", "reported_on", "due_set_on")
    able = recipient.person is None  # whoever reads the mailbox passes it on
    days = (
        due_soon(Waiting(*waiting), today) for economy, *waiting in found if able or may_speak(reader, economy or "")
    )
    return frozenset(day for day in days if day)
