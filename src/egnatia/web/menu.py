"""The menu: groups of pages by what people come for, made of what the rooms bring."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.rooms import MenuEntry, rooms

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

GROUPS = {
    "home": _("Home"),
    "needs": _("Needs and support"),
    "activities": _("Activities"),
    "rounds": _("Rounds and reports"),
    "commitments": _("Commitments"),
    "exchange": _("Exchange"),
    "desk": _("Administration"),
}
# Pages with a place of their own beside the menu: the name of who reads, the line above a page, the search box.
ASIDE = ("people:account", "public:help", "public:search")
VISITORS = "visitors"  # whose entries are few: each is a group by itself
# What each role comes for stands first.
OF_THE_SECRETARIAT = ("home", "rounds", "needs", "activities", "commitments", "exchange", "desk")
OF_ECONOMIES = ("home", "needs", "rounds", "commitments", "activities", "exchange", "desk")
OF_PARTNERS = ("home", "activities", "needs", "commitments", "rounds", "exchange", "desk")


@dataclass(frozen=True, slots=True)
class MenuItem:
    label: "str | _StrPromise"
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class MenuGroup:
    """`url` is that of its first page; `items` are its pages, none where there is only that one."""

    label: "str | _StrPromise"
    url: str
    current: bool
    items: tuple[MenuItem, ...]


def menu_for(reader: Reader, path: str, room: str = "") -> list[MenuGroup]:
    """What the reader's role is led to. Current is the page whose address begins `path`, the longest of them; where
    there is none, the first page of the `room`; nothing on pages beside the menu."""
    shown = [(each, found.name) for found in rooms() for each in found.menu if each.shown(reader)]
    shown.sort(key=lambda pair: pair[0].place)
    current = _current(shown, path, room)
    if reader.is_anonymous:
        return [_group([each], current, each.label) for each, _name in shown]
    found = {code: [each for each, _name in shown if each.group == code] for code in _order(reader)}
    return [_group(entries, current, GROUPS[code]) for code, entries in found.items() if entries]


def _order(reader: Reader) -> tuple[str, ...]:
    if reader.is_secretariat:
        return OF_THE_SECRETARIAT
    return OF_ECONOMIES if reader.economies else OF_PARTNERS


def _current(shown: list[tuple[MenuEntry, str]], path: str, room: str) -> MenuEntry | None:
    if any(_begins(path, reverse(route)) for route in ASIDE):
        return None
    begun = [each for each, _name in shown if _begins(path, reverse(each.route))]
    longest = max(begun, key=lambda each: len(reverse(each.route)), default=None)
    return longest or next((each for each, name in shown if name == room), None)


def _begins(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)


def _group(entries: list[MenuEntry], current: MenuEntry | None, label: "str | _StrPromise") -> MenuGroup:
    items = tuple(MenuItem(each.label, reverse(each.route), each is current) for each in entries)
    here = any(item.current for item in items)
    return MenuGroup(label, items[0].url, here, items if len(items) > 1 else ())
