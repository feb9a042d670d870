"""What a request is answered in: its reader, whose rights are looked up each time, and the language of the page."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import get_language

from egnatia.kernel.readers import reader_of
from egnatia.kernel.request_cache import request_cache
from egnatia.kernel.requests import SECOND_FACTOR_SHOWN

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


def reader_of_request(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        strong = bool(request.session.get(SECOND_FACTOR_SHOWN))
        with request_cache():
            request.reader = reader_of(request.user, strong=strong)  # type: ignore[attr-defined]  # see ReaderRequest
            return get_response(request)

    return middleware
