"""The life of a notice: what follows from what it says."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _
from msgspec.structs import replace

from egnatia.exchange.notices.fields import ALERT, SEALED, NoticeContent
from egnatia.exchange.notices.models import AlertLink, Notice
from egnatia.exchange.notices.queries import ALERT_MAIL, URGENT_MAIL, addressees, awaited, not_expired
from egnatia.exchange.receipts.actions import note_opening
from egnatia.exchange.receipts.models import Receipt
from egnatia.exchange.receipts.queries.overview import is_noted
from egnatia.kernel import clock, records
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import SYSTEM, Reader
from egnatia.kernel.faults import AlreadyThere, NotFound
from egnatia.kernel.models import Record, Version
from egnatia.kernel.records import audit, lifecycle
from egnatia.kernel.records.lifecycle import ContentRefused, RecordKind, Step
from egnatia.kernel.records.markings import as_json, of_json, remark
from egnatia.reminders.actions import plan_for

MOST_DAYS = 30
DRAFT = Marking(Tlp.AMBER_STRICT)
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
    ended = said.valid_until if step.before and step.before.valid_until != said.valid_until else None
    if step.verb == "changed":
        require_not_over(ended)
    if said.on_behalf_of and said.sealed_source:
        raise ContentRefused("sealed_source", _("Enter the source in one of the two fields: named or sealed."))
    if said.remind_after is not None and not 1 <= said.remind_after <= MOST_DAYS:
        raise ContentRefused("remind_after", _("Enter a number of days from 1 to 30."))
    if said.category != ALERT and (said.urgent or said.remind_after):
        raise ContentRefused("category", _("Only alerts can be urgent or send reminders."))


def require_not_over(day: date | None) -> None:
    """Raises ContentRefused for a last day in the past."""
    if day is not None and day < clock.today():
        raise ContentRefused("valid_until", _("This date has passed. Enter today or a later date."))


def _after(step: NoticeStep) -> Mapping[str, object]:
    if step.row is not None and step.verb != "withdrew":
        if step.before is not None and _is_corrected(step.row, step.before, step.content):
            _ask_again(step.row)
        notice_stored.send(sender=Notice, record=step.row.record)
    return {}


def _is_corrected(row: Notice, before: NoticeContent, said: NoticeContent) -> bool:
    """Whether an alert says something else than its readers acknowledged: one more translation is no correction."""
    pairs = ((before.title, said.title), (before.text, said.text))
    other = any(text != now.texts.get(code) for then, now in pairs for code, text in then.texts.items())
    added = not before.text and bool(said.text)
    return not row.is_draft and row.category == ALERT and (other or added)


def _ask_again(row: Notice) -> None:
    """The acknowledgements so far were those of an earlier version."""
    row.corrections, row.corrected_at = row.corrections + 1, clock.now()
    row.save(update_fields=["corrections", "corrected_at"])
    given = Receipt.objects.filter(record=row.record, acknowledged_at__isnull=False)
    given.update(acknowledged_before=F("acknowledged_at"), acknowledged_at=None)
    AlertLink.live().filter(notice=row).update(recalled_at=clock.now())


class NoticeKind(RecordKind[Notice, NoticeContent]):
    def known(self, reader: Reader, row: Notice) -> dict[str, Any]:
        """A draft has had no readers to whom a change would be explained."""
        known = super().known(reader, row)
        return {name: said for name, said in known.items() if not (row.is_draft and name == "what_changed")}


NOTICE = NoticeKind(
    model=Notice, content=NoticeContent, completed=_completed, columns=_columns, before=_before, after=_after
)


@transaction.atomic
def draft(content: NoticeContent, planned: Marking, *, by: Reader, key: str | None = None) -> UUID:
    """A notice that only their organisation sees until it is published under `planned`; one for named persons is seen
    by its author alone."""
    records.require_may_mark(planned, by=by)
    held = Marking(Tlp.RED) if planned.tlp == Tlp.RED else DRAFT
    try:
        record = lifecycle.create(NOTICE, content, held, by=by, natural_key=key)
    except AlreadyThere:
        return records.made_before(Notice, key, by=by)
    Notice.objects.filter(pk=record).update(planned=as_json(planned))
    return record


def own_draft(record: UUID, *, by: Reader) -> Notice:
    """For this transaction alone. Raises NotFound where they see no such draft, NotAllowed where it is another's."""
    records.hold(record)
    row: Notice | None = Notice.visible_to(by).filter(pk=record, planned__isnull=False).first()
    if row is None:
        raise NotFound
    records.require_owner(row.record, by=by)
    return row


@transaction.atomic
def plan_readers(record: UUID, planned: Marking, *, by: Reader) -> None:
    """Who is to see the draft once it is published."""
    row = own_draft(record, by=by)
    records.require_may_mark(planned, by=by)
    row.planned = as_json(planned)
    row.save(update_fields=["planned"])
    audit.record("planned", Notice.KIND, record, by=by, marking=row.planned)


@transaction.atomic
def publish(record: UUID, *, by: Reader) -> None:
    """From now on the draft is seen as planned; an alert is sent."""
    row = own_draft(record, by=by)
    remark(row.record, of_json(row.planned or {}), by=by)


def published(record: Record, *, by: Reader) -> None:
    """What follows in the transaction in which a draft got its readers: to them it is new, without what it said
    before."""
    row = Notice.objects.select_for_update().filter(pk=record.pk, planned__isnull=False).first()
    if row is None:
        return
    row.planned = None
    row.save(update_fields=["planned"])
    record.published_at, record.version = record.changed_at, record.version + 1
    record.save(update_fields=["published_at", "version"])
    records.grant(record)
    Version.objects.create(**records.version_of(record, records.VersionContent(body=row.content), by=by))


@transaction.atomic
def plan_alert(record: UUID) -> list[UUID]:
    """The e-mails about an alert that wait for its addressees; none where it is over or no alert."""
    alert = Notice.visible_to(SYSTEM).filter(not_expired(), pk=record, category=ALERT, planned__isnull=True).first()
    if alert is None:
        return []
    name = (URGENT_MAIL if NOTICE.said(alert).urgent else ALERT_MAIL).name
    return plan_for(name, record, addressees(alert.record).values("pk"), alert.corrections)


@transaction.atomic
def acknowledge(record: UUID, *, by: Reader, opened: bool = True) -> None:
    """They have taken note of an alert of others, perhaps without opening it; a second time changes nothing.

    Raises NotFound for anything else.
    """
    found = Notice.visible_to(by).filter(pk=record, category=ALERT).first()
    if found is None or found.is_draft or not is_noted(found.record, by):
        raise NotFound
    if opened:
        note_opening(record, Notice.KIND, by=by)
    receipt, _made = Receipt.objects.get_or_create(record_id=record, person_id=by.person)
    if receipt.acknowledged_at is None:
        receipt.acknowledged_at = clock.now()
        receipt.save(update_fields=["acknowledged_at"])
        audit.record("acknowledged", Notice.KIND, record, by=by)


def acknowledge_all(*, by: Reader) -> None:
    """Every alert that awaits them."""
    for record in awaited(by).values_list("pk", flat=True):
        acknowledge(record, by=by)
