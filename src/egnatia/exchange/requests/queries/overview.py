"""Over many requests: who has replied to which, which asked the same before, and which a search finds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Case, When
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from egnatia.exchange.requests import rules
from egnatia.exchange.requests.models import Addressee, InformationReply, InformationRequest
from egnatia.exchange.requests.queries.detail import AddresseeView, RequestRow, RequestView, page_of_row, rows_of
from egnatia.exchange.requests.queries.visible import (
    ORDER,
    RequestText,
    addressees_of,
    asked_by,
    names_for,
    replies_seen_by,
    requests_seen_by,
    state_words,
    title_of,
)
from egnatia.kernel import clock
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.full_text_search import SearchScope, found_among, with_meaning, with_words
from egnatia.kernel.search import Found, Hit, Searcher, Span
from egnatia.language.query_expansion import Sought, sought
from egnatia.people.addresses import hit_of

MOST_EARLIER = 5
MOST_COLUMNS = 8


@dataclass(frozen=True, slots=True)
class OverviewCell:
    """What one addressee has done with one request, as far as the reader sees: "" where nothing can be said."""

    title: str
    asked: bool
    state: str
    late: bool
    url: UUID


@dataclass(frozen=True, slots=True)
class OverviewRow:
    label: str
    cells: tuple[OverviewCell, ...]


@dataclass(frozen=True, slots=True)
class RequestOverview:
    """Addressees by requests: the newest ones that the reader sees and that were sent."""

    columns: tuple[RequestRow, ...]
    rows: tuple[OverviewRow, ...]


def overview(reader: Reader) -> RequestOverview:
    found = list(requests_seen_by(reader).filter(sent_at__isnull=False).order_by(*ORDER)[:MOST_COLUMNS])
    seen = [row for row in found if may_read(reader, row.record.envelope).allowed]
    ids = [row.pk for row in seen]
    sent_to, replies = addressees_of(ids), replies_seen_by(reader, ids)
    names = names_for(reader, [each.token for several in sent_to.values() for each in several])
    by_token = {(each.request_id, each.token): each for several in sent_to.values() for each in several}
    tokens = sorted({token for _request, token in by_token}, key=names.place)
    rows = tuple(
        OverviewRow(
            names.label(token), tuple(_cell(reader, row, by_token.get((row.pk, token)), replies) for row in seen)
        )
        for token in tokens
    )
    return RequestOverview(tuple(rows_of(reader, seen, {})), rows)


def _cell(
    reader: Reader, row: InformationRequest, each: Addressee | None, replies: Mapping[UUID, InformationReply]
) -> OverviewCell:
    title = title_of(row).text
    if each is None:
        return OverviewCell(title, asked=False, state="", late=False, url=row.pk)
    status = replies[each.pk].status if each.pk in replies else ""
    told_to = asked_by(reader, row) or rules.speaks_for(reader, each.token)
    late = told_to and row.is_open and rules.is_late(each.last_day, status, clock.today())
    state = state_words(status, told_to=(told_to and row.is_open) or bool(status), late=late)
    return OverviewCell(title, asked=True, state=state, late=late, url=row.pk)


@dataclass(frozen=True, slots=True)
class EarlierRequest:
    """A request that may have asked the same, with the replies that the reader sees."""

    id: UUID
    title: RequestText
    asker: str
    sent: date | None
    replies: tuple[AddresseeView, ...]
    tlp: str


def earlier_requests(reader: Reader, typed: str, *, but: UUID | None = None) -> tuple[EarlierRequest, ...]:
    """Requests that were sent and in which at least half of what is typed is found, in whatever words or language."""
    found = sought(typed, get_language() or "en")
    if not found.parts:
        return ()
    scope = SearchScope(InformationRequest.KIND, InformationRequest.visible_to(reader), ORDER)
    rows = requests_seen_by(reader).filter(sent_at__isnull=False).exclude(pk=but)
    one_each = (Sought(part.written, (part,), more=False) for part in found.parts)
    there = [Case(When(with_words(each, scope) | with_meaning(each, scope), then=1), default=0) for each in one_each]
    scored = rows.annotate(met=sum(there[1:], start=there[0]) if len(there) > 1 else there[0])
    enough = scored.filter(met__gte=max(1, (len(there) + 1) // 2)).order_by("-met", *ORDER)[:MOST_EARLIER]
    return tuple(_earlier(page_of_row(reader, row)) for row in enough if may_read(reader, row.record.envelope).allowed)


def _earlier(page: RequestView) -> EarlierRequest:
    sent = page.sent_at.date() if page.sent_at else None
    tlp = page.standing.marking.tlp.words
    return EarlierRequest(page.id, page.title, page.asker, sent, page.received, tlp)


def _find(reader: Reader, wanted: Sought, span: Span) -> Found:
    rows = SearchScope(InformationRequest.KIND, requests_seen_by(reader), ORDER)
    return found_among(reader, wanted, rows, span, lambda found: [_hit(row) for row in found])


def _hit(row: InformationRequest) -> Hit:
    title = title_of(row)
    return hit_of(row, title.text, title.lang, (row.organisation,) if row.organisation else ())


SEARCHER = Searcher(
    InformationRequest.KIND,
    _("Requests for information"),
    46,
    _find,
    members=True,
)
