"""The requests and replies that a reader sees, what addressees are called, and where a request is."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from egnatia.exchange.requests import rules
from egnatia.exchange.requests.fields import RequestContent
from egnatia.exchange.requests.models import (
    STATUS_WORDS,
    Addressee,
    AnswerFile,
    InformationReply,
    InformationRequest,
    PartRequest,
    QuestionType,
)
from egnatia.exchange.requests.rules import RequestProgress
from egnatia.files.queries import FileRow, rows_on
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.access.tokens import organisation
from egnatia.kernel.audience import organisation_names
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.lists import FileKind
from egnatia.kernel.models import Office, Organisation, RecordQuerySet
from egnatia.kernel.request_cache import once_per_request
from egnatia.taxonomy.forum import ForumNames, community_names, forum, told, told_in_language

MOST_OPEN = 200  # that somebody has to answer
ORDER = ("-record__published_at", "-record_id")


@dataclass(frozen=True, slots=True)
class RequestText:
    """A text and its language, "" where nobody said it."""

    text: str
    lang: str = ""


def requests_seen_by(reader: Reader) -> RecordQuerySet:
    """A draft is its organisation's own, however it is marked."""
    own = Q(record__owner=UUID(reader.organisation)) if reader.organisation else Q(pk__in=[])
    rows = InformationRequest.visible_to(reader).filter(Q(sent_at__isnull=False) | own)
    return rows.defer("record__search")


def request_row(reader: Reader, request: UUID) -> InformationRequest:
    """Raises NotFound where there is none that they see."""
    row = requests_seen_by(reader).filter(pk=request).first()
    if not isinstance(row, InformationRequest) or not may_read(reader, row.record.envelope).allowed:
        raise NotFound
    return row


def asked_by(reader: Reader, row: InformationRequest) -> bool:
    """Whether they see, with two-step verification, what comes to their organisation."""
    return reader.strong and str(row.record.owner_id) == reader.organisation


def own_draft(reader: Reader, request: UUID) -> InformationRequest:
    """What they may still change and send. Raises NotFound, or NotAllowed where it is another's or was sent."""
    row = request_row(reader, request)
    if not asked_by(reader, row):
        raise NotAllowed(reader.why_not("owner"))
    if row.sent_at is not None:
        raise NotAllowed("request-sent")
    return row


def may_attach(reader: Reader, row: InformationRequest) -> bool:
    """Whether they may change the files of a request: its own people, after it is closed too."""
    return asked_by(reader, row)


def may_attach_to_reply(reader: Reader, row: InformationReply) -> bool:
    """The same of a reply: whoever speaks for its addressee in the organisation that replied."""
    own = reader.strong and str(row.record.owner_id) == reader.organisation
    return own and row.request.is_open and rules.speaks_for(reader, row.addressee.token)


def _attaches_to_reply(reader: Reader, reply: UUID) -> bool:
    rows = InformationReply.visible_to(reader).filter(pk=reply).select_related("record", "request", "addressee")
    row = rows.first()
    if not isinstance(row, InformationReply) or not may_read(reader, row.record.envelope).allowed:
        raise NotFound
    return may_attach_to_reply(reader, row)


FILES = (
    FileKind(
        InformationRequest.KIND,
        "exchange:information-request",
        lambda reader, record: may_attach(reader, request_row(reader, record)),
    ),
    FileKind(InformationReply.KIND, "exchange:information-reply", _attaches_to_reply),
)


def own_open(reader: Reader, request: UUID) -> InformationRequest:
    """What their organisation sent and has not closed. Raises NotFound, or NotAllowed."""
    row = request_row(reader, request)
    if not asked_by(reader, row):
        raise NotAllowed(reader.why_not("owner"))
    if not row.is_open:
        raise NotAllowed("request-closed")
    return row


def request_of(reader: Reader, addressee: UUID) -> UUID:
    """Of an addressee of a request that they see; raises NotFound where there is none."""
    rows = Addressee.objects.filter(pk=addressee, request__in=requests_seen_by(reader).order_by().values("pk"))
    found = rows.values_list("request", flat=True).first()
    if found is None:
        raise NotFound
    return found


def replies_seen_by(reader: Reader, requests: Collection[UUID]) -> dict[UUID, InformationReply]:
    """The newest reply of each addressee that they see, by addressee. One query."""
    rows = InformationReply.visible_to(reader).filter(request__in=list(requests)).defer("record__search")
    seen = (row for row in rows.order_by("at", "pk") if may_read(reader, row.record.envelope).allowed)
    return {row.addressee_id: row for row in seen}


