"""Asking an organisation for its activities, and what became of it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia.activities.activities.queries.vocabulary import vocabulary
from egnatia.activities.partners.actions.asking import ask, make_link, recall, require_may_ask
from egnatia.activities.partners.actions.sending import link_address
from egnatia.activities.partners.forms.asking import AskForm
from egnatia.activities.partners.jobs import send
from egnatia.activities.partners.queries.answers import Asking
from egnatia.activities.partners.queries.offering import offer_for
from egnatia.activities.partners.queries.requests import listed, request_seen_by, requests_seen_by
from egnatia.activities.partners.rules import ASKED_BY_ACCOUNT
from egnatia.kernel.forum import forum
from egnatia.kernel.requests import ReaderRequest
from egnatia.people import mail
from egnatia.people.access import members_only
from egnatia.people.addresses import whole_address
from egnatia.people.limits.actions import count


@require_safe
@members_only
def requests(request: ReaderRequest) -> HttpResponse:
    rows = requests_seen_by(request.reader)
    return render(request, "activities/partners/requests.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def new(request: ReaderRequest, organisation_id: UUID) -> HttpResponse:
    """The form shows exactly what goes out, and what stays and why."""
    require_may_ask(request.reader)
    offer = offer_for(request.reader, organisation_id)
    data = request.POST if request.method == "POST" else None
    form = AskForm(data, offer=offer, language=get_language() or "en")
    if form.is_bound and form.is_valid():
        count(ASKED_BY_ACCOUNT, request.reader.person)
        made = ask(form.asked(), by=request.reader)
        _send(request, made)
        return redirect("activities:partner-request", made)
    return render(
        request, "activities/partners/ask.html", {"form": form, "offer": offer, "letters": mail.leaves_here()}
    )


def _send(request: ReaderRequest, made: UUID) -> None:
    if mail.leaves_here():
        send(made, whole_address(request, "/"))
        messages.success(request, _("The letter is on its way. What comes back waits here for your confirmation."))
    else:
        messages.warning(request, _("No letters leave this installation. Make a link below and hand it over."))


@require_safe
@members_only
def one(request: ReaderRequest, record: UUID) -> HttpResponse:
    found = request_seen_by(request.reader, record)
    context = {
        "request_row": found,
        "activities": listed(request.reader, record),
        "answers": Asking(request.reader, forum(), vocabulary()).of_request(record),
    }
    return render(request, "activities/partners/request.html", context)


@require_POST
@members_only
def new_link(request: ReaderRequest, record: UUID) -> HttpResponse:
    """The link is shown once, here: to hand over where no letter arrives."""
    found = request_seen_by(request.reader, record)
    secret = make_link(record, by=request.reader)
    link = whole_address(request, link_address(secret, get_language() or "en"))
    return render(request, "activities/partners/new_link.html", {"link": link, "request_row": found})


@require_POST
@members_only
def recalling(request: ReaderRequest, record: UUID) -> HttpResponse:
    recall(record, by=request.reader)
    messages.success(request, _("Recalled: the link opens nothing now."))
    return redirect(reverse("activities:partner-request", args=[record]))
