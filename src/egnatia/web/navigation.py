"""The main navigation: the same for everybody of one kind, whatever there is to see behind it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.reader import Reader

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class NavigationItem:
    label: "str | _StrPromise"
    url: str
    current: bool


PUBLIC_ITEMS = (
    (_("Activities"), "activities:activities"),
    (_("Organisations"), "activities:organisations"),
    (_("Extracts"), "public:publications"),
    (_("Check my proposal"), "proposals:proposal"),
)
MEMBER_ITEMS = (
    (_("Matrix"), "needs:matrix"),
    (_("Needs"), "needs:needs"),
    (_("Activities"), "activities:activities"),
    (_("Matches"), "matching:matches"),
    (_("Commitments"), "commitments:commitments"),
    (_("Check my proposal"), "proposals:proposal"),
    (_("Organisations"), "activities:organisations"),
    (_("Imports"), "activities:imports"),
    (_("People"), "people:directory"),
)


def navigation_for(reader: Reader, path: str) -> list[NavigationItem]:
    """The items for a visitor or a member; the one whose address begins `path` is current."""
    items = PUBLIC_ITEMS if reader.is_anonymous else MEMBER_ITEMS
    urls = [(label, reverse(name)) for label, name in items]
    return [NavigationItem(label, url, current=path.startswith(url)) for label, url in urls]
