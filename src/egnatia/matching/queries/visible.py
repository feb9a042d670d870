"""Which matches a reader sees: those of whose two activities they see both, past the floor of domain.md."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import BoolOr
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import RecordQuerySet, granted
from egnatia.matching import labels
from egnatia.matching.models import DeskEntry, Match, Position
from egnatia.taxonomy.forum import ForumNames, forum
from egnatia.workdays.queries import calendars_of_forum
from egnatia.workdays.rules import Calendar, after_working_days, before_working_days

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
    that they see as well."""
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
    return (
        Q(found_at__lt=floor_begins(forum(), calendars_of_forum())) | own(reader) | Q(pk__in=_both_have_spoken(reader))
    )


def floor_begins(names: ForumNames, calendars: tuple[Calendar, ...], on: date | None = None) -> datetime:
    """Matches found from this moment on are for their owners and the secretariat alone: today, or on another day.

    The forum's days count, the same for all matches: those of the owners' economies would tell whose a match is.
    """
    day = before_working_days(on or clock.today(), names.working_days_of_silence, calendars)
    return timezone.make_aware(datetime.combine(day, time.min))


def opens_on(found: datetime, names: ForumNames) -> date:
    """The first day on which a match that was found then is seen beyond its owners."""
    last = after_working_days(timezone.localdate(found), names.working_days_of_silence, calendars_of_forum())
    return last + timedelta(days=1)


def own(reader: Reader) -> Q:
    """The matches of which one activity, or both, belong to the reader's organisation."""
    if not (reader.strong and reader.organisation):
        return Q(pk__in=[])
    return Q(left_owner=UUID(reader.organisation)) | Q(right_owner=UUID(reader.organisation))


def positions_visible_to(reader: Reader) -> RecordQuerySet:
    """The views that `reader` sees: those whose marking they meet and of whose two activities they see both."""
    return Position.visible_to(reader)


SENT = (DeskEntry.Verb.WRITTEN, DeskEntry.Verb.ASKED)
HANDLED = (DeskEntry.Verb.ASSIGNED, DeskEntry.Verb.AGENDA, DeskEntry.Verb.ASIDE, *SENT)


def entries_visible_to(reader: Reader) -> "QuerySet[DeskEntry, DeskEntry]":
    """All entries that `reader` may know of: none outside the secretariat."""
    if not reader.is_secretariat:
        return DeskEntry.objects.none()
    return DeskEntry.objects.filter(match__in=matches_visible_to(reader).order_by().values("pk"))


def handled_by_desk(reader: Reader, verbs: Collection[str] = HANDLED) -> "QuerySet[Any, Any]":
    """The matches of which one of these entries holds, for a query of matches."""
    rows: QuerySet[Any, Any] = entries_visible_to(reader).filter(verb__in=verbs, undone_at__isnull=True).order_by()
    return rows.values("match")


def marks_of(reader: Reader, matches: Iterable[UUID]) -> dict[UUID, tuple[str, ...]]:
    """What holds of each of the matches, by its label; empty for everybody but the secretariat."""
    rows = entries_visible_to(reader).filter(match__in=list(matches), undone_at__isnull=True)
    found: dict[UUID, list[str]] = {}
    for match, verb in rows.order_by("made_at", "pk").values_list("match", "verb"):
        found.setdefault(match, []).append(labels.label(labels.DESK, verb))
    return {match: tuple(dict.fromkeys(said)) for match, said in found.items()}


def _spoken_about(reader: Reader) -> "QuerySet[Any, Any]":
    views: QuerySet[Any, Any] = positions_visible_to(reader).order_by()
    return views.values("match")


def _both_have_spoken(reader: Reader) -> "QuerySet[Any, Any]":
    """A view that the reader may not see opens nothing to them."""
    said = _spoken_about(reader).annotate(sides=Count("side", distinct=True), alone=BoolOr(Q(side=Position.Side.BOTH)))
    both: QuerySet[Any, Any] = said.filter(Q(sides__gte=2) | Q(alone=True)).values("match")
    return both


def past_first_days(found: Mapping[UUID, datetime], on: date) -> frozenset[UUID]:
    """Which of the matches, said with when they were found as it was kept on a day, more than their owners may know of:
    those past their first days then already, and those that are found still and past them today. Two queries.
    """
    names, calendars = forum(), calendars_of_forum()
    floor = floor_begins(names, calendars, on)
    then = {match for match, at in found.items() if at < floor}
    rows = Match.objects.filter(
        pk__in=[NO_MATCH, *found], gone_at__isnull=True, found_at__lt=floor_begins(names, calendars)
    )
    return frozenset(then.union(rows.values_list("pk", flat=True)))


def involving(matches: Matches, activity: UUID) -> Matches:
    return matches.filter(Q(left=activity) | Q(right=activity))
