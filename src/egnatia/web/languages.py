"""The languages of the pages as HTML and HTTP name them (BCP 47), and the header that says an answer's language."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

_SCRIPT = {"sr": "Cyrl"}  # where two scripts are offered, each is said


def language_tag(code: str) -> str:
    """`sr-latn` as "sr-Latn", `sr` as "sr-Cyrl", others as they are."""
    language, _, script = code.partition("-")
    script = script or _SCRIPT.get(language, "")
    return f"{language}-{script.title()}" if script else language


def content_language(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware inside Django's, which would name the language by the code of its catalogue."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Language", language_tag(get_language() or "en"))
        return response

    return middleware