@dataclass(frozen=True, slots=True)
class ReplyFiles:
    """The files of replies that the reader sees, by reply, and which of them answers which question."""

    on: Mapping[UUID, tuple[FileRow, ...]]
    answering: Mapping[tuple[UUID, str], UUID]

    def of(self, reply: UUID, question: str) -> FileRow | None:
        file = self.answering.get((reply, question))
        return next((each for each in self.on.get(reply, ()) if each.id == file), None)

    def further(self, reply: UUID) -> tuple[FileRow, ...]:
        return tuple(each for each in self.on.get(reply, ()) if each.id not in self.answering.values())


def files_of_replies(reader: Reader, asks: RequestContent, replies: Iterable[InformationReply]) -> ReplyFiles:
    """One query; another one where a question asks for a file."""
    ids = [row.pk for row in replies]
    on = rows_on(reader, ids) if ids else {}
    asked = [each.key for each in asks.questions if each.type == QuestionType.FILE]
    rows = AnswerFile.objects.filter(reply__in=list(on), question__in=asked) if on and asked else ()
    return ReplyFiles(on, {(row.reply_id, row.question): row.file_id for row in rows})


def own_reply(reader: Reader, addressee: UUID) -> InformationReply | None:
    """The reply of their organisation that is there."""
    rows = InformationReply.visible_to(reader).filter(addressee=addressee, record__owner=UUID(reader.organisation))
    return rows.first()


def addressees_of(requests: Collection[UUID]) -> dict[UUID, list[Addressee]]:
    """By request, of requests that the reader sees: whom they went to is seen with them. One query."""
    found: dict[UUID, list[Addressee]] = defaultdict(list)
    for each in Addressee.objects.filter(request__in=list(requests)).order_by("token"):
        found[each.request_id].append(each)
    return found


@once_per_request
def own_addressees(reader: Reader) -> tuple[tuple[Addressee, InformationReply | None], ...]:
    """For whom they speak in open requests that they see, with the reply that is there; the first due first."""
    tokens = [token for token in reader.held if rules.speaks_for(reader, token)]
    return _own(reader, tokens) if tokens else ()


def addressed_without_second_step(reader: Reader) -> tuple[Addressee, ...]:
    """For whom they would speak, of what they see without two-step verification: their calendar shows this much."""
    if reader.is_anonymous or not reader.is_confirmed:
        return ()
    pairs = _own(reader, [*sorted(reader.offices), organisation(reader.organisation)])
    return tuple(each for each, reply in pairs if rules.awaits(reply.status if reply else ""))


def _own(reader: Reader, tokens: list[str]) -> tuple[tuple[Addressee, InformationReply | None], ...]:
    there = requests_seen_by(reader).filter(sent_at__isnull=False, closed_at__isnull=True)
    rows = Addressee.objects.filter(request__in=there.order_by().values("pk"), token__in=tokens)
    rows = rows.select_related("request__record").defer("request__record__search")
    found = list(rows.order_by(Coalesce("extended", "due"), "pk")[:MOST_OPEN])
    replies = replies_seen_by(reader, {each.request_id for each in found}) if found else {}
    return tuple((each, replies.get(each.pk)) for each in found)


def asked_by_own(reader: Reader) -> "QuerySet[Addressee]":
    """Whom the open requests of their organisation went to, with these requests."""
    own = requests_seen_by(reader).filter(
        record__owner=UUID(reader.organisation), sent_at__isnull=False, closed_at__isnull=True
    )
    rows = Addressee.objects.filter(request__in=own.order_by().values("pk"))
    return rows.select_related("request__record").defer("request__record__search")


@dataclass(frozen=True, slots=True)
class AddresseeNames:
    """What addressees are called by a reader, in the order of the forum."""

    names: ForumNames
    communities: Mapping[str, str]
    organisations: Mapping[str, str]
    several: bool  # groups, so that each is named

    def label(self, token: str) -> str:
        if economy := rules.economy_of(token):
            known = self.names.economy(economy)
            name = known.name if known else economy
            slug = token.split(":")[1]
            return f"{name} ({self.communities.get(slug, slug)})" if self.several else name
        if organisation := rules.organisation_of(token):
            return self.organisations.get(organisation) or _("another organisation")
        return _("The secretariat")

    def place(self, token: str) -> tuple[int, str, str]:
        codes = [each.code for each in self.names.economies]
        economy = rules.economy_of(token)
        return (codes.index(economy) if economy in codes else len(codes), self.label(token), token)


