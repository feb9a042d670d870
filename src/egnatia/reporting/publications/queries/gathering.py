"""What a publication for an audience may rest on: the records that its officer sees and that cover the audience."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

import msgspec
from django.db.models import Q, QuerySet

from egnatia.activities.activities.models import Activity
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.models import covering
from egnatia.kernel.tokens import covers
from egnatia.needs.matrix.models import MatrixSlice, MatrixWork
from egnatia.needs.matrix.queries.counting import Asking
from egnatia.needs.matrix.queries.visible import works_granted
from egnatia.needs.needs.models import Need
from egnatia.needs.needs.rules import CONFIRMED
from egnatia.reporting.publications.rules import MOST_SOURCES
from egnatia.reporting.snapshots.queries.sources import need_frozen, works_frozen
from egnatia.reporting.snapshots.sources import Part, Source, Sources


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


def gathered(asking: Asking, audience: frozenset[str], part: Part | None = None) -> Gathered:
    """For whoever may publish: what has to do with the part, everything where there is none. Each source is asked once
    more, by the kernel's own table, whether it covers.
    """
    works = _works(asking, part or Part())
    needs = _needs(asking).filter(_under("objective", part or Part()))
    inside, fit = works.filter(covering(audience, "activity_id")), needs.filter(covering(audience, "record_id"))
    sources = (*_activities(asking, inside, audience), *map(_need, fit.order_by("pk")))
    if not all(covers(each.tokens, audience) for each in sources):
        raise NotAllowed("publication-source")
    return Gathered(sources, works.count() - inside.count(), needs.count() - fit.count())


def _works(asking: Asking, part: Part) -> "QuerySet[MatrixWork]":
    """Those with something inside the part; a newer one of an identifier stands for older ones wherever it is."""
    works: QuerySet[MatrixWork] = works_granted(asking.reader, asking.filters, asking.as_of)
    if not part.under:
        return works
    there = MatrixSlice.objects.filter(_under("objective", part))
    if asking.filters.confirmed:
        there = there.filter(estimated=False)
    return works.filter(pk__in=there.values("work"))


def _under(column: str, part: Part) -> Q:
    """As `Part.holds`, in the database."""
    return Q(**{column: part.under}) | Q(**{f"{column}__startswith": f"{part.under}."}) if part.under else Q()


def _needs(asking: Asking) -> "QuerySet[Need]":
    """What economies have confirmed, as far as the officer sees it."""
    wanted = asking.filters.perspective
    seen: QuerySet[Need] = Need.visible_to(asking.reader).filter(status=CONFIRMED)
    return seen.filter(perspective=wanted) if wanted else seen


def _activities(asking: Asking, inside: "QuerySet[MatrixWork]", audience: frozenset[str]) -> Iterator[Source]:
    rows = Activity.visible_to(asking.reader).filter(covering(audience, "record_id")).defer("content", "facts")
    for row, frozen in works_frozen(asking, inside, rows):
        yield Source(row.pk, row.record.version, row.record.tokens, frozen)


def _need(need: Need) -> Source:
    return Source(need.pk, need.record.version, need.record.tokens, need_frozen(need))
