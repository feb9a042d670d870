"""Published publications, for whoever may read them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import msgspec

from egnatia.activities.activities.models import Activity
from egnatia.kernel.faults import NotFound
from egnatia.kernel.marking import Marking
from egnatia.kernel.models import seen
from egnatia.kernel.reader import Reader
from egnatia.kernel.reading import may_read
from egnatia.kernel.records import made_before
from egnatia.needs.needs.models import Need
from egnatia.reporting.publications.models import Publication, PublicationSource
from egnatia.reporting.publications.rules import may_publish
from egnatia.reporting.snapshots.sources import FrozenNeed, FrozenWork, Part, Source, Sources

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
class Texts:
    """What the officer wrote."""

    note: str
    limits: str
    language: str


@dataclass(frozen=True, slots=True)
class PublicationPage:
    """A publication with the sources that the reader may read. `mine`: he may recall it."""

    row: PublicationRow
    said: Texts
    part: Part
    asked: dict[str, str]
    sources: Sources
    marking: Marking
    mine: bool


def publications_seen_by(reader: Reader, *, most: int = MOST_LISTED) -> tuple[PublicationRow, ...]:
    """The newest first. One query."""
    found = Publication.visible_to(reader).order_by("-record__published_at", "-pk")[:most]
    return tuple(_row(publication) for publication in found)


def publication_made(reader: Reader, pressed: str | None) -> UUID:
    """The one that the form with this key published. Raises AlreadyThere where he sees it no more."""
    return made_before(Publication, pressed, by=reader)


def publication_seen_by(reader: Reader, record: UUID) -> PublicationPage:
    """Raises NotFound where there is none that the reader sees. Two queries."""
    found = Publication.visible_to(reader).filter(pk=record).first()
    if not isinstance(found, Publication) or not may_read(reader, found.record.envelope).allowed:
        raise NotFound
    return PublicationPage(
        row=_row(found),
        said=Texts(found.note, found.limits, found.language),
        part=Part(found.level, found.under, found.all_rows, found.all_columns),
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


def _sources(reader: Reader, publication: Publication) -> list[Source]:
    """Under the narrower of what was then and what is now: what was recalled or narrowed since is as if never there."""
    rows = PublicationSource.objects.filter(
        seen(reader, "record_id", *KINDS), publication=publication, tokens__overlap=sorted(reader.held)
    )
    return [_source(row) for row in rows.order_by("pk")]


def _source(row: PublicationSource) -> Source:
    return Source(row.record_id, row.version, frozenset(row.tokens), _frozen(row))


def _frozen(row: PublicationSource) -> FrozenWork | FrozenNeed:
    if row.kind == Activity.KIND:
        return msgspec.convert(row.content, type=FrozenWork)
    return msgspec.convert(row.content, type=FrozenNeed)
