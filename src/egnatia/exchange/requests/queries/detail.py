"""A request and its replies as their pages show them; requests in a list."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from egnatia.exchange.requests import rules
from egnatia.exchange.requests.fields import RequestContent, RequestQuestion
from egnatia.exchange.requests.models import (
    STATUS_WORDS,
    Addressee,
    InformationReply,
    InformationRequest,
    ReplyAudience,
)
from egnatia.exchange.requests.queries.visible import (
    ORDER,
    AddresseeNames,
    ReplyFiles,
    RequestText,
    addressees_of,
    asked_by,
    files_of_replies,
    may_attach_to_reply,
    names_for,
    own_addressees,
    progress,
    progress_words,
    replies_seen_by,
    request_row,
    requests_seen_by,
    state_words,
    text_of,
    title_of,
)
from egnatia.files.queries import FileRow
from egnatia.kernel import clock
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotFound
from egnatia.kernel.records.lifecycle import RecordAccess, standing_of
from egnatia.kernel.records.versions import versions_seen_by
from egnatia.pages.history import Edition, editions
from egnatia.pages.pagination import Page


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request in a list. `state` is in words; `due` where the reader still has to reply."""

    id: UUID
    title: RequestText
    asker: str
    sent: date | None
    state: str
    due: date | None
    late: bool
    tlp: str


class RequestList(Page[RequestRow]):
    SIZE = 50


def requests_listed(reader: Reader, show: str, number: int) -> RequestList:
    """`show`: "mine" to answer, "own" of their organisation, "" all."""
    rows = requests_seen_by(reader).order_by(*ORDER)
    waiting = {
        each.request_id: each for each, reply in own_addressees(reader) if rules.awaits(reply.status if reply else "")
    }
    if show == "mine":
        rows = rows.filter(pk__in=list(waiting))
    elif show == "own":
        rows = rows.filter(record__owner=UUID(reader.organisation))
    begin = (number - 1) * RequestList.SIZE
    found = [row for row in rows[begin : begin + RequestList.SIZE + 1] if may_read(reader, row.record.envelope).allowed]
    shown = found[: RequestList.SIZE]
    listed = rows_of(reader, shown, waiting)
    return RequestList(tuple(listed), number, len(found) > RequestList.SIZE)


def rows_of(
    reader: Reader, rows: Collection[InformationRequest], waiting: Mapping[UUID, Addressee]
) -> list[RequestRow]:
    ids = [row.pk for row in rows]
    sent_to, replies = addressees_of(ids), replies_seen_by(reader, ids)
    return [
        RequestRow(
            id=row.pk,
            title=title_of(row),
            asker=row.organisation,
            sent=row.sent_at.date() if row.sent_at else None,
            state=_state(reader, row, sent_to[row.pk], replies),
            due=waiting[row.pk].last_day if row.pk in waiting else None,
            late=row.pk in waiting and waiting[row.pk].last_day < clock.today(),
            tlp=row.record.marking.tlp.words,
        )
        for row in rows
    ]


def _state(
    reader: Reader,
    row: InformationRequest,
    sent_to: Collection[Addressee],
    replies: Mapping[UUID, InformationReply],
) -> str:
    """Whoever asks is told how many have replied; others what became of their own reply."""
    if row.sent_at is None:
        return _("Draft")
    if asked_by(reader, row):
        words = progress_words(progress(sent_to, replies))
        return _("Closed: %(progress)s") % {"progress": words} if row.closed_at else words
    if row.closed_at:
        return _("Closed")
    own = [replies.get(each.pk) for each in sent_to if rules.speaks_for(reader, each.token)]
    if not own:
        return _("Open for replies")
    statuses = [each.status if each else "" for each in own]
    return next(
        (str(_("Awaiting your reply")) for each in statuses if not each), str(STATUS_WORDS[statuses[0] or rules.FULL])
    )


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """What one reply says to one question; `file`: where that is a file, which is there."""

    key: str
    question: str
    text: str
    long: bool
    file: UUID | None = None


