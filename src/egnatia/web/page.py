"""What every page shows around its content: navigation, who is reading, notices, the forum's names and footer."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from egnatia.kernel.access.reader import ANONYMOUS, Reader
from egnatia.kernel.inbox import Banner
from egnatia.kernel.readers import demo_is_loaded
from egnatia.kernel.rooms import MenuEntry, help_pages, rooms
from egnatia.people.addresses import whole_address
from egnatia.taxonomy.forum import ForumNames, forum
from egnatia.web import addresses

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# The menu: groups of pages by what people come for, made of what the rooms bring. The site's name leads home.
GROUPS = {
    "needs": gettext_lazy("Needs and support"),
    "activities": gettext_lazy("Activities"),
    "rounds": gettext_lazy("Rounds and reports"),
    "commitments": gettext_lazy("Commitments"),
    "exchange": gettext_lazy("Exchange"),
    "library": gettext_lazy("Library"),
    "desk": gettext_lazy("Administration"),
}
# Pages with a place of their own beside the menu: the name of who reads, the line above a page, the search box.
FOR_STRANGERS = ("public:missing", "public:contact", "public:join", "public:newsletter")
ASIDE = ("people:account", "public:help", "public:search", *FOR_STRANGERS)
VISITORS = "visitors"  # whose entries are few: each is a group by itself
# What each role comes for stands first.
OF_THE_SECRETARIAT = ("rounds", "needs", "activities", "commitments", "exchange", "library", "desk")
OF_ECONOMIES = ("needs", "rounds", "commitments", "activities", "exchange", "library", "desk")
OF_PARTNERS = ("activities", "needs", "commitments", "rounds", "exchange", "library", "desk")


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
    return path == url if url == get_script_prefix() else path.startswith(url)


def _group(entries: list[MenuEntry], current: MenuEntry | None, label: "str | _StrPromise") -> MenuGroup:
    items = tuple(MenuItem(each.label, reverse(each.route), each is current) for each in entries)
    here = any(item.current for item in items)
    return MenuGroup(label, items[0].url, here, items if len(items) > 1 else ())


@dataclass(frozen=True, slots=True)
class Language:
    """`url`: the page in it; "" where a form chooses it."""

    code: str
    name: str
    tag: str
    url: str
    current: bool


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
        """What the reader's role lets them see on any page, in one line; "" where the notice above says it, and
        for visitors: all that they see is public."""
        if self.reader.is_anonymous or not self.reader.strong:
            return ""
        if not self.reader.seats:
            return _("You see public records, GREEN, and AMBER of your organisation.")
        return _("You see public records, GREEN, and AMBER of your organisation and your groups.")

    @property
    def noting(self) -> str:
        """What is kept of those who may open records above TLP:GREEN: they know it before."""
        strong = self.reader.strong and not self.reader.is_anonymous
        return _("Opening a record above TLP:GREEN is noted, and its owner sees it.") if strong else ""

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

    @cached_property
    def languages(self) -> tuple[Language, ...]:
        """This page in each language that there is for its reader: visitors follow addresses, members' choice is kept
        in their browser."""
        anonymous, chosen = self.reader.is_anonymous, get_language() or "en"
        offered = settings.LANGUAGES if anonymous else settings.LANGUAGES_OF_MEMBERS
        here = self._request.get_full_path() if anonymous else ""
        return tuple(
            Language(code, name, addresses.language_tag(code), addresses.in_language(here, code), code == chosen)
            for code, name in offered
        )

    @property
    def language(self) -> str:
        """That of the page, as it calls itself."""
        return dict(settings.LANGUAGES).get(get_language() or "en", "")

    @property
    def alternates(self) -> list[tuple[str, str]]:
        """(tag, address) of this page in each language, for machines; none of a page that only members open, which
        looks the same to them."""
        request = self._request
        if not self.reader.is_anonymous or request.method not in ("GET", "HEAD") or request.resolver_match is None:
            return []
        site = whole_address(request, "/").rstrip("/")
        return [(tag, f"{site}{address}") for tag, address in addresses.alternates(request.get_full_path())]


def page(request: HttpRequest) -> dict[str, BasePage]:
    """Context processor: `page`."""
    return {"page": BasePage(request)}
