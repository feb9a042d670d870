"""Activities and needs in the words and figures in which they are frozen."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.queries.visible import UPDATED
from egnatia.coverage import year_after
from egnatia.needs.matrix.models import MatrixSlice, MatrixWork
from egnatia.needs.matrix.queries.counting import Asking
from egnatia.needs.needs.content import NEED
from egnatia.needs.needs.models import Need
from egnatia.reporting.snapshots.sources import FrozenNeed, FrozenSlice, FrozenWork


def works_frozen(
    asking: Asking, inside: "QuerySet[MatrixWork]", rows: "QuerySet[Any]"
) -> Iterator[tuple[Activity, FrozenWork]]:
    """Those of the activities `rows` that are `inside` the matrix, as they count.

    With newer ones of the same identifiers, whatever they say: they stand for the older ones.
    """
    works = {work.pk: work for work in inside.annotate(said=F("phase"))}
    slices = _slices(asking, works)
    twins = inside.filter(twinned=True).values("activity__identifier")
    wanted = rows.filter(Q(pk__in=list(works)) | Q(identifier__in=twins)).annotate(updated=UPDATED)
    for row in wanted.order_by("pk"):
        yield row, _frozen(row, works.get(row.pk), asking, tuple(slices.get(row.pk, ())))


def _slices(asking: Asking, works: Iterable[UUID]) -> dict[UUID, list[FrozenSlice]]:
    rows = MatrixSlice.objects.filter(work__in=list(works)).order_by("work", "level", "objective", "economy")
    if asking.filters.confirmed:
        rows = rows.filter(estimated=False)
    found: dict[UUID, list[FrozenSlice]] = {}
    for row in rows:
        said = FrozenSlice(row.level, row.objective, row.economy, row.estimated, row.undeclared)
        found.setdefault(row.work_id, []).append(said)
    return found


def _frozen(row: Activity, work: Any, asking: Asking, slices: tuple[FrozenSlice, ...]) -> FrozenWork:  # noqa: ANN401 - a MatrixWork with its phase, or None
    updated: Any = row.updated_at or row.entered_at
    said = {"identifier": row.identifier, "updated": updated.isoformat(), "title": row.title, "language": row.language}
    if work is None:
        return FrozenWork(**said, footing="dedicated", phase="ended", training=False, ending=False)
    return FrozenWork(
        **said,
        footing=work.footing,
        phase=work.said,
        training=work.training,
        ending=work.closes is not None and work.closes <= year_after(asking.as_of),
        partners=tuple(work.partners),
        names=tuple(work.partner_names),
        slices=slices,
    )


def need_frozen(need: Need) -> FrozenNeed:
    """A confirmed need in its economy's own words."""
    said = NEED.said(need)
    words, language = said.words.first()
    return FrozenNeed(
        objective=need.objective,
        economy=need.economy_id,
        priority=need.priority,  # type: ignore[arg-type]  # one of the three, says the column
        words=words,
        language=language,
        source=said.source,
        page=said.page,
        year=need.round or need.stated_on.year,
    )
