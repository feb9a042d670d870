"""The life of a notice: what follows from what it says."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _
from msgspec.structs import replace

from egnatia.exchange.notices.fields import ALERT, SEALED, NoticeContent
from egnatia.exchange.notices.models import Notice, Recall, Receipt
from egnatia.exchange.notices.queries import (
    ALERT_MAIL,
    RECALL_MAIL,
    URGENT_MAIL,
    addressees,
    awaited,
    is_noted,
    is_noted_at_all,
    not_expired,
    recalls_for,
)
from egnatia.kernel import clock, records
from egnatia.kernel.access.reader import SYSTEM, Reader
from egnatia.kernel.faults import NotFound
from egnatia.kernel.inbox import ONCE
from egnatia.kernel.machine import MACHINE
from egnatia.kernel.models import Person
from egnatia.kernel.records import audit
from egnatia.kernel.records.lifecycle import ContentRefused, RecordKind, Step
from egnatia.reminders.actions import store
from egnatia.reminders.models import Reminder
from egnatia.reminders.queries import people

MOST_DAYS = 30
# Sent with `record`, its envelope, inside the transaction in which a notice was stored.
notice_stored = Signal()
NoticeStep = Step[Notice, NoticeContent]


def _completed(content: NoticeContent, before: NoticeContent | None) -> NoticeContent:
    """With whether its source is sealed; a new one has changed nothing."""
    source = SEALED if content.sealed_source else ""
    return replace(content, source=source, what_changed=content.what_changed if before else "")


def _columns(content: NoticeContent) -> Mapping[str, object]:
    return {"category": content.category, "valid_until": content.valid_until}


def _before(step: NoticeStep) -> None:
    said = step.content
    if step.verb == "restored" and step.row is not None and Recall.objects.filter(pk=step.row.pk).exists():
        raise ContentRefused("", _("This notice was recalled. Publish a new one instead."))
    if said.on_behalf_of and said.sealed_source:
        raise ContentRefused("sealed_source", _("Enter the source in one of the two fields: named or sealed."))
    if said.category != ALERT and (said.urgent or said.remind_after):
        raise ContentRefused("category", _("Only alerts can be urgent or send reminders."))
    if said.remind_after is not None and not 1 <= said.remind_after <= MOST_DAYS:
        raise ContentRefused("remind_after", _("Enter a number of days from 1 to 30."))


def _after(step: NoticeStep) -> Mapping[str, object]:
    if step.row is not None and step.verb != "withdrew":
        notice_stored.send(sender=Notice, record=step.row.record)
    return {}


NOTICE = RecordKind(
    model=Notice, content=NoticeContent, completed=_completed, columns=_columns, before=_before, after=_after
)


@transaction.atomic
def plan_alert(record: UUID) -> list[UUID]:
    """The e-mails about an alert that wait for its addressees; none where it is over or no alert."""
    if Recall.objects.filter(pk=record).exists():
        return _planned(RECALL_MAIL.name, record, Receipt.objects.filter(record=record).values("person"))
    alert = Notice.visible_to(SYSTEM).filter(not_expired(), pk=record, category=ALERT).first()
    if alert is None:
        return []
    name = (URGENT_MAIL if NOTICE.said(alert).urgent else ALERT_MAIL).name
    return _planned(name, record, addressees(alert.record).values("pk"))


def _planned(name: str, record: UUID, persons: QuerySet[Any, Any]) -> list[UUID]:
    found = people(Person.objects.filter(pk__in=persons))
    store([Reminder(name=name, about=record, day=ONCE, person_id=each.person) for each in found])
    waiting = list(Reminder.objects.filter(name=name, about=record, taken_at__isnull=True).values_list("pk", flat=True))
    audit.record("planned letters", "letters", name, by=MACHINE, letters=len(waiting))
    return waiting


@transaction.atomic
def note_opening(notice: Notice, *, by: Reader) -> Receipt:
    """That they have it open; noted in the trail once."""
    receipt, made = Receipt.objects.get_or_create(record_id=notice.pk, person_id=by.person)
    if made:
        audit.record("opened", Notice.KIND, notice.pk, by=by)
    return receipt


@transaction.atomic
def acknowledge(record: UUID, *, by: Reader) -> None:
    """They have taken note of an alert of others; a second time changes nothing. Raises NotFound for anything else."""
    found = Notice.visible_to(by).filter(pk=record, category=ALERT).first()
    if found is None or not is_noted(found, by):
        raise NotFound
    receipt = note_opening(found, by=by)
    if receipt.acknowledged_at is None:
        receipt.acknowledged_at = clock.now()
        receipt.save(update_fields=["acknowledged_at"])
        audit.record("acknowledged", Notice.KIND, record, by=by)


def acknowledge_all(*, by: Reader) -> None:
    """Every alert that awaits them."""
    for record in awaited(by).values_list("pk", flat=True):
        acknowledge(record, by=by)


@transaction.atomic
def recall(record: UUID, reason: str, copies: str, *, by: Reader) -> None:
    """Take a notice from everybody's sight for good; those who opened it are told why, and what to do with copies.

    Raises NotFound where openings of it are not noted, or they do not see it; NotAllowed where they may not write it.
    """
    records.hold(record)
    row = Notice.visible_to(by).filter(pk=record).first()
    if row is None or not is_noted_at_all(row):
        raise NotFound
    records.require_owner(row.record, by=by)
    records.withdraw(row.record, by=by)
    Recall.objects.create(record=row.record, reason=reason, copies=copies, by=by.name, author=by.person)
    audit.record("recalled", Notice.KIND, record, by=by)
    notice_stored.send(sender=Notice, record=row.record)


@transaction.atomic
def acknowledge_recall(record: UUID, *, by: Reader) -> None:
    """They know of the recall of a notice that they opened. Raises NotFound for anything else."""
    receipt = recalls_for(by).select_for_update().filter(record=record).first()
    if receipt is None:
        raise NotFound
    if receipt.recall_acknowledged_at is None:
        receipt.recall_acknowledged_at = clock.now()
        receipt.save(update_fields=["recall_acknowledged_at"])
        audit.record("acknowledged recall", Notice.KIND, record, by=by)
