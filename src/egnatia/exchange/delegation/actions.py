"""Questions of a request asked of a colleague by a personal link; what they answer is a draft for the reply."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from egnatia.exchange.requests import rules
from egnatia.exchange.requests.fields import RequestQuestion
from egnatia.exchange.requests.models import Addressee, InformationRequest, PartRequest, QuestionType
from egnatia.exchange.requests.queries.detail import AnswerLine, answer_words
from egnatia.exchange.requests.queries.visible import RequestText, own_parts, request_of, text_of
from egnatia.guests.actions import Letter, Links
from egnatia.guests.jobs import letters
from egnatia.guests.readers import on_behalf, reader_behind
from egnatia.guests.rules import HANDED_IN, OPENED, OVER, RECALLED, last_moment
from egnatia.kernel import records
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import ANONYMOUS, Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.readers import reader_of
from egnatia.kernel.records import VersionContent, audit

USUAL_DAYS, MOST_DAYS = 5, 30
KEPT = Marking(Tlp.AMBER_STRICT)  # for their organisation alone


@dataclass(frozen=True, slots=True)
class NewPart:
    """Which questions, by their keys, and whom: an e-mail address."""

    questions: tuple[str, ...]
    mailbox: str
    language: str
    days: int


@dataclass(frozen=True, slots=True)
class PartOffer:
    """What may be delegated: questions that ask for no file, none where an organisation as such may not read them.

    `files_only`: the request has no other questions.
    """

    request: UUID
    title: RequestText
    addressee: UUID
    questions: tuple[RequestQuestion, ...]
    files_only: bool


@dataclass(frozen=True, slots=True)
class OpenPart:
    """What a link opens, and nothing besides: the title, the questions, the last day."""

    id: UUID
    organisation: str
    title: RequestText
    questions: tuple[RequestQuestion, ...]
    last_day: date
    until: datetime


@dataclass(frozen=True, slots=True)
class PartRow:
    """A delegation in a list."""

    id: UUID
    addressee: UUID
    mailbox: str
    language: str
    asked_by: str
    asked_at: datetime
    expires_at: datetime
    status: str
    live: bool
    waits: bool  # answered, and not sent with the reply yet


@dataclass(frozen=True, slots=True)
class PartPage:
    row: PartRow
    request: UUID
    title: RequestText
    questions: tuple[str, ...]
    answers: tuple[AnswerLine, ...]


def offer_for(reader: Reader, addressee: UUID) -> PartOffer:
    """Raises NotFound where they see no such request, NotAllowed where they do not speak for the addressee or replies
    are not taken."""
    to = _spoken_for(reader, addressee)
    holder = on_behalf(reader, reader.organisation, reader.organisation_name)
    asks = to.request.asks
    files_only = all(each.type == QuestionType.FILE for each in asks.questions)
    return PartOffer(to.request_id, text_of(asks, "title"), to.pk, _askable(to, holder), files_only)


def _spoken_for(reader: Reader, addressee: UUID) -> Addressee:
    request_of(reader, addressee)
    to = Addressee.objects.select_related("request__record").get(pk=addressee)
    if not rules.speaks_for(reader, to.token):
        raise NotAllowed(reader.why_not("request-speaker"))
    if not to.request.is_open:
        raise NotAllowed("request-closed")
    return to


def _askable(to: Addressee, holder: Reader) -> tuple[RequestQuestion, ...]:
    """The questions that `holder`, an organisation as such, may read."""
    seen = InformationRequest.visible_to(holder).filter(pk=to.request_id, record__tlp__lt=Tlp.RED)
    asked = to.request.asks.questions if to.request.is_open and seen.exists() else ()
    return tuple(each for each in asked if each.type != QuestionType.FILE)


@transaction.atomic
def delegate(addressee: UUID, asked: NewPart, *, by: Reader) -> UUID:
    """A request without a link yet: whoever sends the e-mail makes it.

    Raises NotAllowed("part-hidden") for questions that may not be asked of somebody without an account.
    """
    records.hold(request_of(by, addressee))
    offer = offer_for(by, addressee)
    known = {each.key for each in offer.questions}
    if not asked.questions or not known.issuperset(asked.questions):
        raise NotAllowed("part-hidden")
    record = records.create(PartRequest.KIND, VersionContent(body={"addressee": str(addressee)}), KEPT, by=by)
    part = PartRequest.objects.create(
        record=record,
        request_id=offer.request,
        addressee_id=addressee,
        questions=list(asked.questions),
        asker_id=UUID(by.person),
        asked_by=by.name,
        mailbox=asked.mailbox,
        language=asked.language,
        asked_at=record.published_at,
        expires_at=last_moment(record.published_at, asked.days),
    )
    audit.record("asked", PartRequest.KIND, part.pk, by=by, addressee=str(addressee), days=asked.days)
    return UUID(str(part.pk))


def own_part(reader: Reader, record: UUID) -> PartRequest:
    """One of their organisation's for an addressee for whom they speak. Raises NotFound."""
    rows = PartRequest.visible_to(reader).filter(record__owner=reader.organisation or None, pk=record)
    found = rows.select_related("record__owner", "addressee", "request__record").first()
    if not isinstance(found, PartRequest) or not may_read(reader, found.record.envelope).allowed:
        raise NotFound
    if not rules.speaks_for(reader, found.addressee.token):
        raise NotFound
    return found


