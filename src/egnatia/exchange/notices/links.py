"""Acknowledging an alert from its e-mail, without signing in: one link, one deed, once."""

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from egnatia.exchange.notices.actions import acknowledge
from egnatia.exchange.notices.fields import ALERT
from egnatia.exchange.notices.models import AlertLink
from egnatia.exchange.notices.queries import addressees, awaited
from egnatia.guests.actions import Letter, Links
from egnatia.guests.views import one_click
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotFound
from egnatia.kernel.inbox import Due
from egnatia.kernel.readers import reader_of
from egnatia.kernel.requests import ReaderRequest

DAYS = 7  # that a link is valid


def own_link(by: Reader, record: UUID) -> AlertLink:
    row = AlertLink.visible_to(by).filter(pk=record, person_id=by.person).first()
    if not isinstance(row, AlertLink):
        raise NotFound
    return row


def _letter(_link: AlertLink) -> Letter:
    """The e-mail of the alert holds it: it has none of its own."""
    return Letter("")


LINKS = Links(AlertLink, "exchange:alert", "exchange/mails/alert", _letter, own_link)


def told_by_mail(due: Due, site: str) -> Mapping[str, object]:
    """What an e-mail about an alert that awaits them says besides: a link to acknowledge it. Its secret is kept
    nowhere."""
    to = due.to
    alert = awaited(to.reader).filter(pk=due.about).first() if to.person else None
    return {"answer": site + LINKS.made_for(to, DAYS, notice=alert, person_id=to.person)} if alert else {}


def acknowledge_by_link(token: str) -> None:
    """For whom the link was made, if they may read the alert at this moment. Raises NotFound for a link that opens
    nothing now."""
    LINKS.answer(token, _acknowledged)


def _acknowledged(link: AlertLink) -> None:
    if not addressees(link.notice.record).filter(pk=link.person_id).exists():
        raise NotFound
    acknowledge(link.notice_id, by=reader_of(link.person, strong=True), opened=False)


answer = one_click(
    "exchange/notices/link.html",
    acknowledge_by_link,
    ("exchange:alert-thanks",),
    gettext_lazy("Sign in to see which alerts await your acknowledgement."),
)


@require_safe
def thanks(request: ReaderRequest) -> HttpResponse:
    """The same for everybody: it says what happens after acknowledging, not that anything was."""
    words = {
        "thanks": _("Your acknowledgement is shown to the originator of the alert."),
        "after": _("The link no longer works. Sign in to read the alert."),
        "home": _("Read alerts"),
        "url": f"{reverse('exchange:notices')}?category={ALERT}",
    }
    return render(request, "guests/thanks.html", {"guest": words})
