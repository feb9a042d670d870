"""Choosing which letters one wants, and ending them."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.db.models import F

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import Organisation
from egnatia.kernel.records import audit
from egnatia.kernel.rooms import letter_labels
from egnatia.people.email_preferences.models import EndedLetters, LetterZone
from egnatia.people.email_preferences.queries import ending_of, may_want_for
from egnatia.people.email_preferences.rules import organisation_key, person_key, zones


@transaction.atomic
def end_letters(token: str, *, by: Reader) -> str:
    """End what the link of a letter ends: whoever holds the letter may, signed in or not. Returns the kind.

    Raises NotFound for what was not signed here, or before they were wanted again. Pressed twice, done once.
    """
    read = ending_of(token)
    if read is None:
        raise NotFound
    found, new = EndedLetters.objects.select_for_update().get_or_create(who=read.who, kind=read.kind)
    if found.epoch != read.epoch:
        raise NotFound
    if new or not found.ended:
        found.ended = True
        found.save(update_fields=["ended"])
        audit.record("ended letters", "letters", read.who[:16], by=by, sort=read.kind)
    return read.kind


@transaction.atomic
def want_for_organisation(organisation: UUID, *, by: Reader) -> None:
    """Letters to the mailbox of an organisation go again: what anybody with an old letter can end, its staff can undo.

    Raises NotFound where they see no such organisation, or none of which they ended; NotAllowed where it is another's.
    """
    if not Organisation.visible_to(by).filter(pk=organisation).exists():
        raise NotFound
    if not may_want_for(by, organisation):
        raise NotAllowed(by.why_not("owner"))
    if not _wanted_again(organisation_key(organisation), letter_labels()):
        raise NotFound
    audit.record("wanted letters again", "letters", str(organisation), by=by)


def _wanted_again(who: str, kinds: Collection[str]) -> int:
    """How many kinds had ended. Links that were sent before end nothing any more."""
    rows = EndedLetters.objects.filter(who=who, kind__in=sorted(kinds), ended=True)
    return rows.update(ended=False, epoch=F("epoch") + 1)


@transaction.atomic
def choose_letters(wanted: frozenset[str], zone: str, *, by: Reader) -> None:
    """What one's own page says: the kinds that one wants, and the time zone."""
    if by.is_anonymous:
        raise NotAllowed("sign-in")
    if zone not in zones() or not wanted <= letter_labels().keys():
        raise NotFound
    who = person_key(by.person)
    LetterZone.objects.update_or_create(person_id=UUID(by.person), defaults={"zone": zone})
    _wanted_again(who, wanted)
    for kind in sorted(letter_labels().keys() - wanted):
        EndedLetters.objects.update_or_create(who=who, kind=kind, defaults={"ended": True})
    audit.record("chose letters", "person", by.person, by=by, wanted=sorted(wanted))
