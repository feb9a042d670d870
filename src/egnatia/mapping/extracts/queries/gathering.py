"""What an extract for an audience may rest on: the records that its officer sees and that cover the audience."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

import msgspec
from django.db.models import F, Q, QuerySet

from egnatia.coverage import year_after
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.models import covering
from egnatia.kernel.tokens import covers
from egnatia.mapping.activities.models import Activity
from egnatia.mapping.activities.queries.visible import UPDATED
from egnatia.mapping.extracts.frozen import FrozenNeed, FrozenSlice, FrozenWork, Source, Sources
from egnatia.mapping.extracts.rules import MOST_SOURCES
from egnatia.mapping.matrix.models import MatrixSlice, MatrixWork
from egnatia.mapping.matrix.queries.counting import Asking
from egnatia.mapping.matrix.queries.visible import works_granted
from egnatia.mapping.needs.models import Need
from egnatia.mapping.needs.rules import CONFIRMED
from egnatia.pages.originals import in_original


@dataclass(frozen=True, slots=True)
class Gathered:
    """The sources, and how many activities and needs that the officer sees stay out: they do not cover the audience."""

    sources: tuple[Source, ...]
    activities_left_out: int
    needs_left_out: int

    @property
    def readable(self) -> Sources:
        return Sources.of(self.sources)

    @property
    def too_many(self) -> bool:
        return len(self.sources) > MOST_SOURCES

    @property
    def fingerprint(self) -> str:
        """Of everything that would be frozen: a second look is at exactly that."""
        parts = [(each.record.hex, each.version, sorted(each.tokens), each.frozen) for each in self.sources]
        return sha256(msgspec.json.encode(parts)).hexdigest()


def gathered(asking: Asking, audience: frozenset[str]) -> Gathered:
    """For whoever may publish. Each source is asked once more, by the kernel's own table, whether it covers."""
    works = works_granted(asking.reader, asking.filters, asking.as_of)
    needs = _needs(asking)
    inside, fit = works.filter(covering(audience, "activity_id")), needs.filter(covering(audience, "record_id"))
    sources = (*_activities(asking, inside, audience), *map(_need, fit.order_by("pk")))
    if not all(covers(each.tokens, audience) for each in sources):
        raise NotAllowed("extract-source")
    return Gathered(sources, works.count() - inside.count(), needs.count() - fit.count())


def _needs(asking: Asking) -> "QuerySet[Need]":
    """What economies have confirmed, as far as the officer sees it."""
    wanted = asking.filters.perspective
    seen: QuerySet[Need] = Need.visible_to(asking.reader).filter(status=CONFIRMED)
    return seen.filter(perspective=wanted) if wanted else seen


def _activities(asking: Asking, inside: "QuerySet[MatrixWork]", audience: frozenset[str]) -> Iterable[Source]:
    """With newer ones of the same identifiers, whatever they say: they stand for the older ones."""
    works = {work.pk: work for work in inside.annotate(said=F("phase"))}
    slices = _slices(asking, works)
    twins = inside.filter(twinned=True).values("activity__identifier")
    rows = Activity.visible_to(asking.reader).filter(covering(audience, "record_id"))
    wanted = rows.filter(Q(pk__in=list(works)) | Q(identifier__in=twins)).annotate(updated=UPDATED)
    for row in wanted.defer("content", "facts").order_by("pk"):
        work = works.get(row.pk)
        frozen = _frozen(row, work, asking, tuple(slices.get(row.pk, ())))
        yield Source(row.pk, row.record.version, row.record.tokens, frozen)


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


def _need(need: Need) -> Source:
    words, language = in_original(need.text, need.language)
    frozen = FrozenNeed(
        objective=need.objective,
        economy=need.economy_id,
        priority=need.priority,  # type: ignore[arg-type]  # one of the three, says the column
        words=words,
        language=language,
        source=need.source,
        page=need.page,
        year=need.round or need.stated_on.year,
    )
    return Source(need.pk, need.record.version, need.record.tokens, frozen)
