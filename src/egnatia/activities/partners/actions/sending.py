"""The letter with the link. It holds who asks and the link, and nothing of what any record says above TLP:GREEN."""

from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format

from egnatia.activities.partners.actions.asking import fresh_link
from egnatia.activities.partners.models import PartnerRequest
from egnatia.activities.partners.queries.live import live
from egnatia.activities.partners.queries.sheet import goes_by_mail, sheet_of
from egnatia.kernel import clock, records
from egnatia.pages.downloads import XLSX, workbook_of
from egnatia.people import mail


@transaction.atomic
def send_letter(request_id: UUID, *, site: str) -> bool:
    """Make the link and send it to the mailbox; whether a letter left. None is sent where there is a link already.

    The link is made here, so that its secret stands in no queue and no table.
    """
    records.hold(request_id)
    found = live().select_for_update(of=("self",)).filter(pk=request_id, link_digest__isnull=True).first()
    if found is None:
        return False
    link = site.rstrip("/") + link_address(fresh_link(found), found.language)
    with translation.override(found.language):
        until = date_format(found.expires_at, "DATE_FORMAT")
    found.sent_at = clock.now()
    found.save(update_fields=["sent_at"])
    sheets = _sheets(found)
    context = {"who": found.record.owner.name, "link": link, "until": until, "sheet": bool(sheets)}
    mail.send("activities/mails/partner", found.mailbox, context, language=found.language, files=sheets)
    return True


def _sheets(request: PartnerRequest) -> tuple[mail.File, ...]:
    """The sheet, where one was wished for and nothing in it is above TLP:GREEN."""
    if request.way != PartnerRequest.Way.SHEET or not goes_by_mail(request):
        return ()
    table = sheet_of(request)
    return (mail.File(f"{table.name}.xlsx", workbook_of(table), XLSX),)


def link_address(token: str, language: str) -> str:
    """The page with the button, in the language of the letter."""
    return f"{reverse('activities:partner-link', args=[token])}?language={language}"
