"""Publications that a reader sees, found by the search, and the records that a new one may be based on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

import msgspec
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from egnatia.activities.activities.models import Activity
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.access.tokens import covers
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.full_text_search import SearchScope, found_among
from egnatia.kernel.models import covering, seen
from egnatia.kernel.records import made_before
from egnatia.kernel.search import Found, Hit, Searcher, Span
from egnatia.language.query_expansion import Sought
from egnatia.needs.matrix.models import MatrixSlice, MatrixWork
from egnatia.needs.matrix.queries.tallies import MatrixQuery
from egnatia.needs.matrix.queries.visible import works_granted
from egnatia.needs.needs.models import Need
from egnatia.needs.needs.rules import CONFIRMED
from egnatia.people.addresses import hit_of
from egnatia.reporting.publications.models import Publication, PublicationSource
from egnatia.reporting.publications.rules import MOST_SOURCES, may_publish
from egnatia.reporting.snapshots.queries.sources import need_frozen, works_frozen
from egnatia.reporting.snapshots.sources import FrozenNeed, FrozenWork, MatrixPart, SourceRecord, Sources


@dataclass(frozen=True, slots=True)
class PublicationSources:
    """The sources, and how many activities and needs that the officer sees stay out: they do not cover the audience."""

    sources: tuple[SourceRecord, ...]
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


def gathered(asking: MatrixQuery, audience: frozenset[str], part: MatrixPart | None = None) -> PublicationSources:
    """For whoever may publish: what has to do with the part, everything where there is none. Each source is asked once
    more, by the kernel's own table, whether it covers.
    """
    works = _works(asking, part or MatrixPart())
    needs = _needs(asking).filter(_under("objective", part or MatrixPart()))
    inside, fit = works.filter(covering(audience, "activity_id")), needs.filter(covering(audience, "record_id"))
    sources = (*_activities(asking, inside, audience), *map(_need, fit.order_by("pk")))
    if not all(covers(each.tokens, audience) for each in sources):
        raise NotAllowed("publication-source")
    return PublicationSources(sources, works.count() - inside.count(), needs.count() - fit.count())


def _works(asking: MatrixQuery, part: MatrixPart) -> "QuerySet[MatrixWork]":
    """Those with something inside the part; a newer one of an identifier stands for older ones wherever it is."""
    works: QuerySet[MatrixWork] = works_granted(asking.reader, asking.filters, asking.as_of)
    if not part.under:
        return works
    there = MatrixSlice.objects.filter(_under("objective", part))
    if asking.filters.confirmed:
        there = there.filter(estimated=False)
    return works.filter(pk__in=there.values("work"))


def _under(column: str, part: MatrixPart) -> Q:
    """As `Part.holds`, in the database."""
    return Q(**{column: part.under}) | Q(**{f"{column}__startswith": f"{part.under}."}) if part.under else Q()


def _needs(asking: MatrixQuery) -> "QuerySet[Need]":
    """What economies have confirmed, as far as the officer sees it."""
    wanted = asking.filters.perspective
    seen: QuerySet[Need] = Need.visible_to(asking.reader).filter(status=CONFIRMED)
    return seen.filter(perspective=wanted) if wanted else seen


def _activities(
    asking: MatrixQuery, inside: "QuerySet[MatrixWork]", audience: frozenset[str]
) -> Iterator[SourceRecord]:
    rows = Activity.visible_to(asking.reader).filter(covering(audience, "record_id")).defer("content", "facts")
    for row, frozen in works_frozen(asking, inside, rows):
        yield SourceRecord(row.pk, row.record.version, row.record.tokens, frozen)


def _need(need: Need) -> SourceRecord:
    return SourceRecord(need.pk, need.record.version, need.record.tokens, need_frozen(need))


def find(reader: Reader, sought: Sought, span: Span) -> Found:
    rows = SearchScope(Publication.KIND, Publication.visible_to(reader), ("-record__published_at", "-record_id"))
    return found_among(reader, sought, rows, span, lambda publications: list(map(_hit, publications)))


def _hit(found: Publication) -> Hit:
    return hit_of(found, found.title, found.language, (str(found.as_of.year),))


SEARCHER = Searcher(Publication.KIND, _("Publications"), 100, find)


MOST_LISTED = 200
KINDS = (Activity.KIND, Need.KIND)  # of what a publication rests on


@dataclass(frozen=True, slots=True)
class PublicationRow:
    """A publication in a list."""

    id: UUID
    title: str
    language: str
    as_of: date
    published_at: datetime
    tlp: str


@dataclass(frozen=True, slots=True)
class PublicationTexts:
    """What the officer wrote."""

    note: str
    limits: str
    language: str


@dataclass(frozen=True, slots=True)
class PublicationPage:
    """A publication with the sources that the reader may read. `mine`: they may recall it."""

    row: PublicationRow
    said: PublicationTexts
    part: MatrixPart
    asked: dict[str, str]
    sources: Sources
    marking: Marking
    mine: bool


def publications_seen_by(reader: Reader, *, most: int = MOST_LISTED) -> tuple[PublicationRow, ...]:
    """The newest first. One query."""
    found = Publication.visible_to(reader).order_by("-record__published_at", "-pk")[:most]
    return tuple(_row(publication) for publication in found)


def publication_made(reader: Reader, pressed: str | None) -> UUID:
    """The one that the form with this key published. Raises AlreadyThere where they see it no more."""
    return made_before(Publication, pressed, by=reader)


def publication_seen_by(reader: Reader, record: UUID) -> PublicationPage:
    """Raises NotFound where there is none that the reader sees. Two queries."""
    found = Publication.visible_to(reader).filter(pk=record).first()
    if not isinstance(found, Publication) or not may_read(reader, found.record.envelope).allowed:
        raise NotFound
    return PublicationPage(
        row=_row(found),
        said=PublicationTexts(found.note, found.limits, found.language),
        part=MatrixPart(found.level, found.under, found.all_rows, found.all_columns),
        asked=found.asked,
        sources=Sources.of(_sources(reader, found)),
        marking=found.record.marking,
        mine=may_publish(reader) and str(found.record.owner_id) == reader.organisation,
    )


def _row(publication: Publication) -> PublicationRow:
    return PublicationRow(
        id=publication.pk,
        title=publication.title,
        language=publication.language,
        as_of=publication.as_of,
        published_at=publication.record.published_at,
        tlp=publication.record.marking.tlp.words,
    )


def _sources(reader: Reader, publication: Publication) -> list[SourceRecord]:
    """Under the narrower of what was then and what is now: what was recalled or narrowed since is as if never there."""
    rows = PublicationSource.objects.filter(
        seen(reader, "record_id", *KINDS), publication=publication, tokens__overlap=sorted(reader.held)
    )
    return [_source(row) for row in rows.order_by("pk")]


def _source(row: PublicationSource) -> SourceRecord:
    return SourceRecord(row.record_id, row.version, frozenset(row.tokens), _frozen(row))


def _frozen(row: PublicationSource) -> FrozenWork | FrozenNeed:
    if row.kind == Activity.KIND:
        return msgspec.convert(row.content, type=FrozenWork)
    return msgspec.convert(row.content, type=FrozenNeed)
