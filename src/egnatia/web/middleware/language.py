"""Speaks the language of the account, until another one is chosen in this browser."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation


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
