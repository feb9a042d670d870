"""The queue as a reader sees it, and what their organisation has said that names mean."""

from dataclasses import dataclass
from uuid import UUID

from egnatia.activities.imports.name_queue.models import QueueEntry
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.feed import capped_count
from egnatia.kernel.models import Organisation
from egnatia.pages.pagination import Page
from egnatia.taxonomy.forum import forum
from egnatia.taxonomy.vocabularies import terms

PAGE = 30


@dataclass(frozen=True, slots=True)
class QueueLine:
    """An unknown name. `own`: the reader may answer; `answer`: what it was said to be, as far as they may know."""

    id: UUID
    what: str
    what_words: str
    value: str
    count: int
    state: str
    state_words: str
    answer: str
    decided_by: str
    marking: Marking
    own: bool


class QueuePage(Page[QueueLine]):
    """A page of them."""

    SIZE = PAGE


def queue_seen_by(reader: Reader, *, what: str, answered: bool, page: int) -> QueuePage:
    """Names of a kind, those in most activities first."""
    rows = QueueEntry.visible_to(reader).filter(what=what)
    rows = rows.exclude(state="open") if answered else rows.filter(state="open")
    order = ("-decided_at", "pk") if answered else ("-count", "folded", "pk")
    start = (page - 1) * PAGE
    found: list[QueueEntry] = list(rows.order_by(*order)[start : start + PAGE + 1])
    shown = [entry for entry in found[:PAGE] if may_read(reader, entry.record.envelope).allowed]
    names = _names(reader, [entry.organisation_id for entry in shown if entry.organisation_id])
    return QueuePage(tuple(_line(entry, reader, names) for entry in shown), page, len(found) > PAGE)


def _names(reader: Reader, organisations: list[UUID]) -> dict[UUID, str]:
    return dict(Organisation.visible_to(reader).filter(pk__in=organisations).values_list("pk", "name"))


def _line(entry: QueueEntry, reader: Reader, names: dict[UUID, str]) -> QueueLine:
    return QueueLine(
        id=entry.pk,
        what=entry.what,
        what_words=entry.get_what_display(),
        value=entry.value,
        count=entry.count,
        state=entry.state,
        state_words=entry.get_state_display(),
        answer=names.get(entry.organisation_id, "") if entry.organisation_id else entry.code,
        decided_by=entry.decided_by,
        marking=entry.record.marking,
        own=str(entry.record.owner_id) == reader.organisation,
    )


def open_counts(reader: Reader) -> dict[str, int]:
    """kind -> how many names wait, up to the cap."""
    rows = QueueEntry.visible_to(reader).filter(state="open")
    return {what: capped_count(rows.filter(what=what)) for what in QueueEntry.What.values}


def suggestions(reader: Reader, what: str) -> tuple[str, ...]:
    """What may be answered, to choose from while typing."""
    if what == "organisation":
        return tuple(Organisation.visible_to(reader).order_by("name", "pk").values_list("name", flat=True)[:500])
    if what == "sector":
        return tuple(terms("sector").values())
    return tuple(economy.name for economy in forum().economies) if what == "place" else ()


def organisations_meant(reader: Reader) -> dict[str, UUID]:
    """Folded name -> the organisation that the reader's own says it is. For pages that name organisations."""
    rows = QueueEntry.visible_to(reader).filter(record__owner=reader.organisation or None, what="organisation")
    named = (
        rows.filter(organisation__isnull=False).order_by("decided_at", "pk").values_list("folded", "organisation_id")
    )
    return dict(named)
