"""Published extracts, for whoever may read them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import msgspec

from egnatia.kernel.faults import NotFound
from egnatia.kernel.marking import Marking
from egnatia.kernel.models import seen
from egnatia.kernel.reader import Reader
from egnatia.kernel.reading import may_read
from egnatia.kernel.records import made_before
from egnatia.mapping.activities.models import Activity
from egnatia.mapping.extracts.models import Extract, ExtractSource
from egnatia.mapping.extracts.rules import may_publish
from egnatia.mapping.frozen.kept import FrozenNeed, FrozenWork, Source, Sources
from egnatia.mapping.frozen.part import Part
from egnatia.mapping.needs.models import Need

MOST_LISTED = 200
KINDS = (Activity.KIND, Need.KIND)  # of what an extract rests on


@dataclass(frozen=True, slots=True)
class ExtractRow:
    """An extract in a list."""

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
class ExtractPage:
    """An extract with the sources that the reader may read. `mine`: he may recall it."""

    row: ExtractRow
    said: Texts
    part: Part
    asked: dict[str, str]
    sources: Sources
    marking: Marking
    mine: bool


def extracts_seen_by(reader: Reader, *, most: int = MOST_LISTED) -> tuple[ExtractRow, ...]:
    """The newest first. One query."""
    found = Extract.visible_to(reader).order_by("-record__published_at", "-pk")[:most]
    return tuple(_row(extract) for extract in found)


def extract_made(reader: Reader, pressed: str | None) -> UUID:
    """The one that the form with this key published. Raises AlreadyThere where he sees it no more."""
    return made_before(Extract, pressed, by=reader)


def extract_seen_by(reader: Reader, record: UUID) -> ExtractPage:
    """Raises NotFound where there is none that the reader sees. Two queries."""
    found = Extract.visible_to(reader).filter(pk=record).first()
    if not isinstance(found, Extract) or not may_read(reader, found.record.envelope).allowed:
        raise NotFound
    return ExtractPage(
        row=_row(found),
        said=Texts(found.note, found.limits, found.language),
        part=Part(found.level, found.under, found.all_rows, found.all_columns),
        asked=found.asked,
        sources=Sources.of(_sources(reader, found)),
        marking=found.record.marking,
        mine=may_publish(reader) and str(found.record.owner_id) == reader.actor,
    )


def _row(extract: Extract) -> ExtractRow:
    return ExtractRow(
        id=extract.pk,
        title=extract.title,
        language=extract.language,
        as_of=extract.as_of,
        published_at=extract.record.published_at,
        tlp=extract.record.marking.tlp.words,
    )


def _sources(reader: Reader, extract: Extract) -> list[Source]:
    """Under the narrower of what was then and what is now: what was recalled or narrowed since is as if never there."""
    rows = ExtractSource.objects.filter(
        seen(reader, "record_id", *KINDS), extract=extract, tokens__overlap=sorted(reader.held)
    )
    return [_source(row) for row in rows.order_by("pk")]


def _source(row: ExtractSource) -> Source:
    return Source(row.record_id, row.version, frozenset(row.tokens), _frozen(row))


def _frozen(row: ExtractSource) -> FrozenWork | FrozenNeed:
    if row.kind == Activity.KIND:
        return msgspec.convert(row.content, type=FrozenWork)
    return msgspec.convert(row.content, type=FrozenNeed)
