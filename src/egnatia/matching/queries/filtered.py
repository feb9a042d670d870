"""The visible matches, narrowed by the filters of a list, in the one order that lists have."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.queries.visible import condition
from egnatia.activities.activities.rules import ActivityFilters
from egnatia.kernel.reader import Reader
from egnatia.matching.queries.said import all_states
from egnatia.matching.queries.visible import Matches, involving, matches_visible_to, own, positions_visible_to
from egnatia.matching.rules import NONE, MatchFilters

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
    return _with_one_like(rows, reader, filters).order_by(*ORDER)


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
    """The matches of the reader's organisation about which it has said nothing that he sees: his queue."""
    organisation = Q(record__owner=UUID(reader.organisation)) if reader.organisation else Q(pk__in=[])
    answered = positions_visible_to(reader).filter(organisation).order_by().values("match")
    mine = matches_visible_to(reader).filter(own(reader), gone_at__isnull=True)
    return mine.exclude(pk__in=answered).order_by(*ORDER)
