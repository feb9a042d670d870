"""Which matches a reader sees: those of whose two activities he sees both, past the floor of domain.md."""

from datetime import datetime, time
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from egnatia.kernel import clock
from egnatia.kernel.forum import forum
from egnatia.kernel.models import Grant
from egnatia.kernel.reader import Reader
from egnatia.mapping.matches.models import Match, View
from egnatia.mapping.matches.rules import working_days_before


def matches_visible_to(reader: Reader) -> "QuerySet[Match, Match]":
    """The matches that `reader` sees; the public sees none, since "this doubles that" is delicate."""
    if reader.is_anonymous and not reader.is_system:
        return Match.objects.none()
    if reader.is_system:
        return Match.objects.filter(_both_there())
    return Match.objects.filter(_granted(reader, "left_id"), _granted(reader, "right_id")).filter(_past_floor(reader))


def _both_there() -> Q:
    return Q(left__record__withdrawn_at__isnull=True, right__record__withdrawn_at__isnull=True)


def _granted(reader: Reader, side: str) -> Exists:
    return Exists(Grant.objects.filter(record=OuterRef(side), token__in=sorted(reader.held)))


def _past_floor(reader: Reader) -> Q:
    """For the first days, or until both owners have a view, only the two owners' organisations and the secretariat."""
    if reader.is_secretariat:
        return Q()
    cutoff = working_days_before(clock.today(), forum().working_days_of_silence)
    old_enough = Q(found_at__lt=timezone.make_aware(datetime.combine(cutoff, time.min)))
    return old_enough | _own(reader) | _both_have_spoken(reader)


def _own(reader: Reader) -> Q:
    if not reader.strong:
        return Q(pk__in=[])
    return Q(left__record__owner=UUID(reader.actor)) | Q(right__record__owner=UUID(reader.actor))


def _both_have_spoken(reader: Reader) -> Q:
    said = View.visible_to(reader).filter(left=OuterRef("left"), right=OuterRef("right"))
    both = Q(Exists(said.filter(side="left"))) & Q(Exists(said.filter(side="right")))
    one_owner = Q(left__record__owner=F("right__record__owner"))
    return both | (one_owner & Q(Exists(said)))


def involving(matches: "QuerySet[Match, Match]", activity: UUID) -> "QuerySet[Match, Match]":
    return matches.filter(Q(left=activity) | Q(right=activity))
