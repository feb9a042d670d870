"""Setting up regular sources, changing and removing them, asking for them now."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import transaction

from egnatia.activities.imports.rules import draft_marking
from egnatia.activities.sources.actions.fetches import send
from egnatia.activities.sources.models import RegularSource
from egnatia.kernel import clock, records
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.records import audit, markings

KIND = "regular-source"


@dataclass(frozen=True, slots=True)
class SourceWish:
    """What a source shall be: see `RegularSource`."""

    name: str
    address: str
    every: str
    everywhere: bool
    marking: Marking


@transaction.atomic
def set_up(wish: SourceWish, *, by: Reader) -> UUID:
    """A source of the reader's organisation, fetched for the first time at once.

    Raises NotAllowed where they may not mark so, or have not shown their second factor.
    """
    source = RegularSource(organisation_id=UUID(_required(wish, by).organisation))
    _say(source, wish, by)
    source.save(force_insert=True)
    audit.record("set up", KIND, source.pk, by=by, every=wish.every)
    return source.pk


@transaction.atomic
def change(source_id: UUID, wish: SourceWish, *, by: Reader) -> None:
    """Say it anew. From now on it is imported on behalf of whoever does; its next file is imported in any case."""
    source = _own(source_id, by=_required(wish, by))
    _say(source, wish, by)
    source.save()
    audit.record("changed", KIND, source.pk, by=by, every=wish.every)


def _required(wish: SourceWish, by: Reader) -> Reader:
    if not by.strong:
        raise NotAllowed("second-factor")
    records.require_may_mark(wish.marking, by=by)
    return by


def _say(source: RegularSource, wish: SourceWish, by: Reader) -> None:
    named = {"owner": by.organisation, "author": by.person}
    source.person_id, source.set_up_by = UUID(by.person), by.name
    source.name, source.address, source.every = wish.name, wish.address, wish.every
    source.everywhere, source.marking = wish.everywhere, markings.as_json(wish.marking)
    source.tokens = sorted(draft_marking(wish.marking).tokens(**named))
    source.reach = sorted(wish.marking.tokens(**named))
    source.etag = source.digest = ""
    source.failures, source.next_at = 0, clock.now()


def _own(source_id: UUID, *, by: Reader) -> RegularSource:
    found = RegularSource.visible_to(by).select_for_update(of=("self",)).filter(pk=source_id).first()
    if found is None:
        raise NotFound
    if not by.strong:
        raise NotAllowed("second-factor")
    if str(found.organisation_id) != by.organisation:
        raise NotAllowed("owner")
    return found


@transaction.atomic
def remove(source_id: UUID, *, by: Reader) -> None:
    """It is not fetched any more. What it brought stays."""
    source = _own(source_id, by=by)
    audit.record("removed", KIND, source.pk, by=by)
    source.delete()


@transaction.atomic
def ask_for(source_id: UUID, *, by: Reader) -> None:
    """It shall be fetched now. Raises NotAllowed("fetch-off") where this installation fetches nothing."""
    if not settings.FETCH:
        raise NotAllowed("fetch-off")
    source = _own(source_id, by=by)
    source.waits = True
    source.save(update_fields=["waits"])
    audit.record("asked for", KIND, source.pk, by=by)
    send(source.pk)
