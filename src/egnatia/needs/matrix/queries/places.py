"""Where the activities that count are at work, as far as they say so."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from egnatia.needs.matrix.map.dots import Point
from egnatia.needs.matrix.models import MatrixPoint, MatrixSlice, MatrixWork
from egnatia.needs.matrix.queries.tallies import MatrixQuery
from egnatia.needs.matrix.queries.visible import phase_on, works_seen_by

COLUMNS = ("work_id", "longitude", "latitude", "name")


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The places of the activities that run or are planned, and those that have none on the map."""

    points: tuple[Point, ...]
    elsewhere: frozenset[UUID]

    def at(self, key: str) -> frozenset[UUID]:
        """The activities of one dot; with "" those without a place on the map."""
        return frozenset(point.work for point in self.points if point.key == key) if key else self.elsewhere


def whereabouts(asking: MatrixQuery) -> Whereabouts:
    """Of everything that stands in a cell. Two queries."""
    works = _active(asking)
    found = MatrixPoint.objects.filter(work__in=works.values("pk")).order_by("pk")
    points = tuple(each for each in (Point(*values) for values in found.values_list(*COLUMNS)) if each.shown)
    elsewhere = set(works.values_list("pk", flat=True)) - {point.work for point in points}
    return Whereabouts(points, frozenset(elsewhere))


def _active(asking: MatrixQuery) -> "QuerySet[MatrixWork, MatrixWork]":
    counted = works_seen_by(asking.reader, asking.filters, asking.as_of)
    seen = counted.alias(phase=phase_on(asking.as_of)).exclude(phase="ended")
    if not asking.filters.confirmed:
        return seen
    return seen.filter(Exists(MatrixSlice.objects.filter(work=OuterRef("pk"), estimated=False)))
