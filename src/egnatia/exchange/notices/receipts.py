"""Who has opened and acknowledged a notice, as its originator may know it, and what a recall says."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from egnatia.exchange.notices.fields import ALERT, NoticeContent
from egnatia.exchange.notices.models import Notice, Recall, Receipt
from egnatia.exchange.notices.queries import (
    ALERT_MAIL,
    CHASE_MAIL,
    URGENT_MAIL,
    addressees,
    is_noted_at_all,
    recalls_for,
)
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.audience import named_to, organisation_names
from egnatia.kernel.faults import NotFound
from egnatia.kernel.models import Person
from egnatia.pages.record_presenters import RecordCell, row_of
from egnatia.reminders.models import Reminder


@dataclass(frozen=True, slots=True)
class RecallNote:
    """Why a notice was recalled, what is to be done with copies, and when that was said; when the notice was published,
    and by whom, "" where the reader may not know of the organisation."""

    reason: str
    copies: str
    at: datetime
    published_at: datetime | None = None
    owner: str = ""


@dataclass(frozen=True, slots=True)
class PersonReceipt:
    """How far one person has come with a notice."""

    name: str
    organisation: str = ""
    mailed_at: datetime | None = None
    opened_at: datetime | None = None
    acknowledged_at: datetime | None = None
    reminded_at: datetime | None = None
    recall_acknowledged_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReceiptCount:
    """Of how many people how many have opened and acknowledged a notice, and the recall of it."""

    people: int
    opened: int
    acknowledged: int
    recall: int

    @property
    def missing(self) -> int:
        return self.people - self.acknowledged


@dataclass(frozen=True, slots=True)
class ReceiptOverview:
    """`alert`: whether it asks for acknowledgement. `named` are in directories that the originator may see."""

    id: UUID
    title: RecordCell
    alert: bool
    every: ReceiptCount
    named: tuple[PersonReceipt, ...]
    others: ReceiptCount
    recall: RecallNote | None


def own_notice(reader: Reader, record: UUID) -> Notice:
    """A notice of the reader's organisation of which openings are noted, recalled ones too. Raises NotFound."""
    if not reader.is_anonymous and reader.is_confirmed:
        own = Notice.visible_to(reader).filter(record__owner=UUID(reader.organisation), pk=record).first()
        gone = Notice.withdrawn_by_own_organisation(reader).filter(pk=record, pk__in=Recall.objects.values("pk"))
        found: Notice | None = own or gone.first()
        if found is not None and is_noted_at_all(found):
            return found
    raise NotFound


def overview_for(reader: Reader, record: UUID) -> ReceiptOverview:
    """Of a notice of the reader's own organisation. Raises NotFound for any other."""
    row = own_notice(reader, record)
    receipts = {each.person_id: each for each in Receipt.objects.filter(record=record)}
    asked = addressees(row.record) | Person.objects.filter(pk__in=list(receipts))
    people = list(asked.distinct().order_by("name"))
    known = set(named_to(reader).filter(pk__in=[each.pk for each in people]).values_list("pk", flat=True))
    known |= {UUID(person) for person in row.record.persons}
    mailed = _mailed(record)
    houses = organisation_names(reader, {str(each.organisation_id) for each in people})
    told = {each.pk: _receipt(each, houses, receipts.get(each.pk), mailed) for each in people}
    named = sorted((told[each.pk] for each in people if each.pk in known), key=_place)
    others = [told[each.pk] for each in people if each.pk not in known]
    title = row_of(NoticeContent, reader, row).title
    return ReceiptOverview(
        row.pk,
        title,
        row.category == ALERT,
        _count(list(told.values())),
        tuple(named),
        _count(others),
        next(map(_note, Recall.objects.filter(pk=record)), None),
    )


def _mailed(record: UUID) -> Mapping[tuple[UUID | None, bool], datetime]:
    """When e-mails about it left, by person and whether it was the reminder. One query."""
    names = [ALERT_MAIL.name, URGENT_MAIL.name, CHASE_MAIL.name]
    rows = Reminder.objects.filter(about=record, name__in=names, sent_at__isnull=False)
    sent = rows.values_list("person", "name", "sent_at")
    return {(person, name == CHASE_MAIL.name): at for person, name, at in sent if at}


def _receipt(
    person: Person,
    houses: Mapping[str, str],
    receipt: Receipt | None,
    mailed: Mapping[tuple[UUID | None, bool], datetime],
) -> PersonReceipt:
    return PersonReceipt(
        name=person.name,
        organisation=houses.get(str(person.organisation_id), ""),
        mailed_at=mailed.get((person.pk, False)),
        opened_at=receipt.opened_at if receipt else None,
        acknowledged_at=receipt.acknowledged_at if receipt else None,
        reminded_at=mailed.get((person.pk, True)),
        recall_acknowledged_at=receipt.recall_acknowledged_at if receipt else None,
    )


def _place(receipt: PersonReceipt) -> tuple[bool, bool, str]:
    """Those who are missing first."""
    return receipt.acknowledged_at is not None, receipt.opened_at is not None, receipt.name


def _count(receipts: list[PersonReceipt]) -> ReceiptCount:
    return ReceiptCount(
        len(receipts),
        sum(each.opened_at is not None for each in receipts),
        sum(each.acknowledged_at is not None for each in receipts),
        sum(each.recall_acknowledged_at is not None for each in receipts),
    )


def _note(recall: Recall) -> RecallNote:
    return RecallNote(recall.reason, recall.copies, recall.at)


def recall_for(reader: Reader, record: UUID) -> tuple[RecallNote, Receipt]:
    """The recall of a notice that the reader opened, and their receipt. Raises NotFound for anything else."""
    receipt = recalls_for(reader).filter(record=record).select_related("record").first()
    recall = Recall.objects.filter(pk=record).first() if receipt else None
    if receipt is None or recall is None:
        raise NotFound
    owner = str(receipt.record.owner_id)
    name = organisation_names(reader, [owner]).get(owner, "")
    return replace(_note(recall), published_at=receipt.record.published_at, owner=name), receipt