@dataclass(frozen=True, slots=True)
class ReplyView:
    id: UUID
    status: str
    status_words: str
    audience_words: str
    lines: tuple[AnswerLine, ...]
    note: str
    by: str
    organisation: str
    at: datetime
    tlp: str
    own: bool
    files: tuple[FileRow, ...]  # that answer no question


@dataclass(frozen=True, slots=True)
class AddresseeView:
    """An addressee on the page of its request. `due` and the wish where the reader asked or speaks for it."""

    id: UUID
    token: str
    label: str
    reply: ReplyView | None
    state: str
    speaks: bool
    told: bool
    due: date
    late: bool
    wish: str
    wish_words: str
    wish_days: int
    wish_reason: str


@dataclass(frozen=True, slots=True)
class RequestView:
    """A request as its page shows it."""

    id: UUID
    title: RequestText
    purpose: RequestText
    questions: tuple[RequestQuestion, ...]
    audience: str
    audience_words: str
    asker: str
    by: str
    days: int
    sent_at: datetime | None
    closed_at: datetime | None
    corrected_at: datetime | None
    what_changed: str
    asks: bool  # whether the reader's organisation does
    progress: str
    addressees: tuple[AddresseeView, ...]
    version: int
    standing: RecordAccess

    @property
    def is_open(self) -> bool:
        return self.sent_at is not None and self.closed_at is None

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(each.label for each in self.addressees)

    @property
    def to_answer(self) -> tuple[AddresseeView, ...]:
        return tuple(each for each in self.addressees if each.speaks) if self.is_open else ()

    @property
    def wishes(self) -> tuple[AddresseeView, ...]:
        asked = Addressee.Wish.ASKED
        return tuple(each for each in self.addressees if each.told and each.wish == asked) if self.asks else ()

    @property
    def received(self) -> tuple[AddresseeView, ...]:
        return tuple(each for each in self.addressees if each.reply)


def request_page(reader: Reader, request: UUID) -> RequestView:
    return page_of_row(reader, request_row(reader, request))


def page_of_row(reader: Reader, row: InformationRequest) -> RequestView:
    asks, own = row.asks, asked_by(reader, row)
    sent_to = addressees_of([row.pk])[row.pk]
    replies = replies_seen_by(reader, [row.pk])
    names = names_for(reader, [each.token for each in sent_to])
    files = files_of_replies(reader, asks, replies.values())
    shown = (_addressee(reader, row, each, replies.get(each.pk), (names, files)) for each in sent_to)
    return RequestView(
        id=row.pk,
        title=text_of(asks, "title"),
        purpose=text_of(asks, "purpose"),
        questions=asks.questions,
        audience=asks.audience,
        audience_words=str(ReplyAudience(asks.audience).label),
        asker=row.organisation,
        by=row.by,
        days=asks.days,
        sent_at=row.sent_at,
        closed_at=row.closed_at,
        corrected_at=row.corrected_at,
        what_changed=asks.what_changed,
        asks=own,
        progress=progress_words(progress(sent_to, replies)) if own and sent_to else "",
        addressees=tuple(sorted(shown, key=lambda each: names.place(each.token))),
        version=row.record.version,
        standing=standing_of(reader, row.record, writable=own),
    )


def _addressee(
    reader: Reader,
    row: InformationRequest,
    each: Addressee,
    reply: InformationReply | None,
    known: tuple[AddresseeNames, ReplyFiles],
) -> AddresseeView:
    names, files = known
    speaks = rules.speaks_for(reader, each.token)
    told_to, status = speaks or asked_by(reader, row), reply.status if reply else ""
    late = told_to and row.is_open and rules.is_late(each.last_day, status, clock.today())
    return AddresseeView(
        id=each.pk,
        token=each.token,
        label=names.label(each.token),
        reply=reply_view(reader, row.asks, reply, files) if reply else None,
        state=state_words(status, told_to=told_to, late=late),
        speaks=speaks,
        told=told_to,
        due=each.last_day,
        late=late,
        wish=each.wish if told_to else "",
        wish_words=str(Addressee.Wish(each.wish).label) if told_to and each.wish else "",
        wish_days=each.wish_days if told_to else 0,
        wish_reason=each.wish_reason if told_to else "",
    )


