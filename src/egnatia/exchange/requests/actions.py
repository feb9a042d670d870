"""Asking, sending, closing, replying, asking for more time: each one transaction and one audit event."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import msgspec
from django.db import transaction
from django.dispatch import receiver

from egnatia.exchange.requests import rules
from egnatia.exchange.requests.fields import RequestContent, RequestCorrection
from egnatia.exchange.requests.models import Addressee, AnswerFile, InformationReply, InformationRequest
from egnatia.exchange.requests.queries.visible import addressed, economies_of, own_parts, own_reply, request_of
from egnatia.files.actions import FileUpload, attach, is_present, replace
from egnatia.kernel import clock, records
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.access.tokens import covers, organisation
from egnatia.kernel.faults import AlreadyThere, ChangedMeanwhile, NotAllowed, NotFound
from egnatia.kernel.models import Record
from egnatia.kernel.records import VersionContent, audit
from egnatia.kernel.records.markings import is_narrower, record_marked, remark
from egnatia.language.query_expansion import folded_text
from egnatia.workdays.queries import calendars_of
from egnatia.workdays.rules import after_working_days

DRAFT = Marking(Tlp.AMBER_STRICT)
# Refusals of sending that another marking, or another choice in the draft, mends.
MENDED_HERE = ("request-empty", "request-red", "request-not-reached", "request-unread", "request-released")


@dataclass(frozen=True, slots=True)
class ReplyContent:
    """What is replied: `answers` by the key of the question."""

    status: str
    audience: str
    answers: dict[str, Any] = field(default_factory=dict)
    note: str = ""


def _envelope(asks: RequestContent) -> VersionContent:
    return VersionContent(
        title={code: text[:200] for code, text in asks.title.texts.items()},
        search=folded_text(*asks.texts),
        body=msgspec.to_builtins(asks),
    )


@transaction.atomic
def draft(
    asks: RequestContent, *, by: Reader, key: str | None = None, provenance: dict[str, Any] | None = None
) -> UUID:
    """A draft that their organisation alone sees; pressed twice, the one that was made at first."""
    try:
        kind, content = InformationRequest.KIND, _envelope(asks)
        record = records.create(kind, content, DRAFT, by=by, natural_key=key, provenance=provenance)
    except AlreadyThere:
        return records.made_before(InformationRequest, key, by=by)
    row = InformationRequest(record=record, content=content.body, by=by.name, organisation=by.organisation_name)
    row.save(force_insert=True)
    audit.record("created", row.KIND, record.pk, by=by)
    return record.pk


@transaction.atomic
def change_draft(request: UUID, asks: RequestContent, *, expected: int, by: Reader) -> None:
    """Raises ChangedMeanwhile where `expected` is not its version any more, NotAllowed once it was sent."""
    row = _own(request, by=by)
    if row.sent_at is not None:
        raise NotAllowed("request-sent")
    if row.record.version != expected:
        raise ChangedMeanwhile
    content = _envelope(asks)
    records.change(row.record, content, by=by)
    row.content = content.body
    row.save(update_fields=["content"])
    audit.record("changed", row.KIND, request, by=by, version=row.record.version)


@transaction.atomic
def send(request: UUID, marking: Marking, *, by: Reader) -> int:
    """To how many it went: each has as many working days of their own calendar. Who reads replies is fixed now.

    Raises NotAllowed where an addressee could not read it, or whoever asks would not read the replies.
    """
    row = _own(request, by=by)
    if row.sent_at is not None:
        raise NotAllowed("request-sent")
    tokens = addressed(row.asks.addressees)
    _require_sendable(row, tokens, marking, by=by)
    row.sent_at, row.by, row.organisation = clock.now(), by.name, by.organisation_name
    row.save(update_fields=["sent_at", "by", "organisation"])
    if marking != row.record.marking and remark(row.record, marking, by=by) is not None:
        raise NotAllowed("request-released")
    today, homes = clock.today(), economies_of(tokens, by)
    Addressee.objects.bulk_create(
        Addressee(
            request=row, token=token, due=after_working_days(today, row.asks.days, calendars_of(filter(None, [home])))
        )
        for token, home in zip(tokens, homes, strict=True)
    )
    audit.record("sent", row.KIND, request, by=by, addressees=len(tokens), audience=row.asks.audience)
    return len(tokens)


def _require_sendable(row: InformationRequest, tokens: tuple[str, ...], marking: Marking, *, by: Reader) -> None:
    if not tokens or not row.asks.questions:
        raise NotAllowed("request-empty")
    if marking.tlp == Tlp.RED:
        raise NotAllowed("request-red")
    granted = marking.tokens(owner=str(row.record.owner_id), author=row.record.author)
    if rules.not_reached(granted, tokens):
        raise NotAllowed("request-not-reached")
    if not rules.asker_reads(row.asks.audience, marking, by):
        raise NotAllowed("request-unread")


@transaction.atomic
def close(request: UUID, *, by: Reader) -> None:
    """No more replies are taken."""
    row = _own(request, by=by)
    if not row.is_open:
        raise NotAllowed("request-closed")
    row.closed_at = clock.now()
    row.save(update_fields=["closed_at"])
    Addressee.objects.filter(request=row).update(wish=Addressee.Wish.NONE)
    audit.record("closed", row.KIND, request, by=by)


@transaction.atomic
def correct(request: UUID, said: RequestCorrection, *, expected: int, by: Reader) -> None:
    """Other words, and more time for everybody; addressees are told. Who reads replies stays as it is.

    Raises ChangedMeanwhile where `expected` is not its version any more, NotAllowed where it is not open.
    """
    row = _own(request, by=by)
    if not row.is_open:
        raise NotAllowed("request-closed")
    if row.record.version != expected:
        raise ChangedMeanwhile
    content = _envelope(row.asks.corrected(said))
    records.change(row.record, content, by=by)
    row.content, row.corrected_at = content.body, clock.now()
    row.save(update_fields=["content", "corrected_at"])
    for to in Addressee.objects.filter(request=row).select_for_update() if said.days else ():
        _extend(to, said.days, by)
        to.save(update_fields=["extended"])
    audit.record("corrected", row.KIND, request, by=by, version=row.record.version, days=said.days)


def _extend(to: Addressee, days: int, by: Reader) -> None:
    home = economies_of((to.token,), by)
    to.extended = after_working_days(max(to.last_day, clock.today()), days, calendars_of(filter(None, home)))


@transaction.atomic
def withdraw(request: UUID, *, by: Reader) -> None:
    """Nobody sees it any more, nor the replies to it. Nothing is deleted."""
    row = _own(request, by=by)
    records.withdraw(row.record, by=by)
    audit.record("withdrew", row.KIND, request, by=by)


@transaction.atomic
def restore(request: UUID, *, by: Reader) -> None:
    records.hold(request)
    row = InformationRequest.withdrawn_by_own_organisation(by).filter(pk=request).first()
    if row is None:
        raise NotFound
    records.restore(row.record, by=by)
    audit.record("restored", row.KIND, request, by=by)


def _own(request: UUID, *, by: Reader) -> InformationRequest:
    """The request, for this transaction alone. Raises NotFound where they see none, NotAllowed where it is not own."""
    records.hold(request)
    row = InformationRequest.visible_to(by).filter(pk=request).first()
    if not isinstance(row, InformationRequest):
        raise NotFound
    records.require_owner(row.record, by=by)
    return row


def _addressee(addressee: UUID, *, by: Reader) -> Addressee:
    """The same of whom it went to, for whom the reader speaks, while replies are taken."""
    records.hold(request_of(by, addressee))
    request_of(by, addressee)
    row = Addressee.objects.select_for_update(of=("self",)).select_related("request__record").get(pk=addressee)
    if not rules.speaks_for(by, row.token):
        raise NotAllowed(by.why_not("request-speaker"))
    if not row.request.is_open:
        raise NotAllowed("request-closed")
    return row


@transaction.atomic
def require_speaker(addressee: UUID, *, by: Reader) -> None:
    """Raises what replying for the addressee would raise."""
    _addressee(addressee, by=by)


@transaction.atomic
def reply(
    addressee: UUID,
    said: ReplyContent,
    *,
    by: Reader,
    files: Collection[tuple[str, FileUpload]] = (),
    parts: Collection[UUID] = (),
) -> UUID:
    """The reply of their organisation for the addressee: a new version of the one that is there, else a new record.

    `files`: by the key of the question that they answer, "" for further ones. `parts`: what colleagues answered of it,
    which was looked at. Raises TooManyFiles, and NotAllowed for a reader or an audience that the request did not
    provide for, or one wider than before.
    """
    to = _addressee(addressee, by=by)
    if said.audience not in rules.allowed_audiences(to.request.asks.audience):
        raise NotAllowed("reply-audience")
    before = own_reply(by, addressee)
    if before is not None and rules.is_bound(before.status, before.audience) and said.status not in rules.TELLING:
        raise NotAllowed("reply-partial")
    if before is None:
        row = _first(to, said, by=by)
        _share(to.request)
    elif _told(before) == said:  # pressed twice, or other files alone
        row = before
    else:
        row = _again(before, said, by=by)
    if row is not before:
        verb = "replied" if before is None else "changed reply"
        audit.record(verb, row.KIND, row.pk, by=by, status=said.status, audience=said.audience)
    if not rules.awaits(said.status) and not row.narrowed:  # whom it is hidden from is not told so
        Addressee.objects.filter(pk=addressee).update(wish=Addressee.Wish.NONE)
    _attach(row, files, by=by)
    own_parts(by, [addressee]).filter(pk__in=list(parts), handed_in_at__isnull=False).update(taken_at=clock.now())
    return UUID(str(row.pk))


def _attach(row: InformationReply, files: Iterable[tuple[str, FileUpload]], *, by: Reader) -> None:
    """A question has one file: another one for it is its next version. They are marked as the reply is."""
    there = {each.question: each for each in AnswerFile.objects.filter(reply=row).select_related("file")}
    for question, upload in files:
        before = there.get(question)
        if before is None or before.file.removed_at is not None:
            file = attach(row.pk, upload, by=by)
            if question:
                AnswerFile.objects.update_or_create(reply=row, question=question, defaults={"file_id": file})
        elif not is_present(before.file, upload):
            replace(before.file_id, upload, expected=before.file.version, by=by)


def _told(row: InformationReply) -> ReplyContent:
    return ReplyContent(row.status, row.audience, row.answers, row.note)


def _first(to: Addressee, said: ReplyContent, *, by: Reader) -> InformationReply:
    marking = _marking_of(to.request, said.audience, to.token, frozenset())
    record = records.create(InformationReply.KIND, _reply_envelope(said, to.request), marking, by=by)
    row = InformationReply(record=record, request=to.request, addressee=to, **_columns(said, by))
    row.save(force_insert=True)
    return row


def _again(row: InformationReply, said: ReplyContent, *, by: Reader) -> InformationReply:
    """First marked, then written: the new version is for those alone who read it from now on."""
    records.hold(row.pk)
    records.require_owner(row.record, by=by)
    if rules.AUDIENCES.index(said.audience) > rules.AUDIENCES.index(row.audience):
        raise NotAllowed("reply-wider")
    changed = row.pk if said.audience != row.audience else None
    for name, value in _columns(said, by).items():
        setattr(row, name, value)
    row.save()
    _share(row.request, changed)
    row.record.refresh_from_db()
    records.change(row.record, _reply_envelope(said, row.request), by=by)
    return row


def _columns(said: ReplyContent, by: Reader) -> dict[str, Any]:
    whose = {"by": by.name, "organisation": by.organisation_name, "at": clock.now()}
    return {"status": said.status, "audience": said.audience, "answers": said.answers, "note": said.note, **whose}


def _reply_envelope(said: ReplyContent, request: InformationRequest) -> VersionContent:
    """Called as the request is: whoever sees the reply sees that too."""
    body = {"status": said.status, "audience": said.audience, "answers": said.answers, "note": said.note}
    return VersionContent(
        title=dict(request.record.text), search=folded_text(*map(str, said.answers.values()), said.note), body=body
    )


def _share(request: InformationRequest, changed: UUID | None = None) -> None:
    """Marks replies for those who read them now, as it was said before the request was sent: that for those who
    reply, and the one that was `changed` to another audience.

    What is for those who reply is opened to all whose own reply is open to the others, and to nobody else. What its
    owner narrowed by hand is narrowed further at most. No moment is kept: it would tell of replies that others hide.
    """
    there = InformationReply.objects.filter(request=request, record__withdrawn_at__isnull=True)
    rows = list(there.select_related("record", "addressee").order_by("pk"))
    sharing = _sharing(rows)
    for row in [each for each in rows if each.audience == rules.REPLIERS or each.pk == changed]:
        marking = _marking_of(request, row.audience, row.addressee.token, sharing)
        granted = marking.tokens(owner=str(row.record.owner_id), author=row.record.author)
        if granted != row.record.tokens and (not row.narrowed or is_narrower(granted, row.record.tokens)):
            records.set_marking(row.record, marking, granted)
            records.save(row.record)
            records.grant(row.record)


def _sharing(rows: Iterable[InformationReply]) -> frozenset[str]:
    """Those who have replied so that the others who reply read it: each with the organisation that did so for them.

    Whoever reads one of these replies reads all of them, so that none tells of another that is hidden.
    """
    shared = [
        row for row in rows if row.status in rules.ANSWERS and row.audience == rules.REPLIERS and not row.narrowed
    ]
    owners = (organisation(str(row.record.owner_id)) for row in shared)
    return frozenset((*(row.addressee.token for row in shared), *owners))


def _marking_of(request: InformationRequest, audience: str, token: str, sharing: frozenset[str]) -> Marking:
    record = request.record
    others = sharing if token in sharing else frozenset()
    return rules.reply_marking(audience, record.marking, str(record.owner_id), token, others)


@receiver(record_marked)
def on_marked(*, record: Record, **_rest: object) -> None:
    """Its owner may narrow a reply further on the page of its marking, and never widen it beyond what was said before
    the request was sent: NotAllowed("reply-audience") undoes the marking. A draft, with its files, is marked when it is
    sent: NotAllowed("request-draft").
    """
    if (
        record.kind == InformationRequest.KIND
        and InformationRequest.objects.filter(pk=record.pk, sent_at=None).exists()
    ):
        raise NotAllowed("request-draft")
    if record.kind != InformationReply.KIND:
        return
    row = InformationReply.objects.select_related("request__record", "addressee").get(pk=record.pk)
    others = InformationReply.objects.filter(request=row.request, record__withdrawn_at__isnull=True)
    sharing = _sharing(others.exclude(pk=row.pk).select_related("record", "addressee"))
    widest = _marking_of(row.request, row.request.asks.audience, row.addressee.token, sharing | {row.addressee.token})
    allowed = widest.tokens(owner=str(record.owner_id), author=record.author)
    if record.persons if record.tlp == Tlp.RED else not covers(allowed, record.tokens):
        raise NotAllowed("reply-audience")
    row.narrowed = True
    row.save(update_fields=["narrowed"])
    _share(row.request)


@transaction.atomic
def ask_for_time(addressee: UUID, days: int, reason: str, *, by: Reader) -> None:
    """So many working days more. One wish at a time."""
    to = _addressee(addressee, by=by)
    if to.wish == Addressee.Wish.ASKED:
        raise NotAllowed("request-wished")
    to.wish, to.wish_days, to.wish_reason = Addressee.Wish.ASKED, days, reason
    to.wished_by, to.wished_at = by.name, clock.now()
    to.save()
    audit.record("asked for time", InformationRequest.KIND, to.request_id, by=by, addressee=str(to.pk), days=days)


@transaction.atomic
def decide_on_time(addressee: UUID, *, granted: bool, by: Reader) -> UUID:
    """Whoever asked grants or refuses it; answers with the request."""
    request = _own(request_of(by, addressee), by=by)
    to = Addressee.objects.select_for_update().get(pk=addressee)
    if to.wish != Addressee.Wish.ASKED:
        raise NotAllowed("request-no-wish")
    if granted:
        _extend(to, to.wish_days, by)
    to.wish = Addressee.Wish.GRANTED if granted else Addressee.Wish.REFUSED
    to.save()
    verb = "granted time" if granted else "refused time"
    audit.record(verb, InformationRequest.KIND, request.pk, by=by, addressee=str(to.pk))
    return UUID(str(request.pk))
