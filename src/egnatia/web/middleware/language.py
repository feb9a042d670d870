"""The language of a page: that of the account, until another one is chosen in this browser; and how HTTP names it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import get_language

_SCRIPT = {"sr": "Cyrl"}  # where two scripts are offered, each is said


def language_tag(code: str) -> str:
    """`sr-latn` as "sr-Latn", `sr` as "sr-Cyrl", others as they are."""
    language, _, script = code.partition("-")
    script = script or _SCRIPT.get(language, "")
    return f"{language}-{script.title()}" if script else language


def language_of_account(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """After the reader is known. English is every account's until it says otherwise: then the browser is asked."""

    def middleware(request: HttpRequest) -> HttpResponse:
        language = getattr(request.user, "language", settings.LANGUAGE_CODE)
        chosen = settings.LANGUAGE_COOKIE_NAME in request.COOKIES
        if not chosen and language != settings.LANGUAGE_CODE and language in dict(settings.LANGUAGES):
            translation.activate(language)
            request.LANGUAGE_CODE = language
        return get_response(request)

    return middleware


def content_language(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware inside Django's, which would name the language by the code of its catalogue."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Language", language_tag(get_language() or "en"))
        return response

    return middleware
