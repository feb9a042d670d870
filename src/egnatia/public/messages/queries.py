"""What the desk sees of messages, what visitors see of their outcomes, and the groups that they may ask to join."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from egnatia.guests.public_forms import SUSPICIONS
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotFound
from egnatia.kernel.inbox import FROM_VISITORS, InboxItem, NotificationKind, Waiting, by_day, counted
from egnatia.kernel.models import Community
from egnatia.pages.pagination import Page
from egnatia.public.messages.actions import alike_of, require_desk
from egnatia.public.models import MessageQuerySet, VisitorMessage
from egnatia.taxonomy.forum import community_names, forum, in_language

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Sort, State = VisitorMessage.Sort, VisitorMessage.State
BEGINNING = 160  # characters of a text in the list
SORTS: "Mapping[str, _StrPromise]" = {
    Sort.MISSING: _("Something missing"),
    Sort.CONTACT: _("Question"),
    Sort.ORGANISATION: _("Organisation asks to take part"),
    Sort.PERSON: _("Person asks to join a group"),
}
STATES: "Mapping[str, _StrPromise]" = {
    State.NEW: pgettext_lazy("messages", "New"),
    State.ANSWERED: pgettext_lazy("messages", "Answered"),
    State.DONE: pgettext_lazy("messages", "Done"),
    State.SPAM: pgettext_lazy("messages", "Spam"),
}


@dataclass(frozen=True, slots=True)
class MessageRow:
    id: UUID
    reference: str
    at: datetime
    sort: "str | _StrPromise"
    language: str
    beginning: str
    answerable: bool
    published: bool
    suspicion: "str | _StrPromise"

    @classmethod
    def of(cls, row: VisitorMessage) -> "MessageRow":
        beginning = row.text[:BEGINNING] + ("…" if len(row.text) > BEGINNING else "")
        suspicion = SUSPICIONS.get(row.suspicion, "")
        published = row.published_at is not None
        return cls(
            row.pk,
            row.reference,
            row.at,
            SORTS[row.sort],
            row.language,
            beginning,
            bool(row.email),
            published,
            suspicion,
        )


@dataclass(frozen=True, slots=True)
class MessageState:
    code: str
    label: "str | _StrPromise"
    count: int
    current: bool


@dataclass(frozen=True, slots=True)
class SuspectedGroup:
    """New messages that one check found doubtful."""

    code: str
    words: "str | _StrPromise"
    count: int


@dataclass(frozen=True, slots=True)
class MessageDesk:
    """One page of the messages of a state. `suspected`: new ones that are folded away, unless they are asked for."""

    states: tuple[MessageState, ...]
    state: str
    sort: str
    page: Page[MessageRow]
    suspected: tuple[SuspectedGroup, ...]
    unfolded: bool

    @property
    def number_suspected(self) -> int:
        return sum(each.count for each in self.suspected)


def desk_for(reader: Reader, *, state: str, sort: str, unfolded: bool, number: int) -> MessageDesk:
    """Three queries, however many there are. Raises NotAllowed for others than the secretariat."""
    require_desk(reader)
    state = state if state in STATES else State.NEW
    rows = VisitorMessage.objects.visible_to(reader)
    if sort in SORTS:
        rows = rows.filter(sort=sort)
    counts = dict(rows.order_by().values_list("state").annotate(number=Count("pk")))
    doubtful = rows.filter(state=State.NEW).exclude(suspicion="").order_by()
    found = dict(doubtful.values_list("suspicion").annotate(number=Count("pk")))
    groups = tuple(SuspectedGroup(code, words, found[code]) for code, words in SUSPICIONS.items() if found.get(code))
    counts[State.NEW] = counts.get(State.NEW, 0) - sum(each.count for each in groups)
    states = tuple(MessageState(code, label, counts.get(code, 0), code == state) for code, label in STATES.items())
    shown = rows.filter(state=state)
    if state == State.NEW:
        shown = shown.exclude(suspicion="") if unfolded else shown.filter(suspicion="")
    return MessageDesk(states, state, sort if sort in SORTS else "", _page(shown, number), groups, unfolded)


def _page(rows: MessageQuerySet, number: int) -> Page[MessageRow]:
    first = (number - 1) * Page.SIZE
    found = list(rows.order_by("-at", "pk")[first : first + Page.SIZE + 1])
    return Page(tuple(MessageRow.of(row) for row in found[: Page.SIZE]), number, len(found) > Page.SIZE)


def new_messages(reader: Reader) -> MessageQuerySet:
    """Those that wait for the secretariat, without what looks automated."""
    return VisitorMessage.objects.visible_to(reader).filter(state=State.NEW, suspicion="")


@dataclass(frozen=True, slots=True)
class MessageFact:
    label: "str | _StrPromise"
    value: str
    url: str


@dataclass(frozen=True, slots=True)
class MessagePage:
    """One message. `alike`: how many would become spam with it; `accept`: the page that begins what was asked for."""

    row: MessageRow
    state: str
    text: str
    email: str
    facts: tuple[MessageFact, ...]
    answer: str
    answered_at: datetime | None
    question: str
    outcome: str
    alike: int
    accept: str


def message_for(reader: Reader, message: UUID) -> MessagePage:
    """Raises NotFound for everybody but the secretariat."""
    row = VisitorMessage.objects.visible_to(reader).filter(pk=message).first()
    if row is None:
        raise NotFound
    return MessagePage(
        row=MessageRow.of(row),
        state=row.state,
        text=row.text,
        email=row.email,
        facts=_facts(row),
        answer=row.answer,
        answered_at=row.answered_at,
        question=row.question,
        outcome=row.outcome,
        alike=alike_of(row, reader).count() if row.state != State.SPAM else 0,
        accept=_accept(row),
    )


def _facts(row: VisitorMessage) -> tuple[MessageFact, ...]:
    said = row.details
    economy = forum().economy(said.get("economy", ""))
    by = f"{row.decided_by}, {date_format(timezone.localtime(row.decided_at))}" if row.decided_at else ""
    shown: tuple[tuple[str | _StrPromise, str, str], ...] = (
        (_("Status"), f"{STATES[row.state]} ({by})" if by else str(STATES[row.state]), ""),
        (_("Received"), date_format(timezone.localtime(row.at), "DATETIME_FORMAT"), ""),
        (_("Organisation") if row.sort == Sort.ORGANISATION else _("Name or function"), said.get("name", ""), ""),
        (_("Organisation"), said.get("organisation", ""), ""),
        (_("Economy"), economy.name if economy else "", ""),
        (_("Group"), community_names().get(said.get("group", ""), ""), ""),
        (_("E-mail address"), row.email or str(_("not given: no answer is possible")), ""),
        (_("Page"), row.page, row.page),
        (_("Check"), str(SUSPICIONS.get(row.suspicion, "")), ""),
    )
    return tuple(MessageFact(*each) for each in shown if each[1])


def _accept(row: VisitorMessage) -> str:
    """The page of a new invitation with what they said filled in. Nobody gets an account by asking."""
    if row.sort not in (Sort.ORGANISATION, Sort.PERSON) or row.state == State.SPAM:
        return ""
    said = row.details
    filled = {
        "name": said.get("name", "") if row.sort == Sort.PERSON else "",
        "organisation": said.get("organisation") or said.get("name", ""),
        "email": row.email,
        "communities": said.get("group", ""),
        "economy": said.get("economy", ""),
    }
    return f"{reverse('people:invitation-new')}?{urlencode({name: each for name, each in filled.items() if each})}"


@dataclass(frozen=True, slots=True)
class PublishedOutcome:
    """In the desk's words: nothing of what was sent."""

    question: str
    outcome: str
    lang: str
    at: datetime


