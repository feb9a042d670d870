"""Asking an organisation about its activities, and the links with which it answers."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from egnatia.activities.partners.models import PartnerRequest, PartnerRow
from egnatia.activities.partners.queries.choices import offer_for
from egnatia.activities.partners.queries.rows import goes_by_mail, sheet_of
from egnatia.activities.partners.rules import asking
from egnatia.guests.actions import Letter, Links
from egnatia.guests.jobs import letters
from egnatia.guests.rules import last_moment
from egnatia.kernel import records
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.records import VersionContent, audit
from egnatia.pages.downloads import XLSX, workbook_of
from egnatia.people import mail


@dataclass(frozen=True, slots=True)
class NewPartnerRequest:
    """What is asked of whom, where the letter goes, in which language, for how many days."""

    organisation: UUID
    activities: tuple[UUID, ...]
    mailbox: str
    language: str
    days: int
    way: str = "link"


def require_may_ask(by: Reader) -> None:
    if not by.is_secretariat:
        raise NotAllowed("secretariat")


@transaction.atomic
def ask(asked: NewPartnerRequest, *, by: Reader) -> UUID:
    """A request without a link yet: whoever sends the letter makes it. Only what may go out can be asked about."""
    require_may_ask(by)
    offer = offer_for(by, asked.organisation)
    if not set(asked.activities) <= {row.id for row in offer.going}:
        raise NotFound
    body = {"organisation": str(offer.organisation), "rows": [str(each) for each in asked.activities]}
    record = records.create(PartnerRequest.KIND, VersionContent(title={"und": offer.name}, body=body), asking(), by=by)
    made = PartnerRequest.objects.create(
        record=record,
        organisation_id=offer.organisation,
        mailbox=asked.mailbox,
        language=asked.language,
        way=asked.way,
        asked_by=by.name,
        asked_at=record.published_at,
        expires_at=last_moment(record.published_at, asked.days),
    )
    rows = enumerate(dict.fromkeys(asked.activities), start=1)
    PartnerRow.objects.bulk_create(
        PartnerRow(request=made, number=number, activity_id=activity) for number, activity in rows
    )
    audit.record(
        "asked", PartnerRequest.KIND, made.pk, by=by, organisation=body["organisation"], rows=body["rows"],
        days=asked.days,
    )  # fmt: skip
    return record.pk


def own_request(by: Reader, record: UUID) -> PartnerRequest:
    """A request of the reader's organisation. Raises NotFound where they see none, NotAllowed where it is another's."""
    found = PartnerRequest.visible_to(by).filter(pk=record).first()
    if not isinstance(found, PartnerRequest) or not may_read(by, found.record.envelope).allowed:
        raise NotFound
    records.require_owner(found.record, by=by)
    return found


def letter_to(request: PartnerRequest) -> Letter:
    """With the sheet, where one was wished for and nothing in it is above TLP:GREEN."""
    sheets: tuple[mail.Attachment, ...] = ()
    if request.way == PartnerRequest.Way.SHEET and goes_by_mail(request):
        table = sheet_of(request)
        sheets = (mail.Attachment(f"{table.name}.xlsx", workbook_of(table), XLSX),)
    return Letter(request.mailbox, {"sheet": bool(sheets)}, sheets)


LINKS = Links(PartnerRequest, "activities:partner", "activities/mails/partner", letter_to, own_request)


send_partner_letter = letters("activities.send_partner_letter", LINKS)
