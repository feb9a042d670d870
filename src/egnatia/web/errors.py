"""Error pages. They read no database and no request, so they work when all else fails and tell nothing.

A hidden and a missing record give the same bytes to everybody who reads the same language.
"""

from functools import lru_cache
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils.translation import get_language

from egnatia.web.page import ForumFooter, footer_of

# Where even the template cannot be rendered.
LAST_RESORT = "<!DOCTYPE html><title>Egnatia</title><h1>Something went wrong</h1><p>Please try again in a minute.</p>"


def _page(status: int, template: str) -> HttpResponse:
    shown = said(template, get_language() or "en", footer_of(""), get_script_prefix())
    return HttpResponse(shown, status=status)


@lru_cache(maxsize=256)
def said(template: str, language: str, forum: ForumFooter, _prefix: str = "/") -> str:
    """The page in the reader's language, at an address with `_prefix`. It follows from code and settings alone, so a
    process makes it once: whoever tries a thousand addresses where nothing is has the last page as fast as the first,
    and nobody waits for them."""
    return render_to_string(f"errors/{template}.html", {"LANGUAGE_CODE": language, "forum": forum})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400; 413 where the form itself was too large."""
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    return _page(400, "400")


def forbidden(_request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """403: the record may be seen, the act is not for this reader."""
    return _page(403, "403")


def csrf_failure(_request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """403: a form that does not come from a page of ours, or was open too long."""
    return _page(403, "csrf")


def not_found(_request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """404: hidden or missing, which look the same."""
    return _page(404, "404")


def only_for_forms(allowed: str) -> HttpResponse:
    """405: an address that takes what a form sends, opened like a page: by its bookmark, say."""
    response = _page(405, "405")
    response.headers["Allow"] = allowed
    return response


def too_large(_request: HttpRequest) -> HttpResponse:
    """413: more bytes than the limit."""
    return _page(413, "413")


def not_read(status: HTTPStatus) -> HttpResponse:
    """408, 413 or 503: the body came too slowly, was too large, or too many large ones came at once. 429: too many
    others take long. 507: no space for it."""
    return busy() if status == HTTPStatus.TOO_MANY_REQUESTS else _page(status, str(status.value))


def busy() -> HttpResponse:
    """429: what takes long is answered a few at a time."""
    response = _page(429, "busy")
    response.headers["Retry-After"] = "5"
    return response


def no_space() -> HttpResponse:
    """507: what would be stored is refused, as long as the disk has less left than its reserve."""
    return _page(507, "507")


def stopped() -> HttpResponse:
    """503: the database took too long for one question and was told to stop."""
    response = _page(503, "stopped")
    response.headers["Retry-After"] = "60"
    return response


def too_many(_request: HttpRequest, *, seconds: int = 60) -> HttpResponse:
    """429: wait `seconds` before the next attempt."""
    response = _page(429, "429")
    response.headers["Retry-After"] = str(seconds)
    return response


def server_error(_request: HttpRequest) -> HttpResponse:
    """500."""
    try:
        return _page(500, "500")
    except Exception:  # noqa: BLE001 - whatever broke, the visitor gets a page
        return HttpResponse(LAST_RESORT, status=500)
