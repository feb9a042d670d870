"""The list of visible matches, filtered and a page at a time, in one order; and what it rests on."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.queries.lists import with_ids
from egnatia.activities.activities.queries.visible import condition
from egnatia.activities.activities.rules import ActivityFilters
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.feed import COUNT_CAP, capped_count, newest
from egnatia.matching.models import DeskEntry, Match, Uncompared
from egnatia.matching.queries.positions import all_states, states_of
from egnatia.matching.queries.visible import (
    Matches,
    entries_visible_to,
    handled_by_desk,
    involving,
    marks_of,
    matches_visible_to,
    own,
    positions_visible_to,
)
from egnatia.matching.rows import MatchRow, behalf_of, row_of, words_of
from egnatia.matching.rules import (
    AGENDA,
    ALL,
    ASIDE,
    KINDS,
    MINE,
    MOST_LISTED,
    NONE,
    PAGE,
    QUEUE,
    UNHANDLED,
    MatchFilters,
    side_of,
)
from egnatia.pages.pagination import Page
from egnatia.taxonomy.forum import ForumNames
from egnatia.taxonomy.vocabularies import Vocabulary

MANY = 5_000  # activities, from which on it is quicker to ask of each match than of each activity
ORDER = ("-rank", "titles", "id")  # total, and worked out from the two activities alone


def matches_listed(reader: Reader, filters: MatchFilters) -> Matches:
    """What a list shows, in its order. What is no longer found is on its own page only."""
    rows = matches_visible_to(reader).filter(gone_at__isnull=True)
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.activity:
        rows = involving(rows, filters.activity)
    if filters.economy:
        there = Activity.objects.filter(economies__contains=[filters.economy]).values("record_id")
        rows = rows.filter(left__in=there, right__in=there)
    if filters.view:
        rows = rows.filter(_with_state(reader, filters.view))
    rows = _as_handled(rows, reader, filters.desk)
    return _with_one_like(rows, reader, filters).order_by(*ORDER)


def _as_handled(rows: Matches, reader: Reader, desk: str) -> Matches:
    """What the secretariat set aside is listed where it asks for it; of everybody else nothing is left out."""
    if not reader.is_secretariat or desk == ALL:
        return rows
    if desk == UNHANDLED:
        return rows.exclude(pk__in=handled_by_desk(reader))
    if desk == MINE:
        mine = entries_visible_to(reader).filter(person=UUID(reader.person), verb=DeskEntry.Verb.ASSIGNED)
        return rows.filter(pk__in=mine.filter(undone_at__isnull=True).order_by().values("match"))
    if desk in (AGENDA, ASIDE):
        return rows.filter(pk__in=handled_by_desk(reader, (desk,)))
    return rows.exclude(pk__in=handled_by_desk(reader, (ASIDE,)))


def _with_one_like(rows: Matches, reader: Reader, filters: MatchFilters) -> Matches:
    """At least one of the two is about this, of this organisation, of this size, says these words."""
    wanted = ActivityFilters(q=filters.q, about=filters.about, organisation=filters.organisation, size=filters.size)
    if not wanted.narrowed:
        return rows
    meant = condition(reader, wanted)
    # Looked up once: in one query with the matches the database looks twice.
    alike = list(Activity.visible_to(reader).filter(meant).order_by().values_list("record_id", flat=True)[: MANY + 1])
    if len(alike) > MANY:
        # Asked match by match, of both sides at once: a page of matches is soon found. Asked of each side apart, the
        # database looks through all activities, twice.
        sides = Q(pk=OuterRef("left_id")) | Q(pk=OuterRef("right_id"))
        return rows.filter(Exists(Activity.objects.filter(meant, sides)))
    return rows.filter(Q(left__in=alike) | Q(right__in=alike))


def _with_state(reader: Reader, state: str) -> Q:
    states = all_states(reader)
    if state == NONE:
        return ~Q(pk__in=states)
    return Q(pk__in=[match for match, each in states.items() if each == state])


def waiting_for(reader: Reader) -> Matches:
    """The matches of the reader's organisation about which it has said nothing that they see: their queue."""
    organisation = Q(record__owner=UUID(reader.organisation)) if reader.organisation else Q(pk__in=[])
    answered = positions_visible_to(reader).filter(organisation).order_by().values("match")
    mine = matches_visible_to(reader).filter(own(reader), gone_at__isnull=True)
    return mine.exclude(pk__in=answered).order_by(*ORDER)


@dataclass(frozen=True, slots=True)
class MatchListing(Page[MatchRow]):
    """One page. `count` is capped: beyond a thousand a list has no pages."""

    SIZE = PAGE

    count: int

    @property
    def capped(self) -> bool:
        return self.count > MOST_LISTED


@dataclass(frozen=True, slots=True)
class MatchQueue(MatchListing):
    """One page of what awaits a position."""

    SIZE = QUEUE


