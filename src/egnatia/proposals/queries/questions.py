"""Questions that the reader's organisation asked, and questions that reached it, which wait for it two weeks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from egnatia.kernel import clock
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.inbox import InboxItem, NotificationKind, NotificationLine, Waiting
from egnatia.matching.inbox import QUESTION, QUESTIONS
from egnatia.proposals.models import Delivery, Question

MOST = 100
FRESH = timedelta(days=14)  # whoever asked has found another way by then


@dataclass(frozen=True, slots=True)
class DisclosedFact:
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """`by` is a person of the own organisation, or the organisation that asks. `activity` is the holder's own."""

    id: UUID
    text: str
    by: str
    mailbox: str
    told: tuple[DisclosedFact, ...]
    asked_at: datetime
    activity: UUID | None = None
    title: str = ""
    lang: str = ""


def asked_by_us(reader: Reader) -> tuple[QuestionRow, ...]:
    """The newest questions of the reader's organisation. Nothing says whether one was delivered."""
    rows = Question.visible_to(reader).order_by("-asked_at", "-record_id")[:MOST]
    return tuple(
        QuestionRow(each.pk, each.text, each.asked_by, each.mailbox, _told(each.disclosed), each.asked_at)
        for each in rows
        if may_read(reader, each.record.envelope).allowed
    )


def asked_of_us(reader: Reader) -> tuple[QuestionRow, ...]:
    """The newest questions about activities that the reader sees and their organisation holds."""
    rows = Delivery.visible_to(reader).select_related("activity")
    return tuple(
        QuestionRow(
            id=each.pk,
            text=each.text,
            by=each.asker,
            mailbox=each.mailbox,
            told=_told(each.disclosed),
            asked_at=each.asked_at,
            activity=each.activity_id,
            title=each.activity.title,
            lang=each.activity.language,
        )
        for each in rows.order_by("-asked_at", "-record_id")[:MOST]
        if may_read(reader, each.record.envelope).allowed
    )


def _told(disclosed: list[list[str]]) -> tuple[DisclosedFact, ...]:
    return tuple(DisclosedFact(label, words) for label, words in disclosed)


def questions(reader: Reader) -> Iterator[InboxItem]:
    """The questions of the last two weeks about activities that their organisation holds."""
    since = clock.now() - FRESH
    count = sum(question.asked_at >= since for question in asked_of_us(reader))
    said = ngettext(
        "%(count)s question about your organisation's activities",
        "%(count)s questions about your organisation's activities",
        count,
    )
    text = _("An organisation plans similar work. It does not know whether anyone receives its question.")
    yield InboxItem(
        "questions",
        count,
        said % {"count": count},
        text,
        reverse("proposals:questions"),
        _("View the questions"),
        each=2.0,
    )


def received(reader: Reader, since: datetime) -> Iterator[Waiting]:
    """The same since then, one by one."""
    found = [each for each in asked_of_us(reader) if each.asked_at > since]
    rows = Delivery.visible_to(reader).filter(pk__in=[each.id for each in found])
    tlp = {pk: max(marks) for pk, *marks in rows.values_list("pk", "record__tlp", "activity__record__tlp")}
    for each in found:
        line = NotificationLine(reverse("proposals:questions"), each.title, tlp[each.id])
        yield Waiting(each.id, each.asked_at, line)


RECEIVED = NotificationKind(name="asked", found=received, line=QUESTION, letters=QUESTIONS)
