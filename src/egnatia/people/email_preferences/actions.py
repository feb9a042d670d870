"""Choosing which letters one wants, and ending them."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import F

from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.inbox import FREQUENCIES, OFF
from egnatia.kernel.models import Organisation
from egnatia.kernel.records import audit
from egnatia.kernel.rooms import letters
from egnatia.people.email_preferences.models import LettersFrequency, LetterZone
from egnatia.people.email_preferences.queries import ending_of, ends, may_want_for, often, zones_of
from egnatia.people.email_preferences.rules import ZONES, organisation_key, person_key


@transaction.atomic
def end_letters(token: str, *, by: Reader) -> str:
    """End what the link of a letter ends: whoever holds the letter may, signed in or not. Returns the kind.

    Raises NotFound for what was not signed here, or before they were wanted again. Pressed twice, done once.
    """
    read = ending_of(token)
    if read is None:
        raise NotFound
    found, _new = LettersFrequency.objects.select_for_update().get_or_create(who=read.who, kind=read.kind)
    if found.epoch != read.epoch:
        raise NotFound
    if found.frequency != OFF:
        for kind in sorted({read.kind} | ends(read.who, read.kind)):
            _choose(read.who, kind, OFF)
        audit.record("ended letters", "letters", read.who[:16], by=by, sort=read.kind)
    return read.kind


def _choose(who: str, kind: str, frequency: str) -> None:
    chosen = {"frequency": frequency, "at": clock.now()}
    LettersFrequency.objects.update_or_create(who=who, kind=kind, defaults=chosen)


@transaction.atomic
def want_for_organisation(organisation: UUID, *, by: Reader) -> None:
    """Letters to the mailbox of an organisation go again: what anybody with an old letter can end, its staff can undo.

    Raises NotFound where they see no such organisation, or none of which they ended; NotAllowed where it is another's.
    """
    if not Organisation.visible_to(by).filter(pk=organisation).exists():
        raise NotFound
    if not may_want_for(by, organisation):
        raise NotAllowed(by.why_not("owner"))
    if not _wanted_again(organisation_key(organisation), letters()):
        raise NotFound
    audit.record("wanted letters again", "letters", str(organisation), by=by)


def _wanted_again(who: str, kinds: Collection[str]) -> int:
    """How many kinds had ended. Links that were sent before end nothing any more."""
    rows = LettersFrequency.objects.filter(who=who, kind__in=sorted(kinds), frequency=OFF)
    return rows.update(frequency="", epoch=F("epoch") + 1)


@transaction.atomic
def choose_letters(chosen: Mapping[str, str], zone: str, *, by: Reader) -> None:
    """What one's own page says: how often each kind comes, by code, and the time zone; kinds not named stay."""
    if by.is_anonymous:
        raise NotAllowed("sign-in")
    known = zone in ZONES or zone == zones_of([UUID(by.person)])[UUID(by.person)]
    if not known or not chosen.keys() <= letters().keys() or not set(chosen.values()) <= FREQUENCIES.keys():
        raise NotFound
    who = person_key(by.person)
    LetterZone.objects.update_or_create(person_id=UUID(by.person), defaults={"zone": zone})
    before = often(who)
    changed = {kind: frequency for kind, frequency in chosen.items() if before[kind] != frequency}
    # A summary that was ended is wanted again once a kind comes with it.
    _wanted_again(who, {kind for kind, frequency in changed.items() if frequency != OFF} | set(changed.values()))
    for kind, frequency in sorted(changed.items()):
        _choose(who, kind, frequency)
    audit.record("chose letters", "person", by.person, by=by, chosen=dict(sorted(chosen.items())))
