"""Records of the library as the public site shows them: a title in the reader's language, a sentence, a date."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.text import Truncator

from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.records.content import ByLanguage, Content, parts_of, seen_by, title_part
from egnatia.kernel.records.filters import rows_wanted
from egnatia.library.articles.fields import ARTICLES
from egnatia.library.campaigns.fields import CAMPAIGNS
from egnatia.library.documents.fields import DOCUMENTS
from egnatia.library.events.fields import EVENTS
from egnatia.library.policies.fields import POLICIES
from egnatia.library.practices.fields import PRACTICES
from egnatia.library.practices.queries import ReviewRow, labels_of
from egnatia.library.site_pages.fields import SITE_PAGES
from egnatia.pages.concepts import chips_of_foreign
from egnatia.pages.record_pages import RecordPages
from egnatia.pages.record_presenters import cell_of
from egnatia.taxonomy.forum import ToldText, in_language, told

MOST_SORTED = 40  # practices, of which the reviewed ones come first
LEAD = 220  # letters of a card's sentence
NEWEST: tuple[Any, ...] = ("-record__published_at", "-record_id")


@dataclass(frozen=True, slots=True)
class SiteCard:
    """A record on a page of the site. `notes` are short facts in words; `day` and `until` its own days, if it has any.

    `label`: what its reviewers said, valid until `until`; "" where nobody has reviewed it, None where its kind is not.
    """

    kind: str
    id: UUID
    url: str
    title: ToldText
    lead: ToldText
    notes: tuple[str, ...]
    day: date | None
    until: date | None
    label: str | None
    published_at: datetime
    changed_at: datetime
    chips: tuple[str, ...] = ()  # what it is about, where its title is not in the reader's language
    section: str = ""  # of a page of the site


@dataclass(frozen=True, slots=True, eq=False)
class Shelf:
    """How a kind is shown on the site: which text follows its title, which facts and days stand beside it, in which
    order. `place` is the field that names economies; `current` leaves out what is over."""

    pages: RecordPages[Any, Any]
    lead: str
    notes: tuple[str, ...] = ()
    days: tuple[str, str] = ("", "")
    place: str = "economies"
    order: tuple[Any, ...] = NEWEST


PRACTICE_SHELF = Shelf(PRACTICES, "aim", ("run_by", "economies"))
POLICY_SHELF = Shelf(POLICIES, "summary", ("category", "economy", "stage"), ("", "in_force_until"), place="economy")
DOCUMENT_SHELF = Shelf(DOCUMENTS, "summary", ("category", "issued_by"), ("issued_on", ""))
ARTICLE_SHELF = Shelf(ARTICLES, "lead", ("economies",))
EVENT_SHELF = Shelf(
    EVENTS, "text", ("category", "place"), ("begins_on", "ends_on"), order=("begins_on", "ends_on", "record_id")
)
CAMPAIGN_SHELF = Shelf(CAMPAIGNS, "message", ("run_by",), ("begins_on", "ends_on"))
PAGE_SHELF = Shelf(SITE_PAGES, "lead", place="")


def cards(
    reader: Reader, shelf: Shelf, *, topic: str = "", economy: str = "", most: int = 4, **wanted: str
) -> tuple[SiteCard, ...]:
    """The first `most` records of a shelf that the reader sees, of a topic or an economy if given; of practices those
    with a valid review first. One query, of practices three.
    """
    rows = shelf_rows(reader, shelf, topic, economy, wanted)
    if shelf is not PRACTICE_SHELF:
        return tuple(card_of(reader, shelf, row) for row in rows[:most])
    found = list(rows[:MOST_SORTED])
    labels = {each: label for each, label in labels_of(reader, [row.pk for row in found]).items() if not label.expired}
    found.sort(key=lambda row: row.pk not in labels)
    return tuple(card_of(reader, shelf, row, labels.get(row.pk)) for row in found[:most])


def shelf_rows(
    reader: Reader, shelf: Shelf, topic: str = "", economy: str = "", wanted: Mapping[str, str] | None = None
) -> "QuerySet[Any]":
    """What is current of it, in its order."""
    asked = {**(wanted or {}), **({"topics": topic} if topic else {}), **({shelf.place: economy} if economy else {})}
    rows = rows_wanted(shelf.pages.kind.model, shelf.pages.kind.content, reader, asked)
    return rows.filter(current(shelf)).order_by(*shelf.order)


def current(shelf: Shelf) -> Q:
    """The condition that a record is not over: of events those to come."""
    return Q(ends_on__gte=clock.today()) if shelf is EVENT_SHELF else Q()


def card_of(reader: Reader, shelf: Shelf, row: Any, label: ReviewRow | None = None) -> SiteCard:  # noqa: ANN401 - a row of the shelf's kind
    content: type[Content] = shelf.pages.kind.content
    known = seen_by(content, reader, row.record.envelope, row.content)
    parts = parts_of(content)
    title = _title(known, title_part(content).name, row)
    begins, ends = (known.get(name) if name else None for name in shelf.days)
    return SiteCard(
        kind=row.KIND,
        id=row.pk,
        url=reverse(shelf.pages.name, args=[row.pk]),
        title=title,
        lead=_shortened(_told(known.get(shelf.lead))),
        notes=tuple(said for name in shelf.notes if (said := cell_of(parts[name], known.get(name), reader).text)),
        day=begins if isinstance(begins, date) else None,
        until=label.expires_on if label else ends if isinstance(ends, date) else None,
        label=label.words if label else "" if shelf is PRACTICE_SHELF else None,
        published_at=row.record.published_at,
        changed_at=row.record.changed_at,
        chips=chips_of_foreign(title.text, title.lang),
        section=str(known.get("section", "")),
    )


def _title(known: Mapping[str, Any], name: str, row: Any) -> ToldText:  # noqa: ANN401 - a row of any kind
    said = _told(known.get(name))
    return said if said.text else ToldText(in_language(row.record.text), "")


def _told(said: object) -> ToldText:
    """A text in the reader's language where it is stored in it, else its original."""
    return told(said.texts, *said.first()) if isinstance(said, ByLanguage) else ToldText(str(said or ""), "")


def _shortened(said: ToldText) -> ToldText:
    return said._replace(text=Truncator(" ".join(said.text.split())).chars(LEAD))


def all_of(shelf: Shelf, *, topic: str = "", economy: str = "") -> str:
    """The address of the list with everything of the shelf."""
    name, value = ("topics", topic) if topic else (shelf.place, economy)
    return reverse(shelf.pages.list_route()) + (f"?{name}={value}" if value else "")
