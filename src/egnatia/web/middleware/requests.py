"""What of a request is taken over before anything reads it: whose it is behind a proxy, text only, and of what takes
long or fills the disk so much at once.

How many of these are answered at once in a process is held by `web.rsgi`, where they wait without a thread.
"""

import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from ipaddress import ip_address
from pathlib import Path
from threading import Lock
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict

from egnatia.kernel.requests import EXPENSIVE
from egnatia.web import errors

Handler = Callable[[HttpRequest], HttpResponse]
SIGN_IN = "/account/"  # whoever signs in or out changes little, and can then read
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")  # embedding, override and isolate. Source: UAX 9, 2.1 to 2.5
LAST = 10  # this part of the reserve is for the database alone
_WHOSE = "egnatia.whose-turn"  # in META: whose request is counted


def behind_proxies(get_response: Handler) -> Handler:
    """The address and the scheme that a trusted proxy names (`settings.TRUSTED_PROXIES`); from others nobody hears
    of them. Of several addresses the last one counts that is no proxy's: those before it are what somebody said.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        meta = request.META
        named, scheme = meta.pop("HTTP_X_FORWARDED_FOR", ""), meta.pop("HTTP_X_FORWARDED_PROTO", "")
        if _is_trusted(meta.get("REMOTE_ADDR", "")):
            meta["REMOTE_ADDR"] = _client_of(named) or meta["REMOTE_ADDR"]
            if scheme in ("http", "https"):
                meta["wsgi.url_scheme"] = scheme
        return get_response(request)

    return middleware


def _client_of(named: str) -> str:
    found = [each.strip() for each in named.split(",")]
    return next((each for each in reversed(found) if _is_address(each) and not _is_trusted(each)), "")


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _is_trusted(address: str) -> bool:
    return _is_address(address) and any(ip_address(address) in network for network in settings.TRUSTED_PROXIES)


def text_only(get_response: Handler) -> Handler:
    """400 for a parameter, in the address or in a form, that holds what no text does: NUL or half a character.

    Of what a form sends, the signs that turn the direction of writing are left out: a title would read backwards, and
    so would what stands beside it. Text in a script from right to left needs none of them.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        _require_text([request.path_info])
        _require_text(_said(request.GET))
        read = request._load_post_and_files  # noqa: SLF001 - where forms of every kind are read

        def load() -> None:
            read()
            sent: QueryDict = request._post  # type: ignore[attr-defined]  # noqa: SLF001 - read just now
            _require_text(_said(sent))
            setattr(request, "_post", _not_turned(sent))  # noqa: B010 - as above

        setattr(request, "_load_post_and_files", load)  # noqa: B010 - a method of this request alone
        return get_response(request)

    return middleware


def _not_turned(sent: QueryDict) -> QueryDict:
    if not any(TURNING.search(text) for text in _said(sent)):
        return sent
    plain = sent.copy()
    for name, values in sent.lists():
        plain.setlist(name, [TURNING.sub("", value) if isinstance(value, str) else value for value in values])
    return plain


def _said(parameters: "QueryDict | Mapping[str, str]") -> Iterable[str]:
    lists = parameters.lists() if isinstance(parameters, QueryDict) else ()
    return (text for name, values in lists for text in (name, *map(str, values)))


def _require_text(texts: Iterable[str]) -> None:
    for text in texts:
        if "\0" in text or (not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text)):
            raise BadRequest("not text")


def is_expensive(view: Callable[..., Any], method: str, content_type: str) -> bool:
    """Whether a request takes long: what its view declares, and every form that can bring a file."""
    brings_files = method == "POST" and content_type.startswith("multipart/form-data")
    return brings_files or method in getattr(view, EXPENSIVE, ())


class Expensive:
    """429 while as much of the same person is being answered; 507 for what is stored, while space is short.

    Below the reserve files and imports are refused; below a tenth of it every form but those for signing in and out:
    the database ends where it finds no space for its log, and then nobody reads either.

    A visitor is known by their address, which others may share: the page says "a few at a time".
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response
        self._running: Counter[str] = Counter()
        self._lock = Lock()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self._get_response(request)
        finally:
            self._give_back(request.META.get(_WHOSE))

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: tuple[Any, ...], _named: dict[str, Any]
    ) -> HttpResponse | None:
        expensive = is_expensive(view, request.method or "", request.content_type or "")
        least = settings.SPACE_RESERVE if expensive else settings.SPACE_RESERVE // LAST
        if request.method == "POST" and not request.path_info.startswith(SIGN_IN) and free_space() < least:
            return errors.no_space()
        if not expensive:
            return None
        whose = request.reader.person or request.META.get("REMOTE_ADDR", "")  # type: ignore[attr-defined]  # see ReaderRequest
        with self._lock:
            if self._running[whose] >= settings.EXPENSIVE_BY_PERSON:
                return errors.busy()
            self._running[whose] += 1
        request.META[_WHOSE] = whose
        return None

    def _give_back(self, whose: str | None) -> None:
        if whose is None:
            return
        with self._lock:
            self._running[whose] -= 1
            if not self._running[whose]:
                del self._running[whose]


def free_space() -> int:
    """Bytes that are free where the home is, or would be made."""
    home = Path(settings.HOME)
    there = next(each for each in (home, *home.parents) if each.exists())
    return shutil.disk_usage(there).free
