"""What was chosen about letters."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from egnatia.kernel.reader import Reader
from egnatia.people.letters.models import EndedLetters, LetterZone
from egnatia.people.letters.rules import KINDS, organisation_key, person_key


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
