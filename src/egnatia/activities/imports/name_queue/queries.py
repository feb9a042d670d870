"""The queue as a reader sees it, and what their organisation has said that names mean."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from egnatia.activities.imports.name_queue.models import QueueEntry
from egnatia.activities.imports.name_queue.names import Candidate, Guess, Guesses
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.feed import capped_count
from egnatia.kernel.models import Organisation
from egnatia.pages.pagination import Page
from egnatia.taxonomy.forum import forum
from egnatia.taxonomy.vocabularies import terms

PAGE = 50
MOST_CANDIDATES = 20_000  # names of organisations that a name is compared with
MOST_AT_ONCE = 1_000  # names that are answered at once


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


def guesses(reader: Reader, what: str, values: Iterable[str]) -> dict[str, Guess]:
    """As written -> what it most probably means, among what the reader may answer."""
    known = Guesses(_candidates(reader, what))
    found = ((value, known.best(value)) for value in values)
    return {value: guess for value, guess in found if guess}


def _candidates(reader: Reader, what: str) -> list[Candidate]:
    if what == "sector":
        return [Candidate(code, label, (label,)) for code, label in terms("sector").items()]
    if what == "place":
        return [Candidate(each.code, each.name, (each.name,)) for each in forum().economies]
    return _organisations(reader) if what == "organisation" else []


def _organisations(reader: Reader) -> list[Candidate]:
    rows = Organisation.visible_to(reader).order_by("name", "pk").values_list("pk", "name", "names__name")
    called: dict[tuple[UUID, str], list[str]] = defaultdict(list)
    for pk, name, other in rows[:MOST_CANDIDATES]:
        called[pk, name] += [other] if other else []
    return [Candidate(str(pk), name, tuple(dict.fromkeys((name, *others)))) for (pk, name), others in called.items()]


def open_names(reader: Reader, what: str) -> dict[UUID, str]:
    """The names of a kind that the reader's organisation may answer, those in most activities first."""
    rows = QueueEntry.visible_to(reader).filter(what=what, state="open", record__owner=reader.organisation or None)
    return dict(rows.order_by("-count", "folded", "pk").values_list("pk", "value")[:MOST_AT_ONCE])


@dataclass(frozen=True, slots=True)
class AnswersAtOnce:
    """Names that were answered at once, as far as nobody took an answer back since."""

    id: UUID
    names: int
    decided_by: str
    decided_at: datetime


def last_answers_at_once(reader: Reader, what: str) -> AnswersAtOnce | None:
    """The newest ones of the reader's own organisation."""
    rows = QueueEntry.visible_to(reader).filter(what=what, record__owner=reader.organisation or None)
    answered = rows.filter(batch__isnull=False).exclude(state="open")
    newest = answered.order_by("-decided_at", "pk").values_list("batch", "decided_by", "decided_at").first()
    if newest is None:
        return None
    batch, who, when = newest
    return AnswersAtOnce(batch, answered.filter(batch=batch).count(), who, when)


def organisations_meant(reader: Reader) -> dict[str, UUID]:
    """Folded name -> the organisation that the reader's own says it is. For pages that name organisations."""
    rows = QueueEntry.visible_to(reader).filter(record__owner=reader.organisation or None, what="organisation")
    named = (
        rows.filter(organisation__isnull=False).order_by("decided_at", "pk").values_list("folded", "organisation_id")
    )
    return dict(named)
