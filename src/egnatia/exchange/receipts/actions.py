"""Noting who opened a record; recalling records and files from whoever has them; asking to widen a marking."""

from uuid import UUID

from django.db import transaction
from django.dispatch import Signal
from django.urls import reverse

from egnatia.exchange.receipts.models import FileRecall, FileRecallReceipt, Recall, Receipt, WideningRequest
from egnatia.exchange.receipts.queries.inbox import RECALL_MAIL, file_recalls_for, recalls_for
from egnatia.exchange.receipts.queries.overview import recalls, title_of
from egnatia.files.actions import take_back
from egnatia.kernel import clock, records
from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.audience import readers_of
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import Record, seen
from egnatia.kernel.records import audit
from egnatia.reminders.actions import plan_for

# Sent with `about`, a record or the recall of a file, inside the transaction in which that was recalled.
recalled = Signal()


@transaction.atomic
def note_opening(record: UUID, kind: str, *, by: Reader) -> Receipt:
    """That they have it open; noted in the trail once."""
    receipt, _made = Receipt.objects.get_or_create(record_id=record, person_id=by.person)
    if receipt.opened_at is None:
        receipt.opened_at = clock.now()
        receipt.save(update_fields=["opened_at"])
        audit.record("opened", kind, record, by=by)
    return receipt


@transaction.atomic
def plan_recall(about: UUID) -> list[UUID]:
    """The e-mails about a recall that wait for those who opened the record or downloaded the file."""
    opened = Receipt.objects.filter(record=about, opened_at__isnull=False, record__in=Recall.objects.values("pk"))
    downloaded = FileRecallReceipt.objects.filter(recall=about).values("person")
    return plan_for(RECALL_MAIL.name, about, opened.values("person").union(downloaded))


@transaction.atomic
def recall(record: UUID, reason: str, copies: str, *, by: Reader) -> None:
    """Take a record from everybody's sight for good; those who opened it are told why, and what to do with copies.

    Raises NotFound where they do not see it, or its kind is not recalled; NotAllowed where they may not write it.
    """
    records.hold(record)
    row = Record.objects.filter(seen(by, "pk"), pk=record).defer("search").first()
    kind = recalls().get(row.kind) if row else None
    if row is None or kind is None:
        raise NotFound
    records.require_owner(row, by=by)
    readers = list(readers_of(row).values_list("pk", flat=True))
    kind.withdraw(record, by=by)
    Record.objects.filter(pk=record).update(recalled_at=clock.now())
    Recall.objects.create(record_id=record, reason=reason, copies=copies, readers=readers, by=by.name, author=by.person)
    audit.record("recalled", row.kind, record, by=by)
    recalled.send(sender=Recall, about=record)


@transaction.atomic
def recall_file(file: UUID, number: int, reason: str, copies: str, *, by: Reader) -> UUID:
    """Delete a version of a file, or all (0), and tell whoever downloaded or previewed it. Returns the recall.

    Raises NotFound where they see none that is still there, NotAllowed where they may not change its record.
    """
    record, persons = take_back(file, number, by=by)
    found = FileRecall.objects.create(
        file_id=file, number=number, reason=reason, copies=copies, by=by.name, author=by.person
    )
    FileRecallReceipt.objects.bulk_create(
        FileRecallReceipt(recall=found, person_id=each) for each in persons - {UUID(by.person)}
    )
    audit.record("recalled file", record.kind, record.pk, by=by, file=str(file), version=number)
    recalled.send(sender=FileRecall, about=found.pk)
    return found.pk


@transaction.atomic
def acknowledge_recall(record: UUID, *, by: Reader) -> None:
    """They know of the recall of a record that they opened. Raises NotFound for anything else."""
    receipt = recalls_for(by).select_for_update(of=("self",)).select_related("record").filter(record=record).first()
    if receipt is None:
        raise NotFound
    if receipt.recall_acknowledged_at is None:
        receipt.recall_acknowledged_at = clock.now()
        receipt.save(update_fields=["recall_acknowledged_at"])
        audit.record("acknowledged recall", receipt.record.kind, record, by=by)


@transaction.atomic
def acknowledge_file_recall(recall: UUID, *, by: Reader) -> None:
    """The same of a file that they have."""
    rows = file_recalls_for(by).select_for_update(of=("self",)).select_related("recall__file__record")
    receipt = rows.filter(recall=recall).first()
    if receipt is None:
        raise NotFound
    if receipt.acknowledged_at is None:
        receipt.acknowledged_at = clock.now()
        receipt.save(update_fields=["acknowledged_at"])
        record = receipt.recall.file.record
        audit.record("acknowledged recall", record.kind, record.pk, by=by, file=str(receipt.recall.file_id))


@transaction.atomic
def ask_to_widen(record: UUID, *, by: Reader) -> str:
    """Ask the owner of a record to share it more widely; a second time, while that is not answered, changes nothing.

    Returns the address of the record's page. Raises NotFound where they do not see it, NotAllowed where it is their own
    or public already.
    """
    records.hold(record)
    row = Record.objects.filter(seen(by, "pk"), pk=record).defer("search").first()
    if row is None:
        raise NotFound
    if by.is_anonymous or not by.is_confirmed:
        raise NotAllowed("unconfirmed")
    if str(row.owner_id) == by.organisation or row.tlp == Tlp.CLEAR:
        raise NotAllowed("widening-own")
    _, made = WideningRequest.objects.get_or_create(record=row, person_id=by.person, answered_at=None)
    if made:
        audit.record("asked for wider marking", row.kind, record, by=by)
    return title_of(row).url or reverse("people:marking", args=[record])


@transaction.atomic
def answer_widening(request: UUID, *, agreed: bool, answer: str, by: Reader) -> UUID:
    """What the owner of the record answers; returns the record. The marking is changed on its own page, by them alone.

    Raises NotFound where they see no such record, or somebody has answered; NotAllowed where it is not theirs.
    """
    rows = WideningRequest.objects.filter(seen(by, "record_id"), pk=request, answered_at__isnull=True)
    found = rows.select_related("record").first()
    if found is None:
        raise NotFound
    records.hold(found.record_id)
    records.require_owner(found.record, by=by)
    if not rows.update(
        answered_at=clock.now(), agreed=agreed, answer=answer, answered_by=by.name, answered_by_person=by.person
    ):
        raise NotFound
    verb = "agreed to widen" if agreed else "refused to widen"
    audit.record(verb, found.record.kind, found.record_id, by=by)
    return found.record_id
