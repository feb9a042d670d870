"""What the kinds of the library have in common: topics of the public site, for whom something is, and languages."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.records.lifecycle import ContentRefused
from egnatia.pages.labels import LANGUAGE

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

TOPICS: "Mapping[str, _StrPromise]" = {
    "prevention": _("Prevention and radicalisation"),
    "reintegration": _("Rehabilitation and reintegration"),
    "youth": pgettext_lazy("topic", "Youth"),
    "women": _("Women, peace and security"),
    "online": pgettext_lazy("topic", "Online"),
    "small-arms": _("Small arms"),
    "cyber": _("Cyber security"),
    "borders": pgettext_lazy("topic", "Borders"),
    "funding": pgettext_lazy("topic", "Funding"),
}
AUDIENCES: "Mapping[str, _StrPromise]" = {
    "everybody": pgettext_lazy("audience", "Everybody"),
    "youth": _("Young people"),
    "parents": _("Parents and families"),
    "teachers": _("Teachers and schools"),
    "women": pgettext_lazy("audience", "Women"),
    "returnees": _("Returnees and their families"),
    "communities": _("Local communities"),
    "religious": _("Religious communities"),
    "municipalities": _("Municipalities"),
    "practitioners": _("Social workers, police and other practitioners"),
    "civil-society": _("Civil society organisations"),
    "media": _("Media"),
    "researchers": _("Researchers"),
}
_address = URLValidator(schemes=["https", "http"])


def site_topics(_reader: Reader) -> "Mapping[str, _StrPromise]":
    return TOPICS


def audience_words(_reader: Reader) -> "Mapping[str, _StrPromise]":
    return AUDIENCES


def language_names(_reader: Reader) -> Mapping[str, str]:
    return LANGUAGE


def require_web_address(field: str, address: str) -> None:
    """Raises ContentRefused where there is one that no browser opens."""
    if not address:
        return
    try:
        _address(address)
    except ValidationError:
        raise ContentRefused(field, _("Enter a web address that begins with https://.")) from None
