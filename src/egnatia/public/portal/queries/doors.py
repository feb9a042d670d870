"""What machines read of the site: records for feeds, the map of the site and pictures, as the asker sees them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from egnatia.activities.activities.models import Activity
from egnatia.commitments.commitments.models import Commitment
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.records.content import ByLanguage, Content, parts_of, seen_by, title_part
from egnatia.library.campaigns.fields import CAMPAIGNS
from egnatia.library.help_services.fields import HELP_SERVICES
from egnatia.library.site_pages.fields import SITE_PAGES
from egnatia.pages.record_pages import RecordPages
from egnatia.pages.record_presenters import cell_of
from egnatia.public.portal.queries.cards import (
    ARTICLE_SHELF,
    DOCUMENT_SHELF,
    EVENT_SHELF,
    NEWEST,
    POLICY_SHELF,
    PRACTICE_SHELF,
    SiteCard,
    card_of,
)
from egnatia.taxonomy.forum import ToldText, in_language, told

FED = (ARTICLE_SHELF, EVENT_SHELF, PRACTICE_SHELF, POLICY_SHELF, DOCUMENT_SHELF)
MOST_FED, MOST_MAPPED = 20, 1_000  # entries of a feed; records of one kind in the map
PAGES: dict[str, RecordPages[Any, Any]] = {
    each.kind.model.KIND: each for each in (*(shelf.pages for shelf in FED), CAMPAIGNS, SITE_PAGES, HELP_SERVICES)
}


def entries_of(reader: Reader, *, topic: str = "", economy: str = "") -> tuple[SiteCard, ...]:
    """The newest records of a topic or an economy, whether they are over or not. One query for each kind."""
    found: list[SiteCard] = []
    for shelf in FED:
        content: type[Content] = shelf.pages.kind.content
        field = "topics" if topic else shelf.place
        several = parts_of(content)[field].type is not str
        value = topic or economy
        said = {f"content__{field}__contains": [value]} if several else {f"content__{field}": value}
        rows = shelf.pages.kind.model.visible_to(reader).filter(**said).defer("record__search")
        found += [card_of(reader, shelf, row) for row in rows.order_by(*NEWEST)[:MOST_FED]]
    found.sort(key=lambda each: (each.published_at, each.id), reverse=True)
    return tuple(found[:MOST_FED])


@dataclass(frozen=True, slots=True)
class MappedRecord:
    """A page of a record in the map of the site."""

    path: str
    changed_at: datetime


def mapped_records(reader: Reader) -> Iterator[MappedRecord]:
    """The newest of each kind that visitors come for. One query for each kind."""
    routes: dict[str, Any] = {pages.name: pages.kind.model for pages in PAGES.values()}
    routes |= {"activities:activity": Activity, "commitments:commitment": Commitment}
    for route, model in routes.items():
        rows = model.visible_to(reader).order_by(*NEWEST).values_list("pk", "record__changed_at")
        for record, changed_at in rows[:MOST_MAPPED]:
            yield MappedRecord(reverse(route, args=[record]), changed_at)


@dataclass(frozen=True, slots=True)
class RecordDoor:
    """What a link to a record tells: its kind in words, its title, a sentence, and its facts by field as they are
    read."""

    kind: str
    words: str
    title: ToldText
    sentence: str
    facts: dict[str, str]
    said: dict[str, Any]
    published_at: datetime
    changed_at: datetime


def door_of(reader: Reader, kind: str, record: UUID) -> RecordDoor | None:
    """None where there is none of the library that the reader sees. One query."""
    pages = PAGES.get(kind)
    row = pages.kind.model.visible_to(reader).filter(pk=record).defer("record__search").first() if pages else None
    if pages is None or row is None:
        return None
    content: type[Content] = pages.kind.content
    known, parts = seen_by(content, reader, row.record.envelope, row.content), parts_of(content)
    texts = [name for name, part in parts.items() if part.type is ByLanguage]
    title = _told(known[title_part(content).name])
    sentence = next((said.text for name in texts[1:] if (said := _told(known.get(name, ByLanguage()))).text), "")
    return RecordDoor(
        kind=kind,
        words=str(pages.words.one),
        title=title if title.text else ToldText(in_language(row.record.text), ""),
        sentence=sentence,
        facts={name: cell_of(part, known.get(name), reader).text for name, part in parts.items()},
        said=known,
        published_at=row.record.published_at,
        changed_at=row.record.changed_at,
    )


def _told(said: ByLanguage) -> ToldText:
    return told(said.texts, *said.first())
