"""What a link or a colleague's account opens: a page with a button, then the questions of one request.

Whatever is wrong with a link or a session - mistyped, used, over, recalled - is answered by one page, the same for all.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia.kernel.faults import NotFound
from egnatia.kernel.forum import forum
from egnatia.kernel.requests import ReaderRequest
from egnatia.needs.needs.objectives import objectives
from egnatia.pages.posted import text_of, version_of
from egnatia.people.access import members_only
from egnatia.people.limits.actions import address_of, committing_at_once, count
from egnatia.rounds.delegation.actions import Entry, enter, hand_in, open_as_colleague, open_link
from egnatia.rounds.delegation.queries.own import Opened, OwnSection
from egnatia.rounds.delegation.rules import OPENED_BY_ADDRESS
from egnatia.rounds.rounds.actions.answering import AnsweredMeanwhile
from egnatia.rounds.rounds.rules import LONGEST_NOTE

SESSION = "section-request"
P = ParamSpec("P")
View = Callable[Concatenate[ReaderRequest, OwnSection, P], HttpResponse]


def nothing_here(request: ReaderRequest) -> HttpResponse:
    """The one page for every link and session that opens nothing."""
    return render(request, "rounds/delegation/nothing_here.html", status=404)


def _secret_of(request: ReaderRequest) -> str:
    secret = request.session.get(SESSION, "")
    return secret if isinstance(secret, str) else ""


def _opened(request: ReaderRequest) -> OwnSection | None:
    return Opened(request.reader, forum(), objectives()).of_session(_secret_of(request))


def through_session(view: View[P]) -> Callable[Concatenate[ReaderRequest, P], HttpResponse]:
    """The view gets what the session opens at this moment; without that nobody comes so far."""

    @wraps(view)
    def for_holder(request: ReaderRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        own = _opened(request)
        return nothing_here(request) if own is None else view(request, own, *args, **kwargs)

    return for_holder


@committing_at_once
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: ReaderRequest, token: str) -> HttpResponse:
    """Mail scanners follow links: looking changes nothing and tells nothing, not even whether the link is good."""
    if request.method != "POST":
        with translation.override(_language(request)):
            return render(request, "rounds/delegation/link.html")
    count(OPENED_BY_ADDRESS, address_of(request))
    try:
        secret, language = open_link(token)
    except NotFound:
        return nothing_here(request)
    request.session.cycle_key()
    request.session[SESSION] = secret
    response = redirect("rounds:section-own")
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, samesite="Lax", secure=settings.HTTPS)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def beginning(request: ReaderRequest, record: UUID) -> HttpResponse:
    """A colleague comes with his account. Looking tells nothing: the button says whether it is for him."""
    if request.method != "POST":
        return render(request, "rounds/delegation/link.html")
    try:
        request.session[SESSION] = open_as_colleague(record, by=request.reader)
    except NotFound:
        return nothing_here(request)
    return redirect("rounds:section-own")


def _language(request: ReaderRequest) -> str:
    """The language of the letter, unless the reader has chosen one here."""
    named = request.GET.get("language", "")
    chosen = settings.LANGUAGE_COOKIE_NAME in request.COOKIES or named not in dict(settings.LANGUAGES)
    return translation.get_language() or "en" if chosen else named


@require_safe
@through_session
def own(request: ReaderRequest, own: OwnSection) -> HttpResponse:
    return render(request, "rounds/delegation/own.html", {"own": own})


@require_http_methods(["GET", "HEAD", "POST"])
@through_session
def row(request: ReaderRequest, own: OwnSection, about: UUID) -> HttpResponse:
    found = own.row(about)
    if found is None:
        raise Http404
    if request.method != "POST":
        return render(request, "rounds/delegation/row.html", {"own": own, "row": found, "typed": found.note})
    note = text_of(request.POST, "note", LONGEST_NOTE)
    entry = Entry(request.POST.get("verdict", ""), note, version_of(request.POST))
    try:
        enter(_secret_of(request), about, entry, by=request.reader)
    except AnsweredMeanwhile:
        context = {"own": own, "row": found, "typed": note, "clash": True}
        return render(request, "rounds/delegation/row.html", context, status=409)
    rest = [each.about for each in own.open if each.about != about]
    return redirect("rounds:section-row", rest[0]) if rest else redirect("rounds:section-own")


@require_POST
@through_session
def handing_in(request: ReaderRequest, own: OwnSection) -> HttpResponse:
    """Ends the session with the request."""
    if not own.answered:
        return redirect("rounds:section-own")
    hand_in(_secret_of(request), by=request.reader)
    request.session.pop(SESSION, None)
    return redirect("rounds:section-thanks")


@require_safe
def thanks(request: ReaderRequest) -> HttpResponse:
    """The same for everybody: it says what happens after handing in, not that anything was."""
    return render(request, "rounds/delegation/thanks.html")
