"""The list of activities: one page of rows, how many there are, and on which basis."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from egnatia.kernel.feed import newest
from egnatia.kernel.forum import ForumNames, community_names
from egnatia.kernel.reader import Reader
from egnatia.kernel.reading import may_read
from egnatia.mapping.activities.models import Activity
from egnatia.mapping.activities.queries.visible import listed, newest_of_each, of_listing
from egnatia.mapping.activities.rows import ActivityRow, row_of
from egnatia.mapping.activities.rules import MOST_LISTED, PAGE, ActivityFilters


@dataclass(frozen=True, slots=True)
class Basis:
    """What a list rests on, counted over at most a thousand of its activities. `capped`: there are more."""

    activities: int
    organisations: int
    newest: datetime | None
    capped: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """One page. `more` says whether another one follows; beyond the cap a list has no pages."""

    rows: tuple[ActivityRow, ...]
    basis: Basis
    page: int
    more: bool

    @property
    def first(self) -> int:
        return (self.page - 1) * PAGE + 1

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1


def activities_seen_by(reader: Reader, filters: ActivityFilters, *, page: int, names: ForumNames) -> Listing:
    """The page of the list that `reader` sees. A page beyond the last one is empty."""
    begin = (page - 1) * PAGE
    found = _slice(reader, filters, begin, begin + PAGE + 1)
    rows = rows_of(reader, found[:PAGE], names)
    more = len(found) > PAGE and begin + PAGE < MOST_LISTED
    return Listing(rows, basis_of(reader, filters), page, more)


def first_rows(reader: Reader, filters: ActivityFilters, *, most: int, names: ForumNames) -> tuple[ActivityRow, ...]:
    """The first `most` rows of the list, for a download."""
    return rows_of(reader, _slice(reader, filters, 0, most), names)


def basis_of(reader: Reader, filters: ActivityFilters) -> Basis:
    """Counts from what the reader sees; the organisations are those that report, the first of each activity."""
    rows = listed(reader, filters).order_by("-changed_at", "-record_id")
    counted = list(rows.values_list("organisations__0", "changed_at")[: MOST_LISTED + 1])
    shown = counted[:MOST_LISTED]
    return Basis(
        activities=len(shown),
        organisations=len({organisation for organisation, _ in shown if organisation}),
        newest=counted[0][1] if counted else None,
        capped=len(counted) > MOST_LISTED,
    )


def _slice(reader: Reader, filters: ActivityFilters, begin: int, end: int) -> list[Activity]:
    if filters.order == "newest" and not filters.narrowed:
        return _newest(reader, begin, end)
    return list(of_listing(listed(reader, filters))[begin:end])


def _newest(reader: Reader, begin: int, end: int) -> list[Activity]:
    """The newest ones by the feed; those that a newer version stands for are passed over."""
    kept: list[UUID] = []
    behind = None
    while len(kept) < end:
        places = newest(reader, Activity.KIND, limit=end + PAGE, behind=behind)
        asked = [place.record for place in places]
        shown = set(newest_of_each(reader).filter(pk__in=asked).values_list("pk", flat=True))
        kept += [record for record in asked if record in shown]
        if len(places) < end + PAGE:
            break
        behind = places[-1]
    wanted = kept[begin:end]
    rows = of_listing(Activity.visible_to(reader).filter(pk__in=wanted)).in_bulk()
    return [rows[record] for record in wanted]


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
