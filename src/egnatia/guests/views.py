"""What every personal link opens: a page with a button, then the room's own pages through a session.

Whatever is wrong with a link or a session - mistyped, used, over, recalled - is answered by one page, the same for all.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, TypeVar
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from egnatia.guests.actions import Links
from egnatia.guests.rules import OPENED_BY_ADDRESS
from egnatia.kernel.faults import NotFound
from egnatia.kernel.requests import LANGUAGE, ReaderRequest
from egnatia.people import mail
from egnatia.people.addresses import whole_address
from egnatia.people.limits.actions import address_of, committing_at_once, count

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

P = ParamSpec("P")
Own = TypeVar("Own")


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestWords:
    """What the pages before and after the room's own say: whole phrases, since each asks somebody else."""

    title: "_StrPromise"  # of the page with the button
    lead: "_StrPromise"
    note: "_StrPromise"  # under the button
    nothing: "_StrPromise"  # what to do where a link opens nothing
    thanks: "_StrPromise"  # what happens after handing in
    after: "_StrPromise"  # how to correct something then
    home: "_StrPromise"  # the button that leads away
    unsent: "_StrPromise"  # to whoever asks, where no mail leaves here


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestPages(Generic[Own]):
    """`letters` puts a letter into the queue. `opened`: what a session opens now, for the room's own pages."""

    links: Links[Any]
    letters: Callable[[UUID, str], None]
    words: GuestWords
    opened: Callable[[ReaderRequest, str], Own | None]

    @property
    def session(self) -> str:
        """Where the secret of the session is kept in the browser's own."""
        return self.links.kind

    @property
    def urlpatterns(self) -> list[URLPattern]:
        name = self.links.route.partition(":")[2]
        written = require_http_methods(["GET", "HEAD", "POST"])
        return [
            path("link/<str:token>/", committing_at_once(written(self._link)), name=f"{name}-link"),
            path("thanks/", require_safe(self._thanks), name=f"{name}-thanks"),
        ]

    def send(self, request: ReaderRequest, record: UUID) -> None:
        """Send the letter of a new request, or say why none is sent."""
        if mail.leaves_here():
            self.letters(record, whole_address(request, "/"))
            messages.success(request, _("The e-mail is being sent. Replies will appear here for your confirmation."))
        else:
            messages.warning(request, str(self.words.unsent))

    def new_link(
        self, request: ReaderRequest, secret: str, language: str, context: Mapping[str, object]
    ) -> HttpResponse:
        """The link is shown once, here: to hand over where no letter arrives. It opens in the language of the request.

        `context`: `whom` it is for, the way `back`, and the `trail` of the room's pages with what that shows.
        """
        link = whole_address(request, self.links.address(secret, language))
        return self._render(request, "new_link", {"link": link, **context})

    def secret_of(self, request: ReaderRequest) -> str:
        secret = request.session.get(self.session, "")
        return secret if isinstance(secret, str) else ""

    def nothing_here(self, request: ReaderRequest) -> HttpResponse:
        """The one page for every link and session that opens nothing."""
        return self._render(request, "nothing_here", {}, status=404)

    def through_session(
        self, view: Callable[Concatenate[ReaderRequest, Own, P], HttpResponse]
    ) -> Callable[Concatenate[ReaderRequest, P], HttpResponse]:
        """The view gets what the session opens at this moment; without that nobody comes so far."""

        @wraps(view)
        def for_guest(request: ReaderRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            own = self.opened(request, self.secret_of(request))
            return self.nothing_here(request) if own is None else view(request, own, *args, **kwargs)

        return for_guest

    def begin(self, request: ReaderRequest, secret: str) -> HttpResponse:
        """The room's own pages, opened by this session."""
        request.session[self.session] = secret
        return redirect(f"{self.links.route}-own")

    def end(self, request: ReaderRequest) -> HttpResponse:
        """The session ends with the request."""
        request.session.pop(self.session, None)
        return redirect(f"{self.links.route}-thanks")

    def button(self, request: ReaderRequest) -> HttpResponse:
        """Mail scanners follow links: looking changes nothing and tells nothing, not even whether the link is good."""
        return self._render(request, "link", {})

    def _link(self, request: ReaderRequest, token: str) -> HttpResponse:
        if request.method != "POST":
            with translation.override(language_of(request)):
                return self.button(request)
        count(OPENED_BY_ADDRESS, address_of(request))
        try:
            secret, language = self.links.open(token)
        except NotFound:
            return self.nothing_here(request)
        request.session.cycle_key()
        response = self.begin(request, secret)
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, samesite="Lax", secure=settings.HTTPS)
        return response

    def _thanks(self, request: ReaderRequest) -> HttpResponse:
        """The same for everybody: it says what happens after handing in, not that anything was."""
        return self._render(request, "thanks", {})

    def _render(
        self, request: ReaderRequest, name: str, context: Mapping[str, object], status: int = 200
    ) -> HttpResponse:
        return render(request, f"guests/{name}.html", {"guest": self.words, **context}, status=status)


def language_of(request: ReaderRequest) -> str:
    """The language of the letter, unless the reader has chosen one here."""
    named = request.GET.get("language", "")
    chosen = hasattr(request, LANGUAGE) or settings.LANGUAGE_COOKIE_NAME in request.COOKIES
    chosen = chosen or named not in dict(settings.LANGUAGES)
    return translation.get_language() or "en" if chosen else named


def one_click(
    page: str, act: Callable[[str], None], thanks: tuple[str, ...], nothing: "_StrPromise", **shown: object
) -> Callable[..., HttpResponse]:
    """The view of a link whose one button acts at once, without a session: `page` has the button, with what is `shown`
    there, `act` gets the token and raises NotFound where the link opens nothing now; `nothing` says then what to do.
    `thanks`: the name of the address that follows, and its arguments.

    Mail scanners follow links: looking changes nothing and tells nothing, not even whether the link is good.
    """

    @committing_at_once
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: ReaderRequest, token: str) -> HttpResponse:
        language = language_of(request)
        with translation.override(language):
            if request.method != "POST":
                return render(request, page, shown)
            count(OPENED_BY_ADDRESS, address_of(request))
            try:
                act(token)
            except NotFound:
                return render(request, "guests/nothing_here.html", {"guest": {"nothing": nothing}}, status=404)
        response = redirect(*thanks)
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, samesite="Lax", secure=settings.HTTPS)
        return response

    return view
