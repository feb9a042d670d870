"""What was chosen about letters."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.rooms import letter_labels
from egnatia.people.email_preferences.models import EndedLetters, LetterZone
from egnatia.people.email_preferences.rules import Ending, organisation_key, person_key, read_token


@dataclass(frozen=True, slots=True)
class EmailChoices:
    """The reader's own: the kinds that they get, and their time zone."""

    wanted: frozenset[str]
    zone: str


def chosen_by(reader: Reader) -> EmailChoices:
    person = UUID(reader.person)
    ended = EndedLetters.objects.filter(who=person_key(reader.person), ended=True).values_list("kind", flat=True)
    return EmailChoices(frozenset(letter_labels()) - set(ended), zones_of([person])[person])


def zones_of(people: Collection[UUID]) -> Mapping[UUID, str]:
    """The time zone of each: the installation's where they chose none."""
    chosen = dict(LetterZone.objects.filter(person__in=list(people)).values_list("person_id", "zone"))
    return {person: chosen.get(person, settings.TIME_ZONE) for person in people}


def ended(kind: str) -> frozenset[str]:
    """Who wants no letters of this kind, as keys."""
    return frozenset(EndedLetters.objects.filter(kind=kind, ended=True).values_list("who", flat=True))


def is_ended(who: str, kind: str) -> bool:
    return EndedLetters.objects.filter(who=who, kind=kind, ended=True).exists()


def ending_of(token: str) -> Ending | None:
    """What the link of a letter ends; None for what was not signed here."""
    read = read_token(token)
    return read if read and read.kind in letter_labels() else None


def epoch_of(who: str, kind: str) -> int:
    """What links must carry that end these letters: it moves on whenever they are wanted again."""
    return EndedLetters.objects.filter(who=who, kind=kind).values_list("epoch", flat=True).first() or 0


def may_want_for(reader: Reader, organisation: UUID) -> bool:
    """Whether they see and undo that letters to the mailbox of this organisation ended: its staff and the secretariat
    do."""
    return reader.strong and (reader.organisation == str(organisation) or reader.is_secretariat)


def has_ended_for(reader: Reader, organisation: UUID) -> bool:
    """Whether they ended, for whom that concerns; False for everybody else."""
    return may_want_for(reader, organisation) and any(
        is_ended(organisation_key(organisation), kind) for kind in letter_labels()
    )
