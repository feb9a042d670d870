"""What every page shows around its content: navigation, who is reading, notices, the forum's names and footer."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from egnatia.kernel.access.reader import ANONYMOUS, Reader
from egnatia.kernel.inbox import Banner
from egnatia.kernel.readers import demo_is_loaded
from egnatia.kernel.rooms import MenuEntry, help_pages, rooms
from egnatia.taxonomy.forum import ForumNames, forum

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# The menu: groups of pages by what people come for, made of what the rooms bring.
GROUPS = {
    "home": gettext_lazy("Home"),
    "needs": gettext_lazy("Needs and support"),
    "activities": gettext_lazy("Activities"),
    "rounds": gettext_lazy("Rounds and reports"),
    "commitments": gettext_lazy("Commitments"),
    "exchange": gettext_lazy("Exchange"),
    "desk": gettext_lazy("Administration"),
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


@dataclass(frozen=True, slots=True)
class ForumFooter:
    name: str
    controller: str
    hosted_at: str


def footer_of(name: str) -> ForumFooter:
    """What the installation itself says of who runs it: read from settings, so that error pages show it too."""
    return ForumFooter(name, str(settings.CONTROLLER), str(settings.HOSTED_AT))


class BasePage:
    """Read by `base.html`; each part is worked out when the template asks for it, so an error page costs no query."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def reader(self) -> Reader:
        reader = getattr(self._request, "reader", ANONYMOUS)
        return reader if isinstance(reader, Reader) else ANONYMOUS

    @property
    def names(self) -> ForumNames:
        return forum()

    @cached_property
    def navigation(self) -> list[MenuGroup]:
        match = self._request.resolver_match
        return menu_for(self.reader, self._request.path, match.namespace if match else "")

    @property
    def second_factor_notice(self) -> bool:
        """The same on every page: it says nothing about what the page would hold otherwise."""
        return not self.reader.is_anonymous and not self.reader.strong and self.reader.is_confirmed

    @property
    def unconfirmed_notice(self) -> bool:
        return not self.reader.is_confirmed

    @cached_property
    def banners(self) -> tuple[Banner, ...]:
        """What members have to see on whatever page they are."""
        if self.reader.is_anonymous:
            return ()
        return tuple(banner for room in rooms() for found in room.banners for banner in found(self.reader))

    @property
    def sees(self) -> str:
        """What the reader's role lets them see on any page, in one line; "" where the notice above says it."""
        if self.reader.is_anonymous:
            return _("You see public records.")
        if not self.reader.strong:
            return ""
        if not self.reader.seats:
            return _("You see public records, GREEN, and AMBER of your organisation.")
        return _("You see public records, GREEN, and AMBER of your organisation and your groups.")

    @property
    def help_url(self) -> str:
        """The method page for what is open, else the list of all; "" where that is what is open."""
        match = self._request.resolver_match
        address = match.view_name if match else ""
        if address.startswith("public:help"):
            return ""
        name = next((name for begin, name in help_pages().items() if address.startswith(begin)), "")
        return reverse("public:help-page", args=[name]) if name else reverse("public:help")

    @property
    def demo(self) -> bool:
        return demo_is_loaded()

    @property
    def footnote(self) -> str:
        """Once per page, where a name on it bears an asterisk."""
        return self.names.footnote

    @property
    def forum(self) -> ForumFooter:
        return footer_of(self.names.name)

    @property
    def search_url(self) -> str:
        return reverse("public:search")

    @property
    def account_url(self) -> str:
        return reverse("people:account")

    @property
    def sign_in_url(self) -> str:
        return reverse("account_login")

    @property
    def provider(self) -> str:
        """What the provider is called at which people may sign in; "" where there is none."""
        return settings.OIDC.name if settings.OIDC else ""

    @property
    def sign_out_url(self) -> str:
        return reverse("account_logout")

    @property
    def second_factor_url(self) -> str:
        return reverse("people:second-factor")

    @property
    def language_url(self) -> str:
        return reverse("set_language")


def page(request: HttpRequest) -> dict[str, BasePage]:
    """Context processor: `page`."""
    return {"page": BasePage(request)}
