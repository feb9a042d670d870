"""Cutting activities again after they, or what they serve, were stored. Runs inside the transaction that stores."""

from collections.abc import Collection, Iterator
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.db.models.fields.json import KeyTransform

from egnatia import coverage
from egnatia.activities.activities.models import Activity
from egnatia.kernel.models import Economy
from egnatia.needs.frameworks.queries import aims_of
from egnatia.needs.matrix.models import MatrixPoint, MatrixSlice, MatrixWork
from egnatia.needs.matrix.slices import (
    Stored,
    closing_day,
    cut_of,
    footing_of,
    partners_of,
    parts_of,
    places_of,
    standing_of,
    work_of,
)

BATCH = 2_000
TWINS = """
UPDATE needs_matrixwork AS work SET twinned = true FROM activities_activity AS activity
WHERE activity.record_id = work.activity_id AND NOT work.twinned AND activity.identifier = ANY(%s)
AND EXISTS (SELECT 1 FROM activities_activity AS other
            WHERE other.identifier = activity.identifier AND other.record_id <> activity.record_id)
"""
# One statement, and nothing is read before it: this runs whenever an activity or its aims are stored.
NO_LONGER = """
WITH slices AS (DELETE FROM needs_matrixslice WHERE work_id = ANY(%(ids)s)),
points AS (DELETE FROM needs_matrixpoint WHERE work_id = ANY(%(ids)s))
DELETE FROM needs_matrixwork WHERE activity_id = ANY(%(ids)s)
"""
COLUMNS = ("pk", "sort", "status", "economies", "shares", "starts", "ends", "changed_at")
FACTS = ("types", "groups", "reporters", "funders")


def cut_again(ids: Collection[UUID]) -> None:
    """Make the slices of the given activities equal to what these say now. Harmless to repeat."""
    economies = sorted(Economy.objects.values_list("code", flat=True))
    for batch in _batches(ids):
        with connection.cursor() as cursor:
            cursor.execute(NO_LONGER, {"ids": batch})
        _cut(batch, economies)
        _tell_twins(batch)


def _batches(ids: Collection[UUID]) -> Iterator[list[UUID]]:
    rest = iter(ids)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _cut(ids: list[UUID], economies: list[str]) -> None:
    here = Activity.objects.filter(pk__in=ids, economies__overlap=economies)
    aims = aims_of(here.values("pk"))
    works: list[MatrixWork] = []
    slices: list[MatrixSlice] = []
    points: list[MatrixPoint] = []
    for row in _columns(here.filter(pk__in=list(aims))):
        stored = _stored(row)
        work, parts = _unsaved(row, stored, aims[row["pk"]], economies)
        if parts:
            works.append(work)
            slices += parts
            points += _points(work, stored)
    MatrixWork.objects.bulk_create(works)
    MatrixPoint.objects.bulk_create(points, batch_size=BATCH)
    MatrixSlice.objects.bulk_create(slices, batch_size=BATCH)


def _columns(activities: "QuerySet[Any]") -> Iterator[dict[str, Any]]:
    """Not the whole of an activity: its texts are long."""
    facts = {f"said_{name}": KeyTransform(name, "facts") for name in FACTS}
    facts["locations"] = KeyTransform("locations", "content")
    yield from activities.order_by("pk").annotate(**facts).values(*COLUMNS, *facts)


def _unsaved(
    row: dict[str, Any], stored: Stored, aims: tuple[coverage.Aim, ...], economies: list[str]
) -> tuple[MatrixWork, list[MatrixSlice]]:
    work, partners = work_of(stored, aims), partners_of(stored)
    parts = list(parts_of(work, economies))
    made = MatrixWork(
        activity_id=row["pk"],
        footing=footing_of(work),
        training=work.types == {"training"},
        standing=standing_of(work.status),
        begins=work.start,
        last=coverage.last_day(work),
        closes=closing_day(work),
        types=sorted(work.types),
        groups=sorted(work.groups),
        partners=list(partners),
        partner_names=list(partners.values()),
        cut=cut_of(parts),
        changed_at=row["changed_at"],
    )
    return made, [
        MatrixSlice(
            work=made,
            level=part.level,
            objective=part.cut.objective,
            economy=part.cut.economy,
            share=part.cut.share,
            estimated=part.cut.estimated,
            undeclared=not part.cut.declared,
        )
        for part in parts
    ]


def _points(work: MatrixWork, stored: Stored) -> list[MatrixPoint]:
    return [
        MatrixPoint(work=work, longitude=place.longitude, latitude=place.latitude, name=place.name)
        for place in stored.places
    ]


def _stored(row: dict[str, Any]) -> Stored:
    return Stored(
        ref=str(row["pk"]),
        sort=row["sort"],
        status=row["status"],
        economies=tuple(row["economies"]),
        shares=row["shares"],
        starts=row["starts"],
        ends=row["ends"],
        types=tuple(row["said_types"] or ()),
        groups=tuple(row["said_groups"] or ()),
        reporters=_names(row["said_reporters"]),
        funders=_names(row["said_funders"]),
        places=places_of(row["locations"] or ()),
    )


def _names(bodies: list[dict[str, str]] | None) -> tuple[str, ...]:
    return tuple(name[:300] for body in bodies or () if (name := body.get("name", "")))


def _tell_twins(ids: list[UUID]) -> None:
    """Whoever bears an identifier that another bears too is asked which is newer; nobody else is.

    Two statements, however many there are and whoever bears them: what is stored costs as much beside hidden twins.
    """
    borne = Activity.objects.filter(pk__in=ids).exclude(identifier="").values_list("identifier", flat=True)
    with connection.cursor() as cursor:
        cursor.execute(TWINS, [list(borne)])
