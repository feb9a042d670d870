"""Records to confirm, with a figure of how fresh each kind is; the answer on a page, and by a link of an e-mail."""

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from egnatia.confirmations.actions import NO, YES, answer_by_link, confirm
from egnatia.confirmations.queries import freshness_seen_by, overdue_for
from egnatia.guests.views import one_click
from egnatia.kernel.requests import ReaderRequest
from egnatia.pages.forms import redirect_back
from egnatia.people.access import members_only
from egnatia.people.limits.actions import committing_at_once

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# What the page of each link says: its heading, what the button does, and the button.
ASKED: "dict[str, tuple[_StrPromise, _StrPromise, _StrPromise]]" = {
    YES: (
        gettext_lazy("Is this still true?"),
        gettext_lazy("Confirm that the record named in the e-mail is still correct."),
        gettext_lazy("Yes, still true"),
    ),
    NO: (
        gettext_lazy("No longer valid?"),
        gettext_lazy("The record named in the e-mail will be withdrawn. Your organisation can restore it at any time."),
        gettext_lazy("Withdraw the record"),
    ),
}
THANKS: "dict[str, _StrPromise]" = {
    YES: gettext_lazy("The record is confirmed as of today."),
    NO: gettext_lazy("The record is withdrawn. Your organisation finds it in its list, under “Withdrawn”."),
}

LINKS = {
    answer: one_click(
        "confirmations/link.html",
        partial(answer_by_link, answer),
        ("confirmations:thanks", answer),
        gettext_lazy("Sign in to see which records of your organisation are to be confirmed."),
        title=title,
        lead=lead,
        button=button,
    )
    for answer, (title, lead, button) in ASKED.items()
}


@require_safe
@members_only
def records(request: ReaderRequest) -> HttpResponse:
    context = {"overdue": overdue_for(request.reader), "freshness": freshness_seen_by(request.reader)}
    return render(request, "confirmations/records.html", context)


@require_POST
@members_only
def record(request: ReaderRequest, record: UUID) -> HttpResponse:
    """It is still true."""
    confirm(record, by=request.reader)
    messages.success(request, _("Confirmed as still true."))
    return redirect_back(request, "confirmations:records")


@committing_at_once
def link(request: ReaderRequest, answer: str, token: str) -> HttpResponse:
    """The one action of a link."""
    if answer not in LINKS:
        raise Http404
    return LINKS[answer](request, token)


@require_safe
def thanks(request: ReaderRequest, answer: str) -> HttpResponse:
    """The same for everybody: it says what happens after answering, not that anything was."""
    if answer not in THANKS:
        raise Http404
    words = {
        "thanks": THANKS[answer],
        "after": _("The link no longer works. You do not need to do anything else."),
        "home": _("Home"),
    }
    return render(request, "guests/thanks.html", {"guest": words})
