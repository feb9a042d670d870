"""What was chosen about letters."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.inbox import DIGESTS, OFF
from egnatia.kernel.rooms import letters
from egnatia.people.email_preferences.models import LettersFrequency, LetterZone
from egnatia.people.email_preferences.rules import Ending, organisation_key, person_key, read_token

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class EmailChoices:
    """The reader's own: how often each kind comes, by code, and their time zone."""

    often: Mapping[str, str]
    zone: str

    @property
    def wanted(self) -> frozenset[str]:
        return frozenset(code for code, frequency in self.often.items() if frequency != OFF)


def chosen_by(reader: Reader) -> EmailChoices:
    person = UUID(reader.person)
    return EmailChoices(often(person_key(reader.person)), zones_of([person])[person])


def often(who: str) -> dict[str, str]:
    """How often each kind of letters goes to this key."""
    rows = LettersFrequency.objects.filter(who=who).exclude(frequency="")
    chosen = dict(rows.values_list("kind", "frequency"))
    return {code: chosen.get(code, each.frequency) for code, each in letters().items()}


def zones_of(people: Collection[UUID]) -> Mapping[UUID, str]:
    """The time zone of each, as they chose it: the installation's where they chose none. `CLOCKS` has the others."""
    chosen = dict(LetterZone.objects.filter(person__in=list(people)).values_list("person_id", "zone"))
    return {person: chosen.get(person, settings.TIME_ZONE) for person in people}


def ended(kind: str) -> frozenset[str]:
    """Who wants no letters of this kind, as keys."""
    return frozenset(LettersFrequency.objects.filter(kind=kind, frequency=OFF).values_list("who", flat=True))


def number_wanting(people: Iterable[UUID], kind: str) -> int:
    """How many of them want letters of this kind."""
    unwanted = ended(kind)
    return sum(person_key(person) not in unwanted for person in people)


def is_ended(who: str, kind: str) -> bool:
    return LettersFrequency.objects.filter(who=who, kind=kind, frequency=OFF).exists()


def ends(who: str, code: str) -> frozenset[str]:
    """The kinds that the link of a letter ends: one, or all that a summary tells of today."""
    return frozenset(each for each, how in often(who).items() if how == code) if code in DIGESTS else frozenset({code})


def letter_labels() -> "dict[str, _StrPromise]":
    """What can be ended by its link, by code: the kinds, and the two summaries of several of them."""
    return {code: each.label for code, each in letters().items()} | dict(DIGESTS)


def ending_of(token: str) -> Ending | None:
    """What the link of a letter ends; None for what was not signed here."""
    read = read_token(token)
    return read if read and read.kind in letter_labels() else None


def epoch_of(who: str, kind: str) -> int:
    """What links must carry that end these letters: it moves on whenever they are wanted again."""
    return LettersFrequency.objects.filter(who=who, kind=kind).values_list("epoch", flat=True).first() or 0


def may_want_for(reader: Reader, organisation: UUID) -> bool:
    """Whether they see and undo that letters to the mailbox of this organisation ended: its staff and the secretariat
    do."""
    return reader.strong and (reader.organisation == str(organisation) or reader.is_secretariat)


def has_ended_for(reader: Reader, organisation: UUID) -> bool:
    """Whether they ended, for whom that concerns; False for everybody else."""
    rows = LettersFrequency.objects.filter(who=organisation_key(organisation), kind__in=list(letters()), frequency=OFF)
    return may_want_for(reader, organisation) and rows.exists()
