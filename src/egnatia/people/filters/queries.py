"""The filters that the reader keeps themselves. Nobody asks for those of another: there is no query for it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotFound
from egnatia.kernel.lists import FilteredList, read_query
from egnatia.kernel.models import RecordQuerySet, Version
from egnatia.kernel.rooms import filtered_lists
from egnatia.people.filters.models import SavedFilter
from egnatia.people.marking.words import economy_name
from egnatia.taxonomy.forum import forum

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MOST = 50  # filters that somebody keeps
MOST_TOLD = 50  # records of one filter that somebody is told of at a time


@dataclass(frozen=True, slots=True)
class FilterRow:
    """`url` is made anew of what the list knows today; `words` are its filters as they are read. `watched`: they are
    told what is new in it; `watchable`: they can be."""

    id: UUID
    name: str
    list: str
    list_title: "str | _StrPromise"
    url: str
    words: tuple[str, ...]
    watched: bool = False
    watchable: bool = False


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


@dataclass(frozen=True, slots=True)
class SuggestedFilter:
    """One of their economy that they do not keep yet, as the form that saves it sends it."""

    list: str
    query: str
    name: str


def suggested(reader: Reader, kept: Collection[FilterRow]) -> tuple[SuggestedFilter, ...]:
    """For each economy that they speak for, the lists of records that can be filtered by economy."""
    urls, names = {each.url for each in kept}, forum()
    return tuple(
        SuggestedFilter(of.code, urlencode(said), f"{of.title}: {economy_name(code, names)}")
        for of, field in _by_economy()
        for code in sorted(reader.economies)
        if of.address(said := {field: code}) not in urls
    )


def _by_economy() -> Iterator[tuple[FilteredList, str]]:
    """The lists of records with a filter by economy, and what that is called in an address."""
    for of in filtered_lists().values():
        described = of.described() if of.rows else {}
        yield from ((of, field) for field in ("economy", "economies") if field in described)


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


def is_watchable(code: str) -> bool:
    """Whether the list is of records, of which somebody can be told what is new."""
    known = filtered_lists()
    return code in known and known[code].rows is not None


def news_of(reader: Reader, since: datetime) -> Iterator[tuple[Any, str]]:
    """The records in the filters that they watch which others added or changed since then, the newest of each filter,
    each once, and the address of its filter."""
    known, told = filtered_lists(), set[UUID]()
    for kept in own(reader).filter(watched=True).order_by("saved_at"):
        of = known.get(kept.list)
        if of is None or of.rows is None:
            continue
        said = of.known(read_query(kept.query))
        for row in _changed(of.rows(reader, said), reader, since):
            if row.pk not in told:
                told.add(row.pk)
                yield row, of.address(said)


def _changed(rows: RecordQuerySet, reader: Reader, since: datetime) -> RecordQuerySet:
    """What they wrote last themselves is no news to them."""
    last = Version.objects.filter(record=OuterRef("record_id")).order_by("-number").values("by")[:1]
    mine = Q(record__owner=UUID(reader.organisation), last_by=reader.name)
    found: RecordQuerySet = rows.filter(record__changed_at__gt=since).annotate(last_by=Subquery(last)).exclude(mine)
    return found.select_related("record").defer("record__search").order_by("-record__changed_at", "pk")[:MOST_TOLD]


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
    title, url, words = of.title, of.address(known), of.words(known)
    return FilterRow(found.pk, found.name, found.list, title, url, words, found.watched, of.rows is not None)
