"""Where a record is shown: each room names its page like the kind of record. What a link begins with."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_script_prefix, reverse

from egnatia.kernel.rooms import rooms
from egnatia.kernel.search import Hit


def page_of(kind: str, record: UUID) -> str:
    """The address of its page; "" where its kind has none."""
    for room in rooms():
        with suppress(NoReverseMatch):
            return reverse(f"{room.name}:{kind}", args=[record])
    return ""


def without_language(path: str) -> str:
    """The address of a page as others get it, who read in a language of their own, where this request has one in its
    address: in an e-mail, a file, a calendar.
    """
    return f"/{path.removeprefix(get_script_prefix())}" if path.startswith(get_script_prefix()) else path


def whole_address(request: HttpRequest, path: str) -> str:
    """The address that others open, without a language: of the site where one is set, else as the request came.

    Behind a proxy that holds the certificate a request comes by plain HTTP, and whose Host it names is its sender's
    choice: a secret in an address must go neither over the one nor to the other.
    """
    path = without_language(path)
    site: str = settings.SITE_ADDRESS.rstrip("/")
    return f"{site}{path}" if site else request.build_absolute_uri(path)


def hit_of(found: Any, title: str, lang: str, said: tuple[str, ...]) -> Hit:  # noqa: ANN401 - a row of any kind
    """A record as it is shown among what was found: with its page and its marking."""
    return Hit(title, lang, page_of(found.KIND, found.pk), said, found.record.marking.tlp.words)
