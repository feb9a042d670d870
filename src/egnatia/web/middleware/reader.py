"""What a request is answered in: its reader, whose rights are looked up each time, and the language of the page."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import get_script_prefix, set_script_prefix
from django.utils import translation
from django.utils.translation import get_language

from egnatia.kernel.readers import reader_of
from egnatia.kernel.request_cache import request_cache
from egnatia.kernel.requests import LANGUAGE, SECOND_FACTOR_SHOWN
from egnatia.web import addresses


def language_of_address(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """After static files, before all that reads `path_info`: takes the language off an address that begins with one.

    Whatever is worked out meanwhile has addresses in this language (`web.addresses`); `request.path` stays as it came.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        code, path = addresses.divided(request.path_info)
        if not code:
            if addresses.lacks_slash(request.path_info):
                return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
            return get_response(request)
        setattr(request, LANGUAGE, code)
        request.path_info, before = path, get_script_prefix()
        set_script_prefix(f"/{code}/")
        try:
            return get_response(request)
        finally:
            set_script_prefix(before)

    return middleware


def language_of_account(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """After the reader is known. English is every account's until it says otherwise: then the browser is asked."""

    def middleware(request: HttpRequest) -> HttpResponse:
        language = getattr(request.user, "language", settings.LANGUAGE_CODE)
        chosen = hasattr(request, LANGUAGE) or settings.LANGUAGE_COOKIE_NAME in request.COOKIES
        if not chosen and language != settings.LANGUAGE_CODE and language in dict(settings.LANGUAGES):
            translation.activate(language)
            request.LANGUAGE_CODE = language
        return get_response(request)

    return middleware


def content_language(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware inside Django's, which asks only cookie and browser, and would name the language by the code of its
    catalogue. An address that begins with a language is in that one.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        code = getattr(request, LANGUAGE, "")
        if code:
            translation.activate(code)
            request.LANGUAGE_CODE = code
        response = get_response(request)
        response.headers.setdefault("Content-Language", addresses.language_tag(get_language() or "en"))
        return response

    return middleware


def reader_of_request(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        strong = bool(request.session.get(SECOND_FACTOR_SHOWN))
        with request_cache():
            request.reader = reader_of(request.user, strong=strong)  # type: ignore[attr-defined]  # see ReaderRequest
            return get_response(request)

    return middleware
