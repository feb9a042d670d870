"""Keeping a filter under a name, changing that, watching it, dropping it. Each is one transaction and one audit event.

The trail says that somebody did, and of which list: what they filter by, and what they call it, is nobody else's.
"""

from collections.abc import Mapping
from urllib.parse import urlencode
from uuid import UUID

from django.db import transaction

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import AlreadyThere, NotAllowed, NotFound
from egnatia.kernel.models import Person
from egnatia.kernel.records import audit
from egnatia.people.filters.models import LONGEST_NAME, SavedFilter
from egnatia.people.filters.queries import MOST, how_many, is_watchable, kept_of, names_of, own

KIND = "saved-filter"


@transaction.atomic
def save_filter(code: str, said: Mapping[str, str], name: str, *, watched: bool = False, by: Reader) -> UUID:
    """Keep what of an address are filters of that list. Raises NotFound where nothing is, AlreadyThere for a name of
    another one on that list, NotAllowed where they keep as many as one may."""
    _locked(by)
    known = kept_of(code, said)
    if not known:
        raise NotFound
    if how_many(by) >= MOST:
        raise NotAllowed("filters-full")
    _require_free(name, names_of(by, code))
    made = SavedFilter.objects.create(
        person_id=UUID(by.person),
        strong=by.strong,
        list=code,
        query=urlencode(known),
        name=name,
        watched=watched and is_watchable(code),
    )
    audit.record("saved filter", KIND, made.pk, by=by, list=code)
    return made.pk


@transaction.atomic
def change_filter(record: UUID, name: str, *, watched: bool = False, by: Reader) -> None:
    """Its name, and whether they are told what is new in it. Raises NotFound where they keep none such, AlreadyThere
    for a name of another one on that list."""
    found = _own(record, by)
    _require_free(name, names_of(by, found.list, but=record))
    found.name, found.watched = name, watched and is_watchable(found.list)
    found.save(update_fields=["name", "watched"])
    audit.record("changed filter", KIND, record, by=by, list=found.list)


@transaction.atomic
def drop_filter(record: UUID, *, by: Reader) -> None:
    """Raises NotFound where they keep none such. Nothing of it is left."""
    found = _own(record, by)
    found.delete()
    audit.record("dropped filter", KIND, record, by=by, list=found.list)


def _locked(by: Reader) -> None:
    """Two sessions of one person wait for each other: the limit holds, and a name stands once."""
    if by.is_anonymous:
        raise NotAllowed("sign-in")
    Person.objects.select_for_update().get(pk=by.person)


def _own(record: UUID, by: Reader) -> SavedFilter:
    _locked(by)
    found = own(by).filter(pk=record).first()
    if found is None:
        raise NotFound
    return found


def _require_free(name: str, taken: frozenset[str]) -> None:
    if not name or len(name) > LONGEST_NAME:
        raise NotFound
    if name in taken:
        raise AlreadyThere
