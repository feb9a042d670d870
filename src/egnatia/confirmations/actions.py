"""Asking by e-mail with links for one click, and what the answers do. A link's secret is stored nowhere."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from egnatia.confirmations.models import Confirmation, ConfirmationLink
from egnatia.confirmations.queries import TIMES, OverdueRecord, asked_of, is_overdue, row_of
from egnatia.guests.readers import on_behalf
from egnatia.guests.rules import digest_of, last_moment
from egnatia.kernel import clock, records
from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.inbox import Due, MailRecipient
from egnatia.kernel.models import Organisation, Person, Record
from egnatia.kernel.readers import reader_of
from egnatia.kernel.records import audit

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

YES, NO = "yes", "no"
ANSWERS = (YES, NO)
DAYS = 14  # that a link is valid
DEMO, DEMO_DAYS_AGO = "contact-focal-ba", 20  # the demo's record about which nobody answered, and its last e-mail


@dataclass(frozen=True, slots=True)
class AskedLine:
    """A record in an e-mail, above GREEN without its title; `yes` and `no` work once, `changed` asks to sign in.

    `no` asks to sign in where that is more than a link may do.
    """

    kind: "str | _StrPromise"
    title: str
    yes: str
    changed: str
    no: str


@transaction.atomic
def asked_by_mail(due: Due, site: str) -> Mapping[str, object]:
    """What the e-mail of that day tells somebody, with new links. Asked again on the same day it counts once."""
    expires, to = last_moment(clock.now(), DAYS), due.to
    person = Person.objects.select_related("organisation").get(pk=to.person) if to.person else None
    weak = _behind(person, Organisation.objects.get(pk=UUID(to.reader.organisation)), strong=False)
    ConfirmationLink.objects.filter(expires_at__lte=clock.now()).delete()
    lines = []
    for each in asked_of(to, due.day):
        _note_asked(each, due.day)
        told = each.title if each.tlp <= Tlp.GREEN else ""
        no = _link(each, NO, to, site) if _may_withdraw(each, weak) else site + each.withdrawal
        lines.append(AskedLine(each.kind.one, told, _link(each, YES, to, site), site + each.change, no))
    with translation.override(to.language):
        until = date_format(timezone.localtime(expires))
    return {"lines": lines, "until": until, "page": site + reverse("confirmations:records")}


def _note_asked(each: OverdueRecord, day: date) -> None:
    kept, _made = Confirmation.objects.select_for_update().get_or_create(record_id=each.id)
    if kept.asked_on != day:
        before = kept.asked_on is not None and kept.asked_on >= each.last.date()
        kept.times = kept.times + 1 if before else 1
        kept.asked_on = day
        kept.save(update_fields=["asked_on", "times"])


def _may_withdraw(each: OverdueRecord, by: Reader) -> bool:
    """Where that needs two-step verification, which no link shows, they sign in."""
    return each.tlp <= Tlp.GREEN and any(each.kind.writable(by, row) for row in each.kind.rows(by).filter(pk=each.id))


def _link(each: OverdueRecord, answer: str, to: MailRecipient, site: str) -> str:
    secret = secrets.token_urlsafe(24)
    ConfirmationLink.objects.create(
        digest=digest_of(secret),
        record_id=each.id,
        person_id=to.person,
        answer=answer,
        expires_at=last_moment(clock.now(), DAYS),
    )
    path = reverse("confirmations:link", args=[answer, secret])
    return f"{site}{path}?language={to.language}"


@transaction.atomic
def answer_by_link(answer: str, token: str) -> None:
    """Confirm or withdraw the record of a link. Raises NotFound where the link opens nothing now: it does so once, and
    withdraws nothing that somebody has changed or confirmed since it was asked about.
    """
    links = ConfirmationLink.objects.filter(digest=digest_of(token), answer=answer, expires_at__gt=clock.now())
    record = links.values_list("record_id", flat=True).first()
    if record is None:
        raise NotFound
    records.hold(record)
    link = links.select_related("record__owner", "person__organisation").select_for_update(of=("self",)).first()
    if link is None:
        raise NotFound
    by = _behind(link.person, link.record.owner, strong=answer == YES)
    try:
        if answer == YES:
            confirm(record, by=by, through="link")
        else:
            _withdraw(record, by=by)
    except NotAllowed:
        raise NotFound from None
    ConfirmationLink.objects.filter(record=record).delete()


def _withdraw(record: UUID, *, by: Reader) -> None:
    kind, _row = row_of(record, by)
    if not is_overdue(kind, by, record):
        raise NotFound
    kind.withdraw(record, by=by)


def _behind(person: Person | None, owner: Organisation, *, strong: bool) -> Reader:
    """Whoever got the e-mail, as they stand now: a link withdraws no more than a session without two steps could."""
    if person is not None:
        return reader_of(person, strong=strong)
    through = Reader(name=f"{owner.name[:100]}, through a link", person=str(owner.pk), strong=strong)
    return on_behalf(through, str(owner.pk), owner.name)


@transaction.atomic
def confirm(record: UUID, *, by: Reader, through: str = "page") -> None:
    """It is still true. Raises NotFound where they see none that is confirmed, NotAllowed where they may not change
    it."""
    records.hold(record)
    kind, row = row_of(record, by)
    if not kind.writable(by, row):
        raise NotAllowed(by.why_not("owner"))
    values = {"confirmed_at": clock.now(), "confirmed_by": by.name, "asked_on": None, "times": 0}
    Confirmation.objects.update_or_create(record_id=record, defaults=values)
    ConfirmationLink.objects.filter(record=record).delete()
    audit.record("confirmed", kind.kind, record, by=by, through=through)


def load_demo(_returning: bool) -> int:
    """One record of the demo was asked about in vain."""
    asked = clock.today() - timedelta(days=DEMO_DAYS_AGO)
    for record in Record.objects.filter(provenance__demo=DEMO, confirmation__isnull=True):
        Confirmation.objects.create(record=record, asked_on=asked, times=TIMES)
    return 0