def reply_view(reader: Reader, asks: RequestContent, row: InformationReply, files: ReplyFiles) -> ReplyView:
    return ReplyView(
        id=row.pk,
        status=row.status,
        status_words=str(STATUS_WORDS[row.status]),
        audience_words=str(ReplyAudience(row.audience).label),
        lines=tuple(lines_of(asks, row, files)),
        note=row.note,
        by=row.by,
        organisation=row.organisation,
        at=row.at,
        tlp=row.record.marking.tlp.words,
        own=str(row.record.owner_id) == reader.organisation,
        files=files.further(row.pk),
    )


def lines_of(asks: RequestContent, row: InformationReply, files: ReplyFiles) -> Iterable[AnswerLine]:
    """A file is called as it is called now."""
    for each in asks.questions:
        file = files.of(row.pk, each.key)
        if text := file.name if file else answer_words(each, row.answers.get(each.key, "")):
            yield AnswerLine(each.key, each.text, text, each.type == "text", file.id if file else None)


def answer_words(question: RequestQuestion, stored: str) -> str:
    """A day and a number as the reader's language writes them."""
    if stored and question.type == "date":
        return date_format(date.fromisoformat(stored))
    if stored and question.type == "number":
        return number_format(stored, force_grouping=True)
    return stored


@dataclass(frozen=True, slots=True)
class ReplyPage:
    """One reply with its history, as far as the reader may read its versions."""

    request: UUID
    title: RequestText
    label: str
    reply: ReplyView
    history: tuple[Edition, ...]
    standing: RecordAccess
    files_open: bool  # whether the reader may change its files


def reply_page(reader: Reader, reply: UUID) -> ReplyPage:
    """Raises NotFound where there is none that they see."""
    rows = InformationReply.visible_to(reader).select_related("record", "request__record", "addressee").filter(pk=reply)
    row = rows.first()
    if not isinstance(row, InformationReply) or not may_read(reader, row.record.envelope).allowed:
        raise NotFound
    asks = row.request.asks
    fields: dict[str, object] = {
        "status": _("Reply"),
        "audience": _("Who reads it"),
        **{each.key: each.text for each in asks.questions},
        "note": _("Note"),
    }
    versions = versions_seen_by(reader, row.pk, row.KIND)
    return ReplyPage(
        request=row.request_id,
        title=title_of(row.request),
        label=names_for(reader, [row.addressee.token]).label(row.addressee.token),
        reply=reply_view(reader, asks, row, files_of_replies(reader, asks, [row])),
        history=editions(versions, fields, lambda body: _version_texts(asks, body)),
        standing=standing_of(reader, row.record, writable=False),
        files_open=may_attach_to_reply(reader, row),
    )


def _version_texts(asks: RequestContent, body: Mapping[str, object]) -> dict[str, str]:
    answers = body.get("answers")
    said = answers if isinstance(answers, dict) else {}
    return {
        "status": str(STATUS_WORDS.get(str(body.get("status", "")), "")),
        "audience": str(dict(ReplyAudience.choices).get(str(body.get("audience", "")), "")),
        "note": str(body.get("note", "")),
        **{each.key: answer_words(each, str(said.get(each.key, ""))) for each in asks.questions},
    }


@dataclass(frozen=True, slots=True)
class WithdrawnRequest:
    id: UUID
    title: RequestText
    withdrawn_at: datetime


def withdrawn_seen_by(reader: Reader) -> tuple[WithdrawnRequest, ...]:
    rows = InformationRequest.withdrawn_by_own_organisation(reader).defer("record__search")
    found = rows.order_by("-record__withdrawn_at", "-record_id")[:100]
    return tuple(WithdrawnRequest(row.pk, title_of(row), row.record.withdrawn_at) for row in found)
