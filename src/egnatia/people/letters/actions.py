"""Ending a kind of letters, wanting them again, choosing one's time zone. Each is one transaction, one audit event."""

from uuid import UUID

from django.db import transaction

from egnatia.kernel import audit
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.reader import Reader
from egnatia.people.letters.models import EndedLetters, LetterZone
from egnatia.people.letters.rules import KINDS, person_key, read_token, zones


@transaction.atomic
def end_letters(token: str, *, by: Reader) -> str:
    """End what the link of a letter ends: whoever holds the letter may, signed in or not. Returns the kind.

    Raises NotFound for what was not signed here. Pressed twice, done once.
    """
    read = read_token(token)
    if read is None:
        raise NotFound
    who, kind = read
    _made, new = EndedLetters.objects.get_or_create(who=who, kind=kind)
    if new:
        audit.record("ended letters", "letters", who[:16], by=by, sort=kind)
    return kind


@transaction.atomic
def choose_letters(wanted: frozenset[str], zone: str, *, by: Reader) -> None:
    """What one's own page says: the kinds that one wants, and the time zone."""
    if by.is_anonymous:
        raise NotAllowed("sign-in")
    if zone not in zones() or not wanted <= set(KINDS):
        raise NotFound
    who = person_key(by.person)
    LetterZone.objects.update_or_create(person_id=UUID(by.person), defaults={"zone": zone})
    EndedLetters.objects.filter(who=who, kind__in=sorted(wanted)).delete()
    for kind in sorted(set(KINDS) - wanted):
        EndedLetters.objects.get_or_create(who=who, kind=kind)
    audit.record("chose letters", "person", by.person, by=by, wanted=sorted(wanted))
