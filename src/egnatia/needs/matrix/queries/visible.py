"""The activities that count for a reader: those that they see, and of several with one identifier the newest."""

from datetime import date
from typing import Any

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value, When

from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.queries.visible import UPDATED
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import among_granted
from egnatia.needs.matrix.models import MatrixSlice, MatrixWork
from egnatia.needs.matrix.rules import MatrixFilters

Works = QuerySet[MatrixWork, MatrixWork]
Slices = QuerySet[MatrixSlice, MatrixSlice]


def works_seen_by(reader: Reader, filters: MatrixFilters, as_of: date) -> Works:
    """Each once, whatever cells it stands in. The need for a confirmed objective is a matter of slices."""
    return works_granted(reader, filters, as_of).exclude(pk__in=_outdated(reader))


def works_granted(reader: Reader, filters: MatrixFilters, as_of: date) -> Works:
    """The same, with those that a newer one of their identifier stands for; with their `phase`."""
    # As in `Activity.visible_to`; asked of the grants alone, since thousands are counted.
    return _meant(filters, as_of).filter(among_granted(reader, Activity.KIND, "activity_id"))


def active_ones(reader: Reader, filters: MatrixFilters, as_of: date) -> Works:
    """Those that run or are planned, whether or not `reader` sees them: only for a query that asks that itself."""
    meant: Works = _meant(filters, as_of).exclude(phase="ended").exclude(pk__in=_outdated(reader))
    return meant


def _meant(filters: MatrixFilters, as_of: date) -> "QuerySet[Any, Any]":
    return MatrixWork.objects.filter(_wanted(filters)).alias(phase=phase_on(as_of)).filter(_standing(filters))


def _outdated(reader: Reader) -> "QuerySet[Any, Any]":
    return MatrixWork.objects.filter(_newer(reader), twinned=True).values("pk")


def _newer(reader: Reader) -> Exists:
    """A newer visible activity of the same identifier, as `newest_of_each` says it; looked up for twins only."""
    own = Activity.objects.filter(pk=OuterRef(OuterRef("activity"))).annotate(when=UPDATED)
    updated = Subquery(own.values("when"))
    same = (
        Activity.objects.visible_to(reader)
        .annotate(updated=UPDATED)
        .filter(identifier=Subquery(own.values("identifier")))
    )
    return Exists(same.filter(Q(updated__gt=updated) | Q(updated=updated, pk__gt=OuterRef("activity"))))


def slices_seen_by(reader: Reader, filters: MatrixFilters, as_of: date, *, there: Q) -> Slices:
    """Their slices, at all levels. `there` are the cells that are asked for: works elsewhere are not looked up."""
    found = MatrixSlice.objects.filter(there)
    seen = works_seen_by(reader, filters, as_of)
    found = found.filter(work__in=seen.filter(pk__in=found.values("work")) if there else seen)
    return found.filter(estimated=False) if filters.confirmed else found


def ended_on(as_of: date, prefix: str = "") -> Q:
    return Q(**{f"{prefix}standing": "ended"}) | Q(**{f"{prefix}last__lt": as_of})


def planned_on(as_of: date, prefix: str = "") -> Q:
    """Where it has not ended."""
    unsaid = Q(**{f"{prefix}standing": "", f"{prefix}begins__gt": as_of})
    return Q(**{f"{prefix}standing": "planned"}) | unsaid


def phase_on(as_of: date, prefix: str = "") -> Case:
    """What `coverage.phase` says, in the database."""
    return Case(
        When(ended_on(as_of, prefix), then=Value("ended")),
        When(planned_on(as_of, prefix), then=Value("planned")),
        default=Value("running"),
        output_field=CharField(),
    )


def _wanted(filters: MatrixFilters) -> Q:
    wanted = Q()
    if filters.type:
        wanted &= Q(types__contains=[filters.type])
    if filters.group:
        wanted &= Q(groups__contains=[filters.group])
    first, last = filters.period
    if first or last:
        wanted &= Q(begins__isnull=False) | Q(closes__isnull=False)
    if first:
        wanted &= Q(closes__gte=first) | Q(closes__isnull=True)
    if last:
        wanted &= Q(begins__lte=last) | Q(begins__isnull=True)
    return wanted


def _standing(filters: MatrixFilters) -> Q:
    return Q(phase=filters.status) if filters.status else Q()
