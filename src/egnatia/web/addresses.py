"""An address for each language: `/sq/activities/` is `/activities/` in Albanian. Pure but for the switch.

The prefix is Django's script prefix while the request is answered, so every address that a page makes keeps it. Nothing
is stored or sent with one: `people.addresses` takes it off again.
"""

from collections.abc import Iterator
from functools import cache
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.i18n import set_language as _set_language

ANY = "x-default"  # the address without a prefix: in the language of the account, the cookie or the browser
_SCRIPT = {"sr": "Cyrl"}  # where two scripts are offered, each is said


def language_tag(code: str) -> str:
    """`sr-latn` as "sr-Latn", `sr` as "sr-Cyrl", others as they are."""
    language, _, script = code.partition("-")
    script = script or _SCRIPT.get(language, "")
    return f"{language}-{script.title()}" if script else language


@cache
def _known() -> frozenset[str]:
    return frozenset(dict(settings.LANGUAGES))


def divided(path: str) -> tuple[str, str]:
    """("sq", "/activities/") of "/sq/activities/"; ("", the path) where it begins with no language of ours."""
    code, slash, rest = path[1:].partition("/")
    return (code, f"/{rest}") if slash and code in _known() else ("", path)


def lacks_slash(path: str) -> bool:
    """Whether it is "/sq": the home page in a language, typed by hand."""
    return path[1:] in _known()


def in_language(address: str, code: str) -> str:
    """The same page, with its query, at the address of a language; "" for the one without a prefix.

    An address that is not of this site stays as it is.
    """
    if not address.startswith("/") or address.startswith(("//", "/\\")) or urlsplit(address).netloc:
        return address
    path, mark, query = address.partition("?")
    page = divided(path)[1]
    if page.startswith(("//", "/\\")):  # "/sq//elsewhere.example/" without its prefix would lead there
        return address
    return f"/{code}{page}{mark}{query}" if code else f"{page}{mark}{query}"


def alternates(address: str) -> Iterator[tuple[str, str]]:
    """(tag for `hreflang`, address) of a page in each language, and without one."""
    for code, _name in settings.LANGUAGES:
        yield language_tag(code), in_language(address, code)
    yield ANY, in_language(address, "")


def set_language(request: HttpRequest) -> HttpResponse:
    """Django's, which keeps the choice in a cookie, and back to the page; where its address has a language, to that in
    the language chosen."""
    answer = _set_language(request)
    page, code = answer.headers.get("Location", ""), request.POST.get("language", "")
    if code in _known() and divided(page)[0]:
        answer.headers["Location"] = in_language(page, code)
    return answer