LINKS = Links(
    PartRequest,
    "exchange:information-part",
    "exchange/mails/information_part",
    lambda part: Letter(part.mailbox),
    own_part,
)
send_part_letter = letters("exchange.send_information_part", LINKS)


def part_of_session(secret: str) -> OpenPart | None:
    """None where the session opens nothing now."""
    found = (
        PartRequest.by_session(secret).select_related("record__owner", "addressee__request__record", "asker").first()
    )
    questions = _open_questions(found) if found else ()
    if found is None or not questions:
        return None
    to = found.addressee
    return OpenPart(
        found.pk,
        found.record.owner.name,
        text_of(to.request.asks, "title"),
        questions,
        min(to.last_day, timezone.localdate(found.expires_at)),
        found.expires_at,
    )


def _open_questions(part: PartRequest) -> tuple[RequestQuestion, ...]:
    """Those that were chosen, as long as whoever asked sees them and speaks for the addressee, and the organisation may
    read them."""
    asker = reader_of(part.asker, strong=True)
    asker = asker if asker.organisation == str(part.record.owner_id) else ANONYMOUS
    to = part.addressee
    seen = InformationRequest.visible_to(asker).filter(pk=to.request_id).exists()
    if not seen or not rules.speaks_for(asker, to.token):
        return ()
    return tuple(each for each in _askable(to, reader_behind(part)) if each.key in part.questions)


@transaction.atomic
def hand_in(secret: str, answers: Mapping[str, str]) -> None:
    """The answers wait for whoever sends the reply; link and session are over. Raises NotFound where the session opens
    nothing now."""
    part = LINKS.opened(secret)
    asked = {each.key for each in _open_questions(part)}
    if not asked:
        raise NotFound
    part.answers = {key: text for key, text in answers.items() if key in asked}
    part.save(update_fields=["answers"])
    LINKS.hand_in(part, by=reader_behind(part), answers=len(part.answers))


def parts_listed(reader: Reader, addressee: UUID) -> tuple[PartRow, ...]:
    """What was delegated for an addressee, the last first. Raises what `offer_for` raises."""
    _spoken_for(reader, addressee)
    rows = list(own_parts(reader, [addressee]))
    alive = set(PartRequest.live().filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    return tuple(_row(row, live=row.pk in alive) for row in rows)


def part_page(reader: Reader, record: UUID) -> PartPage:
    """Raises NotFound. What a colleague types is seen once it is submitted."""
    part = own_part(reader, record)
    asked = [each for each in part.request.asks.questions if each.key in part.questions]
    given = [(each, answer_words(each, part.answers.get(each.key, ""))) for each in asked]
    answers = tuple(AnswerLine(each.key, each.text, text, each.type == "text") for each, text in given if text)
    live = PartRequest.live().filter(pk=part.pk).exists()
    texts = tuple(each.text for each in asked)
    title = text_of(part.request.asks, "title")
    return PartPage(_row(part, live=live), part.request_id, title, texts, answers)


def _row(part: PartRequest, *, live: bool) -> PartRow:
    words = {HANDED_IN: _("submitted"), RECALLED: _("request withdrawn"), OVER: _("expired"), OPENED: _("opened")}
    return PartRow(
        id=part.pk,
        addressee=part.addressee_id,
        mailbox=part.mailbox,
        language=part.language,
        asked_by=part.asked_by,
        asked_at=part.asked_at,
        expires_at=part.expires_at,
        status=words.get(part.status, _("requested")),
        live=live,
        waits=part.handed_in_at is not None and part.taken_at is None,
    )
