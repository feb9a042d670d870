"""Which matches a reader sees: those of whose two activities he sees both, past the floor of domain.md."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import BoolOr
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from egnatia.kernel import clock
from egnatia.kernel.forum import ForumNames, forum
from egnatia.kernel.models import RecordQuerySet, granted
from egnatia.kernel.reader import Reader
from egnatia.matching.models import Match, Position
from egnatia.matching.rules import working_days_before

Matches = QuerySet[Match, Match]
NO_MATCH = UUID(int=0)  # the identifier of none


def matches_visible_to(reader: Reader) -> Matches:
    """The matches that `reader` sees; the public sees none, since "this doubles that" is delicate.

    One that is no longer found is there for those only who see a view on it: it is kept for the sake of that view.
    """
    if reader.is_anonymous and not reader.is_system:
        return Match.objects.none()
    if reader.is_system:
        return Match.objects.filter(_both_there())
    seen = matches_open_to(reader).filter(granted(reader, "left_id"), granted(reader, "right_id"))
    return seen.filter(Q(gone_at__isnull=True) | Q(pk__in=_spoken_about(reader)))


def matches_open_to(reader: Reader) -> Matches:
    """The matches past the floor, whether or not `reader` sees their activities: only for a query that joins those
    that he sees itself."""
    if reader.is_system:
        return Match.objects.all()
    if reader.is_anonymous:
        return Match.objects.filter(pk=NO_MATCH)
    return Match.objects.filter(_past_floor(reader))


def _both_there() -> Q:
    return Q(left__record__withdrawn_at__isnull=True, right__record__withdrawn_at__isnull=True)


def _past_floor(reader: Reader) -> Q:
    """For the first days, or until both owners have a view, only the two owners' organisations and the secretariat."""
    if reader.is_secretariat:
        return Q()
    return Q(found_at__lt=floor_begins(forum())) | own(reader) | Q(pk__in=_both_have_spoken(reader))


def floor_begins(names: ForumNames, on: date | None = None) -> datetime:
    """Matches found from this moment on are for their owners and the secretariat alone: today, or on another day."""
    day = working_days_before(on or clock.today(), names.working_days_of_silence)
    return timezone.make_aware(datetime.combine(day, time.min))


def own(reader: Reader) -> Q:
    """The matches of which one activity, or both, belong to the reader's organisation."""
    if not (reader.strong and reader.organisation):
        return Q(pk__in=[])
    return Q(left_owner=UUID(reader.organisation)) | Q(right_owner=UUID(reader.organisation))


def positions_visible_to(reader: Reader) -> RecordQuerySet:
    """The views that `reader` sees: those whose marking he meets and of whose two activities he sees both."""
    return Position.visible_to(reader)


def _spoken_about(reader: Reader) -> "QuerySet[Any, Any]":
    views: QuerySet[Any, Any] = positions_visible_to(reader).order_by()
    return views.values("match")


def _both_have_spoken(reader: Reader) -> "QuerySet[Any, Any]":
    """A view that the reader may not see opens nothing to him."""
    said = _spoken_about(reader).annotate(sides=Count("side", distinct=True), alone=BoolOr(Q(side=Position.Side.BOTH)))
    both: QuerySet[Any, Any] = said.filter(Q(sides__gte=2) | Q(alone=True)).values("match")
    return both


def past_first_days(found: Mapping[UUID, datetime], on: date) -> frozenset[UUID]:
    """Which of the matches, said with when they were found as it was kept on a day, more than their owners may know of:
    those past their first days then already, and those that are found still and past them today. One query.
    """
    names = forum()
    then = {match for match, at in found.items() if at < floor_begins(names, on)}
    rows = Match.objects.filter(pk__in=[NO_MATCH, *found], gone_at__isnull=True, found_at__lt=floor_begins(names))
    return frozenset(then.union(rows.values_list("pk", flat=True)))


def involving(matches: Matches, activity: UUID) -> Matches:
    return matches.filter(Q(left=activity) | Q(right=activity))
