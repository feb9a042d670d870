"""The filters that the reader keeps themselves. Nobody asks for those of another: there is no query for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotFound
from egnatia.kernel.lists import FilteredList, read_query
from egnatia.kernel.rooms import filtered_lists
from egnatia.people.filters.models import SavedFilter

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MOST = 50  # filters that somebody keeps


@dataclass(frozen=True, slots=True)
class FilterRow:
    """`url` is made anew of what the list knows today; `words` are its filters as they are read."""

    id: UUID
    name: str
    list: str
    list_title: "str | _StrPromise"
    url: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FilterTarget:
    """A list whose filters can be kept, and where it is."""

    title: "str | _StrPromise"
    url: str


def places() -> tuple[FilterTarget, ...]:
    """In the order of their titles."""
    return tuple(FilterTarget(each.title, each.url) for each in filtered_lists().values())


def own(reader: Reader) -> QuerySet[SavedFilter]:
    """Their own; in a session without the second step those alone that were kept in such a one."""
    if reader.is_anonymous:
        return SavedFilter.objects.none()
    rows = SavedFilter.objects.filter(person=UUID(reader.person))
    return rows if reader.strong else rows.filter(strong=False)


def filters_of(reader: Reader) -> tuple[FilterRow, ...]:
    """By list and name. One query."""
    return _rows(own(reader), filtered_lists())


def on_list(reader: Reader, code: str, said: Mapping[str, str]) -> tuple[tuple[FilterRow, ...], bool]:
    """Their filters of one list, by name, and whether what its address says can be kept as another. One query."""
    known = filtered_lists()
    return _rows(own(reader).filter(list=code), known), bool(_kept(known, code, said))


def filter_of(reader: Reader, record: UUID) -> FilterRow:
    """Raises NotFound where they keep none such."""
    found, known = own(reader).filter(pk=record).first(), filtered_lists()
    if found is None or found.list not in known:
        raise NotFound
    return _row(found, known[found.list])


def names_of(reader: Reader, code: str, *, but: UUID | None = None) -> frozenset[str]:
    """What their filters of a list are called already."""
    rows = own(reader).filter(list=code)
    others = rows.exclude(pk=but) if but else rows
    return frozenset(others.values_list("name", flat=True))


def how_many(reader: Reader) -> int:
    return own(reader).count()


def kept_of(code: str, said: Mapping[str, str]) -> dict[str, str]:
    """What of an address can be kept as a filter of a list; nothing where there is no such list."""
    return _kept(filtered_lists(), code, said)


def _kept(known: Mapping[str, FilteredList], code: str, said: Mapping[str, str]) -> dict[str, str]:
    return known[code].known(said) if code in known else {}


def _rows(rows: QuerySet[SavedFilter], known: Mapping[str, FilteredList]) -> tuple[FilterRow, ...]:
    places = {each: place for place, each in enumerate(known)}
    found = [_row(each, known[each.list]) for each in rows if each.list in known]
    return tuple(sorted(found, key=lambda row: (places[row.list], row.name.casefold(), row.id)))


def _row(found: SavedFilter, of: FilteredList) -> FilterRow:
    known = of.known(read_query(found.query))
    return FilterRow(found.pk, found.name, found.list, of.title, of.address(known), of.words(known))
