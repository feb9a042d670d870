"""The list of activities, a page at a time, and the withdrawn activities of the reader's organisation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from egnatia.activities.activities.columns import titles_by_language
from egnatia.activities.activities.entries import facts_of
from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.queries.visible import (
    ORDERS,
    in_region,
    listed,
    newest_of_each,
    of_identifier,
    of_listing,
)
from egnatia.activities.activities.rows import MOST_NAMED, ActivityRow, economy_names, row_of, who_of
from egnatia.activities.activities.rules import MOST_LISTED, PAGE, ActivityFilters
from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.feed import of_few, steps
from egnatia.kernel.full_text_search import FacetColumn, SearchScope, found_among
from egnatia.kernel.search import Found, Hit, Searcher, Span
from egnatia.language.query_expansion import Sought
from egnatia.pages.pagination import Page
from egnatia.people.addresses import hit_of
from egnatia.taxonomy.forum import ForumNames, community_names, forum, told

LEAST_STEP = 200  # of the feed, for few that may lie far apart in it: most activities may be elsewhere


@dataclass(frozen=True, slots=True)
class ActivityBasis:
    """What a list rests on, counted over at most a thousand of its activities. `capped`: there are more.

    `newest` is the last change among them; of a capped list in order of entry, the last entry (`by_entry`).
    """

    activities: int
    organisations: int
    newest: datetime | None
    capped: bool
    by_entry: bool = False


@dataclass(frozen=True, slots=True)
class ActivityListing(Page[ActivityRow]):
    """One page; beyond the cap a list has no pages."""

    SIZE = PAGE

    basis: ActivityBasis


class ListedActivity(NamedTuple):
    """An activity of a list, before its row is made. `organisation`: whoever reports it, folded."""

    record: UUID
    organisation: str | None
    entered_at: datetime
    changed_at: datetime


class ActivityListQuery(NamedTuple):
    """Who asks for which list. `few`: see `kernel.feed.of_few`."""

    reader: Reader
    filters: ActivityFilters
    few: Q

    @property
    def as_feed(self) -> bool:
        return self.filters.order == "newest" and not self.filters.narrowed


def _asking(reader: Reader, filters: ActivityFilters) -> ActivityListQuery:
    marked = Tlp(int(filters.tlp)) if filters.tlp else None
    return ActivityListQuery(reader, filters, of_few(reader, Activity.KIND, tlp=marked))


def activities_seen_by(reader: Reader, filters: ActivityFilters, *, page: int, names: ForumNames) -> ActivityListing:
    """The page of the list that `reader` sees. A page beyond the last one is empty."""
    asking = _asking(reader, filters)
    found = _found(asking, MOST_LISTED + 1)
    begin, end = (page - 1) * PAGE, page * PAGE
    rows = rows_of(reader, _loaded(reader, found[begin:end]), names)
    more = end < min(len(found), MOST_LISTED)
    return ActivityListing(rows, page, more, _basis(asking, found))


def sectors_used(reader: Reader) -> frozenset[str] | None:
    """The sectors of the visible activities and their categories, as filters offer them; None where these activities
    are more than a list holds: then every sector is offered."""
    found = list(Activity.visible_to(reader).order_by().values_list("sectors", flat=True)[: MOST_LISTED + 1])
    if len(found) > MOST_LISTED:
        return None
    return frozenset(part for sectors in found for each in sectors for part in (each, each[: len("DAC:152")]))


def first_rows(reader: Reader, filters: ActivityFilters, *, most: int, names: ForumNames) -> tuple[ActivityRow, ...]:
    """The first `most` rows of the list, for a download."""
    return rows_of(reader, _loaded(reader, _found(_asking(reader, filters), most)), names)


def records_of(reader: Reader, filters: ActivityFilters, *, most: int) -> tuple[UUID, ...]:
    """The first `most` activities of the list, by their records."""
    return tuple(each.record for each in _found(_asking(reader, filters), most))


def basis_of(reader: Reader, filters: ActivityFilters) -> ActivityBasis:
    """Counts from what the reader sees; the organisations are those that report, the first of each activity."""
    asking = _asking(reader, filters)
    return _basis(asking, _found(asking, MOST_LISTED + 1))


def _basis(asking: ActivityListQuery, found: Sequence[ListedActivity]) -> ActivityBasis:
    shown, capped = found[:MOST_LISTED], len(found) > MOST_LISTED
    by_entry = capped and asking.filters.order == "newest"
    return ActivityBasis(
        activities=len(shown),
        organisations=len({each.organisation for each in shown if each.organisation}),
        newest=shown[0].entered_at if by_entry else _last_change(asking, found, capped=capped),
        capped=capped,
        by_entry=by_entry,
    )


def _last_change(asking: ActivityListQuery, found: Sequence[ListedActivity], *, capped: bool) -> datetime | None:
    if not capped or asking.filters.order == "changed":
        return max((each.changed_at for each in found), default=None)
    rows = listed(asking.reader, replace(asking.filters, order="changed"), asking.few)
    # Asked for the first of few, the database would still go through all there are for it.
    last = rows.order_by().aggregate(last=Max("changed_at")) if asking.few else rows.values("changed_at").first()
    return next(iter((last or {}).values()), None)


def _found(asking: ActivityListQuery, most: int) -> list[ListedActivity]:
    if asking.as_feed:
        return _newest(asking, most)
    return _values(listed(*asking)[:most])


def _values(rows: "QuerySet[Any]") -> list[ListedActivity]:
    return [
        ListedActivity(*values) for values in rows.values_list("pk", "organisations__0", "entered_at", "changed_at")
    ]


def _newest(asking: ActivityListQuery, most: int) -> list[ListedActivity]:
    """The newest ones by the feed; those elsewhere, or that a newer version stands for, are passed over."""
    kept: list[ListedActivity] = []
    within = in_region(asking.filters.region)
    for places in steps(asking.reader, Activity.KIND, step=max(most, LEAST_STEP)):
        asked = newest_of_each(asking.reader).filter(within, pk__in=[place.record for place in places])
        shown = {each.record: each for each in _values(asked)}
        kept += [shown[place.record] for place in places if place.record in shown]
        if len(kept) >= most:
            break
    return kept[:most]


def _loaded(reader: Reader, found: Sequence[ListedActivity]) -> list[Activity]:
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


MOST = 100


@dataclass(frozen=True, slots=True)
class WithdrawnRow:
    id: UUID
    title: str
    lang: str
    tlp: str
    withdrawn_at: datetime


def withdrawn_seen_by(reader: Reader) -> list[WithdrawnRow]:
    """The last ones first, a hundred at most."""
    rows = (
        Activity.withdrawn_by_own_organisation(reader)
        .order_by("-record__withdrawn_at", "-record_id")
        .defer("content", "facts")
    )
    return [_row(activity) for activity in rows[:MOST]]


def _row(activity: Activity) -> WithdrawnRow:
    gone = activity.record.withdrawn_at
    assert gone is not None
    return WithdrawnRow(activity.pk, activity.title, activity.language, activity.record.marking.tlp.words, gone)


def find(reader: Reader, sought: Sought, span: Span) -> Found:
    seen = newest_of_each(reader).filter(of_few(reader, Activity.KIND)).defer("content", "digest")
    named, facets = of_identifier(sought.typed), {"economy": FacetColumn("economies", several=True)}
    rows = SearchScope(Activity.KIND, seen, ORDERS["newest"], named, many=True, facets=facets)
    names = forum()
    return found_among(reader, sought, rows, span, lambda activities: [_hit(each, names) for each in activities])


def _hit(activity: Activity, names: ForumNames) -> Hit:
    where = economy_names(activity.economies, names)
    more = (f"+ {len(where) - MOST_NAMED}",) if len(where) > MOST_NAMED else ()
    facts = facts_of(activity.facts, activity.pk)
    who = who_of(facts)
    said = (*who, ", ".join((*where[:MOST_NAMED], *more)), _years(activity))
    title, lang, _original = told(titles_by_language(facts), activity.title, activity.language)
    return hit_of(activity, title, lang, said)


def _years(activity: Activity) -> str:
    years = dict.fromkeys(str(day.year) for day in (activity.starts, activity.ends) if day)
    return " – ".join(years)


SEARCHER = Searcher(Activity.KIND, _("Activities"), 10, find, listed="activities:activities", many=True)