def names_for(reader: Reader, tokens: Iterable[str]) -> AddresseeNames:
    every = set(tokens)
    groups = {token.split(":")[1] for token in every if rules.economy_of(token)}
    organisations = organisation_names(reader, filter(None, map(rules.organisation_of, every)))
    return AddresseeNames(forum(), community_names(), organisations, several=len(groups) > 1)


def title_of(row: InformationRequest | InformationReply) -> RequestText:
    """A reply is called as its request is."""
    return RequestText(*told_in_language(row.record.text))


def text_of(asks: RequestContent, name: str) -> RequestText:
    said = getattr(asks, name)
    shown = told(said.texts, *said.first())
    return RequestText(shown.text, shown.lang)


def progress(sent_to: Collection[Addressee], replies: Mapping[UUID, InformationReply]) -> RequestProgress:
    return rules.progress_of([replies[each.pk].status if each.pk in replies else "" for each in sent_to])


def progress_words(found: RequestProgress) -> str:
    """ "3 of 8 replied, 1 in part, 1 declined"."""
    replied = found.replied + found.partial + found.nothing
    said = ngettext("%(count)s of %(all)s replied", "%(count)s of %(all)s replied", replied)
    words = [said % {"count": replied, "all": found.asked}]
    for count, phrase in (
        (found.partial, ngettext("%(count)s in part", "%(count)s in part", found.partial)),
        (found.nothing, ngettext("%(count)s without information", "%(count)s without information", found.nothing)),
        (found.declined, ngettext("%(count)s declined", "%(count)s declined", found.declined)),
    ):
        if count:
            words.append(phrase % {"count": count})
    return ", ".join(words)


def state_words(status: str, *, told_to: bool, late: bool) -> str:
    """Of others whose replies the reader does not see, nothing is said: neither that there is one, nor that not."""
    if status:
        return str(STATUS_WORDS[status])
    if not told_to:
        return ""
    return _("past the deadline") if late else _("awaiting reply")


def addressed(chosen: tuple[str, ...]) -> tuple[str, ...]:
    """Those whom a choice means today: of a group all its focal points."""
    found: dict[str, None] = {}
    for token in chosen:
        if token.startswith("G:"):
            slug = token.partition(":")[2]
            there = Office.objects.filter(kind=Office.Kind.FOCAL_POINT, community=slug).order_by("economy")
            found |= {f"F:{slug}:{economy}": None for economy in there.values_list("economy", flat=True)}
        else:
            found[token] = None
    return tuple(found)[: rules.MOST_ADDRESSEES]


def economies_of(tokens: tuple[str, ...], by: Reader) -> list[str]:
    """Of each addressee, "" where the forum's own calendar counts alone."""
    wanted = [UUID(found) for found in map(rules.organisation_of, tokens) if found]
    homes = {
        str(pk): economy or ""
        for pk, economy in Organisation.visible_to(by).filter(pk__in=wanted).values_list("pk", "economy")
    }
    return [rules.economy_of(token) or homes.get(rules.organisation_of(token), "") for token in tokens]


def own_parts(reader: Reader, addressees: Collection[UUID]) -> "QuerySet[PartRequest]":
    """What their organisation delegated of these addressees' replies, the last first."""
    if not reader.organisation:
        return PartRequest.objects.none()
    rows = PartRequest.visible_to(reader).filter(
        addressee__in=list(addressees), record__owner=UUID(reader.organisation)
    )
    return rows.order_by("-asked_at", "pk")


@dataclass(frozen=True, slots=True)
class DraftPart:
    """What a colleague answered, by the key of the question."""

    id: UUID
    mailbox: str
    answers: Mapping[str, str]


def came_back(reader: Reader, addressee: UUID) -> tuple[DraftPart, ...]:
    """What colleagues answered for the reply and nobody has sent yet, the first first."""
    rows = own_parts(reader, [addressee]).filter(handed_in_at__isnull=False, taken_at__isnull=True)
    there = rows.order_by("handed_in_at", "pk").values_list("pk", "mailbox", "answers")
    return tuple(DraftPart(*each) for each in there)
