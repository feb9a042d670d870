"""What of a request is taken over before anything reads it: whose it is behind a proxy, and text only."""

from collections.abc import Callable, Iterable, Mapping
from ipaddress import ip_address

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict

Handler = Callable[[HttpRequest], HttpResponse]


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
    """400 for a parameter, in the address or in a form, that holds what no text does: NUL or half a character."""

    def middleware(request: HttpRequest) -> HttpResponse:
        _require_text([request.path_info])
        _require_text(_said(request.GET))
        read = request._load_post_and_files  # noqa: SLF001 - where forms of every kind are read

        def load() -> None:
            read()
            _require_text(_said(request._post))  # type: ignore[attr-defined]  # noqa: SLF001 - read just now

        setattr(request, "_load_post_and_files", load)  # noqa: B010 - a method of this request alone
        return get_response(request)

    return middleware


def _said(parameters: "QueryDict | Mapping[str, str]") -> Iterable[str]:
    lists = parameters.lists() if isinstance(parameters, QueryDict) else ()
    return (text for name, values in lists for text in (name, *map(str, values)))


def _require_text(texts: Iterable[str]) -> None:
    for text in texts:
        if "\0" in text or (not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text)):
            raise BadRequest("not text")
