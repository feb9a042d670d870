"""Whom letters go to: people with an account and an address, and functional mailboxes, each as a reader."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from egnatia.kernel import clock
from egnatia.kernel.models import Actor, Person
from egnatia.kernel.reader import SYSTEM, Reader, member
from egnatia.kernel.readers import reader_of
from egnatia.people.letters.models import LetterOnce
from egnatia.people.letters.queries.chosen import zones_of
from egnatia.people.letters.rules import house_key, is_daytime, local, person_key

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

    @property
    def is_time(self) -> bool:
        """Whether it is day where he lives."""
        return is_daytime(local(clock.now(), self.zone))

    @property
    def to(self) -> dict[str, UUID]:
        """As a letter's row names him."""
        return {"person_id": self.person} if self.person else {"house_id": UUID(self.reader.actor)}


def people_of(houses: Collection[UUID]) -> Iterator[Recipient]:
    """Everybody of these houses who has an account and an address."""
    return people(Person.objects.filter(actor__in=list(houses)))


def people(among: "QuerySet[Person]") -> Iterator[Recipient]:
    """Those of them who have an account and an address."""
    found = list(among.filter(is_active=True).exclude(email="").order_by("pk"))
    zones = zones_of([each.pk for each in found])
    yield from (_person(each, zones[each.pk]) for each in found)


def _person(person: Person, zone: str) -> Recipient:
    return Recipient(reader_of(person, strong=True), person.email, person.language, person.pk, zone)


def mailboxes_of(houses: Collection[UUID]) -> Iterator[Recipient]:
    rows = Actor.visible_to(SYSTEM).filter(pk__in=list(houses)).exclude(mailbox="").order_by("pk")
    yield from map(_mailbox, rows)


def _mailbox(house: Actor) -> Recipient:
    """It reads what everybody of the house may read: nothing for named persons."""
    reader = member(name=HOUSE, person=HOUSE, actor=str(house.pk), strong=True)
    return Recipient(reader, house.mailbox, settings.LANGUAGE_CODE, None, settings.TIME_ZONE)


def recipient_of(letter: LetterOnce) -> Recipient | None:
    """Whom a letter is for, as he stands now; None where the account or the mailbox is no more."""
    person, house = letter.person, letter.house
    if person is not None:
        return _person(person, zones_of([person.pk])[person.pk]) if person.is_active and person.email else None
    return _mailbox(house) if house is not None and house.mailbox else None
