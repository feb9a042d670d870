"""The letter to whoever is asked. It holds which organisation asks and a link, and nothing of the round."""

from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format

from egnatia.kernel import clock, records
from egnatia.people import mail
from egnatia.rounds.delegation.actions.asking import fresh_link
from egnatia.rounds.delegation.models import SectionRequest
from egnatia.rounds.delegation.queries.live import live


@transaction.atomic
def send_letter(record: UUID, *, site: str) -> bool:
    """Whether a letter left: none for a request that is over, was sent already, or whose link was made by hand.

    The link is made here, so that its secret stands in no queue and no table.
    """
    records.hold(record)
    waiting = live().select_for_update(of=("self",)).select_related("record__owner", "person")
    found = waiting.filter(pk=record, link_digest__isnull=True, sent_at__isnull=True).first()
    to = _address(found) if found else ""
    if found is None or not to:
        return False
    link = site.rstrip("/") + _way_in(found)
    with translation.override(found.language):
        until = date_format(found.expires_at, "DATE_FORMAT")
    found.sent_at = clock.now()
    found.save(update_fields=["sent_at"])
    context = {"who": found.record.owner.name, "link": link, "until": until, "account": found.person is not None}
    mail.send("rounds/mails/section", to, context, language=found.language)
    return True


def _address(request: SectionRequest) -> str:
    return request.person.email if request.person else request.mailbox


def _way_in(request: SectionRequest) -> str:
    if request.person:
        return reverse("rounds:section-beginning", args=[request.pk])
    return link_address(fresh_link(request), request.language)


def link_address(token: str, language: str) -> str:
    """The page with the button, in the language of the letter."""
    return f"{reverse('rounds:section-link', args=[token])}?language={language}"
