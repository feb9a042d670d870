"""Whom letters go to, and what was chosen about them."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from egnatia.kernel import clock
from egnatia.kernel.models import Organisation, Person
from egnatia.kernel.reader import SYSTEM, Reader, member
from egnatia.kernel.readers import reader_of
from egnatia.people.letters.models import EndedLetters, LetterOnce, LetterZone
from egnatia.people.letters.rules import KINDS, is_daytime, local, organisation_key, person_key


@dataclass(frozen=True, slots=True)
class Chosen:
    """The reader's own: the kinds that he gets, and his time zone."""

    wanted: frozenset[str]
    zone: str


def chosen_by(reader: Reader) -> Chosen:
    person = UUID(reader.person)
    ended = EndedLetters.objects.filter(who=person_key(reader.person), ended=True).values_list("kind", flat=True)
    return Chosen(frozenset(KINDS) - set(ended), zones_of([person])[person])


def zones_of(people: Collection[UUID]) -> Mapping[UUID, str]:
    """The time zone of each: the installation's where he chose none."""
    chosen = dict(LetterZone.objects.filter(person__in=list(people)).values_list("person_id", "zone"))
    return {person: chosen.get(person, settings.TIME_ZONE) for person in people}


def ended(kind: str) -> frozenset[str]:
    """Who wants no letters of this kind, as keys."""
    return frozenset(EndedLetters.objects.filter(kind=kind, ended=True).values_list("who", flat=True))


def is_ended(who: str, kind: str) -> bool:
    return EndedLetters.objects.filter(who=who, kind=kind, ended=True).exists()


def epoch_of(who: str, kind: str) -> int:
    """What links must carry that end these letters: it moves on whenever they are wanted again."""
    return EndedLetters.objects.filter(who=who, kind=kind).values_list("epoch", flat=True).first() or 0


def may_want_for(reader: Reader, organisation: UUID) -> bool:
    """Whether he sees and undoes that letters to the mailbox of this organisation ended: its staff and the secretariat
    do."""
    return reader.strong and (reader.organisation == str(organisation) or reader.is_secretariat)


def has_ended_for(reader: Reader, organisation: UUID) -> bool:
    """Whether they ended, for whom that concerns; False for everybody else."""
    return may_want_for(reader, organisation) and any(is_ended(organisation_key(organisation), kind) for kind in KINDS)


ORGANISATION = "organisation"  # nobody's identifier: what a whole organisation reads is no person's


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person, or the functional mailbox of an organisation."""

    reader: Reader
    mailbox: str
    language: str
    person: UUID | None
    zone: str

    @property
    def key(self) -> str:
        return person_key(self.person) if self.person else organisation_key(self.reader.organisation)

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
        return {"person_id": self.person} if self.person else {"organisation_id": UUID(self.reader.organisation)}


def people_of(organisations: Collection[UUID]) -> Iterator[Recipient]:
    """Everybody of these organisations who has an account and an address."""
    return people(Person.objects.filter(organisation__in=list(organisations)))


def people(among: "QuerySet[Person]") -> Iterator[Recipient]:
    """Those of them who have an account and an address."""
    found = list(among.filter(is_active=True).exclude(email="").order_by("pk"))
    zones = zones_of([each.pk for each in found])
    yield from (_person(each, zones[each.pk]) for each in found)


def _person(person: Person, zone: str) -> Recipient:
    return Recipient(reader_of(person, strong=True), person.email, person.language, person.pk, zone)


def mailboxes_of(organisations: Collection[UUID]) -> Iterator[Recipient]:
    rows = Organisation.visible_to(SYSTEM).filter(pk__in=list(organisations)).exclude(mailbox="").order_by("pk")
    yield from map(_mailbox, rows)


def _mailbox(organisation: Organisation) -> Recipient:
    """It reads what everybody of the organisation may read: nothing for named persons."""
    reader = member(name=ORGANISATION, person=ORGANISATION, organisation=str(organisation.pk), strong=True)
    return Recipient(reader, organisation.mailbox, settings.LANGUAGE_CODE, None, settings.TIME_ZONE)


def recipient_of(letter: LetterOnce) -> Recipient | None:
    """Whom a letter is for, as he stands now; None where the account or the mailbox is no more."""
    person, organisation = letter.person, letter.organisation
    if person is not None:
        return _person(person, zones_of([person.pk])[person.pk]) if person.is_active and person.email else None
    return _mailbox(organisation) if organisation is not None and organisation.mailbox else None