def outcomes(number: int) -> Page[PublishedOutcome]:
    """What was asked and what was done, the newest first: the same for everybody."""
    first = (number - 1) * Page.SIZE
    rows = VisitorMessage.objects.published().order_by("-published_at", "pk")
    found = list(
        rows.values_list("question", "outcome", "outcome_language", "published_at")[first : first + Page.SIZE + 1]
    )
    return Page(tuple(PublishedOutcome(*row) for row in found[: Page.SIZE]), number, len(found) > Page.SIZE)


@dataclass(frozen=True, slots=True)
class OpenGroup:
    slug: str
    name: str
    purpose: str


def open_groups() -> tuple[OpenGroup, ...]:
    """The groups that are not closed: visitors may know of them and ask to join."""
    rows = Community.objects.filter(closed=False)
    return tuple(OpenGroup(row.slug, in_language(row.names), in_language(row.purpose)) for row in rows)


def messages_waiting(reader: Reader) -> Iterator[InboxItem]:
    """For the inbox of the secretariat. What looks automated is not counted."""
    if not reader.is_secretariat:
        return
    count = new_messages(reader).count()
    said = ngettext("%(count)s new message from visitors", "%(count)s new messages from visitors", count)
    text = gettext("They ask a question, say what is missing, or ask to take part. Nobody else can read them.")
    words, url = said % {"count": counted(count)}, reverse("public:messages")
    yield InboxItem("visitor messages", count, words, text, url, gettext("Review"), each=2.0)


def messages_received(reader: Reader, since: datetime) -> Iterator[Waiting]:
    """For the e-mails of the secretariat."""
    yield from by_day(new_messages(reader).filter(at__gt=since), reverse("public:messages"))


RECEIVED = NotificationKind(
    name="visitor-messages",
    found=messages_received,
    line=_("Messages from visitors await your reply"),
    letters=FROM_VISITORS,
)
