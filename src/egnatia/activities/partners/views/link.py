"""What a link opens: a page with a button, then the rows of one request for as long as the session holds.

Whatever is wrong with a link or a session - mistyped, used, over, recalled - is answered by one page, the same for all.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.http import require_http_methods, require_safe

from egnatia.activities.activities.queries.vocabulary import vocabulary
from egnatia.activities.partners.actions.opening import open_link
from egnatia.activities.partners.queries.rows import OwnRequest, Reading
from egnatia.activities.partners.rules import OPENED_BY_ADDRESS
from egnatia.kernel.faults import NotFound
from egnatia.kernel.forum import forum
from egnatia.kernel.requests import ReaderRequest
from egnatia.people.limits.actions import address_of, committing_at_once, count

SESSION = "partner-request"
P = ParamSpec("P")
View = Callable[Concatenate[ReaderRequest, OwnRequest, P], HttpResponse]


def nothing_here(request: ReaderRequest) -> HttpResponse:
    """The one page for every link and session that opens nothing."""
    return render(request, "activities/partners/nothing_here.html", status=404)


def secret_of(request: ReaderRequest) -> str:
    secret = request.session.get(SESSION, "")
    return secret if isinstance(secret, str) else ""


def through_link(view: View[P]) -> Callable[Concatenate[ReaderRequest, P], HttpResponse]:
    """The view gets what the session opens at this moment; without that nobody comes so far."""

    @wraps(view)
    def for_holder(request: ReaderRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        own = Reading(forum(), vocabulary()).of_session(secret_of(request))
        return nothing_here(request) if own is None else view(request, own, *args, **kwargs)

    return for_holder


@committing_at_once
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: ReaderRequest, token: str) -> HttpResponse:
    """Mail scanners follow links: looking changes nothing and tells nothing, not even whether the link is good."""
    if request.method != "POST":
        with translation.override(_language(request)):
            return render(request, "activities/partners/link.html", {"token": token})
    count(OPENED_BY_ADDRESS, address_of(request))
    try:
        secret, language = open_link(token)
    except NotFound:
        return nothing_here(request)
    request.session.cycle_key()
    request.session[SESSION] = secret
    response = redirect("activities:partner-own")
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, samesite="Lax", secure=settings.HTTPS)
    return response


def _language(request: ReaderRequest) -> str:
    """The language of the letter, unless the reader has chosen one here."""
    named = request.GET.get("language", "")
    chosen = settings.LANGUAGE_COOKIE_NAME in request.COOKIES or named not in dict(settings.LANGUAGES)
    return translation.get_language() or "en" if chosen else named


@require_safe
def thanks(request: ReaderRequest) -> HttpResponse:
    """The same for everybody: it says what happens after handing in, not that anything was."""
    return render(request, "activities/partners/thanks.html")
