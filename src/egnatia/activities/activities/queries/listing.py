"""The list of activities: one page of rows, how many there are, and on which basis."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.queries.visible import listed, newest_of_each, of_listing
from egnatia.activities.activities.rows import ActivityRow, row_of
from egnatia.activities.activities.rules import MOST_LISTED, PAGE, ActivityFilters
from egnatia.kernel.feed import of_few, steps
from egnatia.kernel.forum import ForumNames, community_names
from egnatia.kernel.marking import Tlp
from egnatia.kernel.reader import Reader
from egnatia.kernel.reading import may_read
from egnatia.pages.paging import Page


@dataclass(frozen=True, slots=True)
class Basis:
    """What a list rests on, counted over at most a thousand of its activities. `capped`: there are more.

    `newest` is the last change among them; of a capped list in order of entry, the last entry (`by_entry`).
    """

    activities: int
    organisations: int
    newest: datetime | None
    capped: bool
    by_entry: bool = False


@dataclass(frozen=True, slots=True)
class Listing(Page[ActivityRow]):
    """One page; beyond the cap a list has no pages."""

    SIZE = PAGE

    basis: Basis


class Found(NamedTuple):
    """An activity of a list, before its row is made. `organisation`: whoever reports it, folded."""

    record: UUID
    organisation: str | None
    entered_at: datetime
    changed_at: datetime


class Asking(NamedTuple):
    """Who asks for which list. `few`: see `kernel.feed.of_few`."""

    reader: Reader
    filters: ActivityFilters
    few: Q

    @property
    def as_feed(self) -> bool:
        return self.filters.order == "newest" and not self.filters.narrowed


def _asking(reader: Reader, filters: ActivityFilters) -> Asking:
    marked = Tlp(int(filters.tlp)) if filters.tlp else None
    return Asking(reader, filters, of_few(reader, Activity.KIND, tlp=marked))


def activities_seen_by(reader: Reader, filters: ActivityFilters, *, page: int, names: ForumNames) -> Listing:
    """The page of the list that `reader` sees. A page beyond the last one is empty."""
    asking = _asking(reader, filters)
    found = _found(asking, MOST_LISTED + 1)
    begin, end = (page - 1) * PAGE, page * PAGE
    rows = rows_of(reader, _loaded(reader, found[begin:end]), names)
    more = end < min(len(found), MOST_LISTED)
    return Listing(rows, page, more, _basis(asking, found))


def first_rows(reader: Reader, filters: ActivityFilters, *, most: int, names: ForumNames) -> tuple[ActivityRow, ...]:
    """The first `most` rows of the list, for a download."""
    return rows_of(reader, _loaded(reader, _found(_asking(reader, filters), most)), names)


def records_of(reader: Reader, filters: ActivityFilters, *, most: int) -> tuple[UUID, ...]:
    """The first `most` activities of the list, by their records."""
    return tuple(each.record for each in _found(_asking(reader, filters), most))


def basis_of(reader: Reader, filters: ActivityFilters) -> Basis:
    """Counts from what the reader sees; the organisations are those that report, the first of each activity."""
    asking = _asking(reader, filters)
    return _basis(asking, _found(asking, MOST_LISTED + 1))


def _basis(asking: Asking, found: Sequence[Found]) -> Basis:
    shown, capped = found[:MOST_LISTED], len(found) > MOST_LISTED
    by_entry = capped and asking.filters.order == "newest"
    return Basis(
        activities=len(shown),
        organisations=len({each.organisation for each in shown if each.organisation}),
        newest=shown[0].entered_at if by_entry else _last_change(asking, found, capped=capped),
        capped=capped,
        by_entry=by_entry,
    )


def _last_change(asking: Asking, found: Sequence[Found], *, capped: bool) -> datetime | None:
    if not capped or asking.filters.order == "changed":
        return max((each.changed_at for each in found), default=None)
    rows = listed(asking.reader, replace(asking.filters, order="changed"), asking.few)
    # Asked for the first of few, the database would still go through all there are for it.
    last = rows.order_by().aggregate(last=Max("changed_at")) if asking.few else rows.values("changed_at").first()
    return next(iter((last or {}).values()), None)


def _found(asking: Asking, most: int) -> list[Found]:
    if asking.as_feed:
        return _newest(asking.reader, most)
    return _values(listed(*asking)[:most])


def _values(rows: "QuerySet[Any]") -> list[Found]:
    return [Found(*values) for values in rows.values_list("pk", "organisations__0", "entered_at", "changed_at")]


def _newest(reader: Reader, most: int) -> list[Found]:
    """The newest ones by the feed; those that a newer version stands for are passed over."""
    kept: list[Found] = []
    for places in steps(reader, Activity.KIND, step=most):
        asked = newest_of_each(reader).filter(pk__in=[place.record for place in places])
        shown = {each.record: each for each in _values(asked)}
        kept += [shown[place.record] for place in places if place.record in shown]
        if len(kept) >= most:
            break
    return kept[:most]


def _loaded(reader: Reader, found: Sequence[Found]) -> list[Activity]:
    """The activities themselves, in the same order."""
    rows = of_listing(Activity.visible_to(reader).filter(pk__in=[each.record for each in found])).in_bulk()
    return [rows[each.record] for each in found]


def rows_of(reader: Reader, activities: Sequence[Activity], names: ForumNames) -> tuple[ActivityRow, ...]:
    communities = community_names()
    versions = _versions(reader, activities)
    return tuple(
        row_of(activity, names, communities, versions.get(activity.identifier, 1))
        for activity in activities
        if may_read(reader, activity.record.envelope).allowed
    )


def _versions(reader: Reader, activities: Iterable[Activity]) -> dict[str, int]:
    """How many visible records there are under each identifier."""
    identifiers = sorted({activity.identifier for activity in activities} - {""})
    rows = Activity.visible_to(reader).filter(identifier__in=identifiers).values_list("identifier")
    return dict(rows.annotate(number=Count("record_id")).order_by())


def with_ids(reader: Reader, records: Iterable[UUID], names: ForumNames) -> dict[UUID, ActivityRow]:
    """The rows of those of the given activities that the reader sees."""
    found = of_listing(Activity.visible_to(reader).filter(pk__in=list(records)))
    return {row.id: row for row in rows_of(reader, list(found), names)}
