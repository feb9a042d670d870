"""What every page shows around its content: navigation, who is reading, notices, the forum's names and footer."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from egnatia.kernel.forum import ForumNames, forum
from egnatia.kernel.installation import demo_is_loaded
from egnatia.kernel.reader import ANONYMOUS, Reader
from egnatia.kernel.rooms import rooms

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class ForumFooter:
    name: str
    controller: str
    hosted_at: str
    kept_for: str


def footer_of(name: str) -> ForumFooter:
    """What the installation itself says of who runs it: read from settings, so that error pages show it too."""
    return ForumFooter(name, str(settings.CONTROLLER), str(settings.HOSTED_AT), str(settings.KEPT_FOR))


@dataclass(frozen=True, slots=True)
class MenuItem:
    label: "str | _StrPromise"
    url: str
    current: bool


def menu_for(reader: Reader, path: str) -> list[MenuItem]:
    """The entries for a visitor or a member; the one whose address begins `path` is current."""
    entries = [each for room in rooms() for each in room.menu]
    placed = [(each.visitors if reader.is_anonymous else each.members, each) for each in entries]
    shown = sorted(((place, each) for place, each in placed if place is not None), key=lambda pair: pair[0])
    urls = [(each.label, reverse(each.route)) for _place, each in shown]
    return [MenuItem(label, url, current=path.startswith(url)) for label, url in urls]


class Page:
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

    @property
    def navigation(self) -> list[MenuItem]:
        return menu_for(self.reader, self._request.path)

    @property
    def second_factor_notice(self) -> bool:
        """The same on every page: it says nothing about what the page would hold otherwise."""
        return not self.reader.is_anonymous and not self.reader.strong

    @property
    def demo(self) -> bool:
        return demo_is_loaded()

    @property
    def footnote(self) -> str:
        """Once per page, on every page: whether a page needs it would tell what it shows."""
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
    def sign_out_url(self) -> str:
        return reverse("account_logout")

    @property
    def second_factor_url(self) -> str:
        return reverse("people:second-factor")

    @property
    def language_url(self) -> str:
        return reverse("set_language")


def page(request: HttpRequest) -> dict[str, Page]:
    """Context processor: `page`."""
    return {"page": Page(request)}
