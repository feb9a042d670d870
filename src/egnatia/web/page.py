"""What every page shows around its content: navigation, who is reading, notices, the forum's names and footer."""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from egnatia.kernel.access.reader import ANONYMOUS, Reader
from egnatia.kernel.inbox import Banner
from egnatia.kernel.readers import demo_is_loaded
from egnatia.kernel.rooms import help_pages, rooms
from egnatia.taxonomy.forum import ForumNames, forum
from egnatia.web.menu import MenuGroup, menu_for


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