@dataclass(frozen=True, slots=True)
class MatchNames:
    """How things are called in this request: asked once, handed down."""

    names: ForumNames
    vocabulary: Vocabulary


def matches_seen_by(reader: Reader, filters: MatchFilters, *, page: int, naming: MatchNames) -> MatchListing:
    """The page of the list that `reader` sees. A page beyond the last one is empty."""
    return _page(reader, matches_listed(reader, filters), page, naming)


def counts_of_kinds(reader: Reader, filters: MatchFilters) -> dict[str, int]:
    """How many matches of each kind the same filters leave, capped: the tabs of the list."""
    return {kind: capped_count(matches_listed(reader, replace(filters, kind=kind))) for kind in KINDS}


def queue_of(reader: Reader, *, page: int = 1, naming: MatchNames) -> MatchQueue:
    """The matches that wait for the view of the reader's organisation, the strongest first."""
    found = _page(reader, waiting_for(reader), page, naming, size=QUEUE)
    return MatchQueue(found.rows, found.page, found.more, found.count)


def waiting_count(reader: Reader) -> int:
    """How many these are, capped."""
    return capped_count(waiting_for(reader))


def first_rows(reader: Reader, filters: MatchFilters, *, most: int, naming: MatchNames) -> tuple[MatchRow, ...]:
    """The first `most` rows of the list, for a download."""
    return rows_of(reader, _ids(matches_listed(reader, filters), most), naming)


def matches_of_activity(reader: Reader, activity: UUID, *, most: int, naming: MatchNames) -> MatchListing:
    """The strongest matches of one activity."""
    return _page(
        reader, matches_listed(reader, MatchFilters(kind="", activity=activity, desk=ALL)), 1, naming, size=most
    )


def is_being_compared(reader: Reader, activity: UUID) -> bool:
    """Whether an activity that they see waits for its comparison: nobody can say yet that it overlaps with none."""
    return Uncompared.objects.filter(activity__in=Activity.visible_to(reader).filter(pk=activity)).exists()


def some_being_compared(reader: Reader, import_id: UUID) -> bool:
    """The same of what an import brought."""
    waiting = Uncompared.objects.filter(activity__record__provenance__contains={"import": str(import_id)})
    return waiting.filter(activity__in=Activity.visible_to(reader)).exists()


def _page(reader: Reader, rows: Matches, page: int, naming: MatchNames, *, size: int = PAGE) -> MatchListing:
    """All that a list can reach is looked up once: how many there are follows from it."""
    ids = _ids(rows, MOST_LISTED + 1)
    begin = (page - 1) * size
    shown = ids[begin : min(begin + size, MOST_LISTED)]
    more = min(len(ids), MOST_LISTED) > begin + size
    return MatchListing(rows_of(reader, shown, naming), page, more, len(ids))


def _ids(rows: Matches, most: int) -> list[UUID]:
    """Identifiers first: what is shown of a match is far from where it is found."""
    return list(rows.values_list("pk", flat=True)[:most])


def rows_of(reader: Reader, ids: Iterable[UUID], naming: MatchNames) -> tuple[MatchRow, ...]:
    """The rows of matches that `reader` sees, in the order of lists."""
    wanted = list(ids)
    matches = list(Match.objects.filter(pk__in=wanted).order_by(*ORDER))
    sides = with_ids(reader, {record for match in matches for record in (match.left_id, match.right_id)}, naming.names)
    states, words = states_of(reader, wanted), words_of(naming.names, naming.vocabulary)
    awaited, marks = _awaited(reader, wanted), marks_of(reader, wanted)
    rows = []
    for match in matches:
        if match.left_id in sides and match.right_id in sides:
            side = side_of(reader.organisation, left=str(match.left_owner), right=str(match.right_owner))
            behalf = behalf_of(reader, side, sides[match.left_id], sides[match.right_id])
            own, marked = match.pk in awaited, marks.get(match.pk, ())
            state = states.get(match.pk, NONE)
            rows.append(row_of(match, sides, state, words, own=own, marks=marked, side=side, behalf=behalf))
    return tuple(rows)


def _awaited(reader: Reader, matches: Collection[UUID]) -> frozenset[UUID]:
    """Those of them that wait for the position of the reader's organisation."""
    return frozenset(waiting_for(reader).filter(pk__in=matches).values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class MatchBasis:
    """`organisations` are those that report, counted where no more than a thousand activities are seen."""

    activities: int
    organisations: int
    newest: datetime | None
    capped: bool


def basis_for(reader: Reader) -> MatchBasis:
    rows = Activity.visible_to(reader).order_by().values_list("organisations__0", flat=True)[: COUNT_CAP + 1]
    organisations = list(rows)
    first = newest(reader, Activity.KIND, limit=1)
    return MatchBasis(
        activities=min(len(organisations), COUNT_CAP),
        organisations=len(set(organisations) - {None, ""}),
        newest=first[0].published_at if first else None,
        capped=len(organisations) > COUNT_CAP,
    )
