"""Questions that the reader's organisation asked, and questions that reached it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.proposals.models import Delivery, Question

MOST = 100


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
