"""Forms of strangers: what every room needs that takes a message from somebody without an account, for moderation.

A room declares one `PublicForm` and includes its addresses:

    class MissingForm(VisitorForm):
        text = visitor_text(_("What is missing"), longest=2_000)

    def keep_missing(post: VisitorPost) -> None:
        Message.objects.create(reference=post.reference, text=post.said["text"], check=post.suspicion, …)

    MISSING = PublicForm(name="missing", route="public:missing", form=MissingForm, words=…, keep=keep_missing)
    urlpatterns = [path("missing/", include(MISSING.urlpatterns))]  # names: "missing", "missing-thanks"

`keep` runs in a transaction of its own, once for the same text within a day; `post.said` are the cleaned fields. What
it stores is for the desk alone: no page shows it to anybody before somebody there has decided. `post.suspicion` is the
code of the check that found it doubtful ("" for none, `SUSPICIONS` for words): such posts are kept, and folded away.

A post passes, in this order: a field that people do not see and a signed moment at which the page was made (no query),
the form itself, how many came from this address and to this form in this hour (a query each), and whether the same was
sent before. Nothing asks a third party, and no cookie is set besides that against forged forms.
"""

import base64
import hmac
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from threading import Lock
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, re_path
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from egnatia.kernel import clock
from egnatia.kernel.requests import ReaderRequest, expensive
from egnatia.people.limits.actions import address_of, committing_at_once, count, once
from egnatia.people.limits.rules import DAY, HOUR, Limit, TooManyError

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

TRAP, MOMENT = "website", "moment"  # names of the fields that nobody fills in
SOONEST, LATEST = timedelta(seconds=3), timedelta(hours=24)  # after the page was made
BY_ADDRESS, BY_FORM = 5, 60  # posts in an hour
REPEATED = Limit("public form beginning", 2, HOUR)
SAME = Limit("public form text", 1, DAY)
LONGEST_ADDRESS = 254  # of e-mail. Source: RFC 5321, 4.5.3.1.3
LONGEST_KEPT = 10_000  # characters of one field that the page for sending again carries
REFERENCE = "[0-9A-Z]{5}-[0-9A-Z]{5}"
UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")  # control characters but tab and ends of lines
LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
MARKUP = re.compile(r"</?[a-z][^>]*>|\[/?(?:url|link|b|img)\b", re.IGNORECASE)
MOST_LINKS, FASTEST = 2, 50  # characters a second of a text over 200
ONE_AT_A_TIME = Lock()  # of posts in a process: in a flood, a simple page competes with one of them at most
TRAPPED, FAST, LATE, MANY, FULL = "trapped", "fast", "late", "many", "full"
AGAIN: "Mapping[str, _StrPromise]" = {
    TRAPPED: _("A check against automated messages stopped this form. Nothing was sent yet."),
    FAST: _("The form was sent very quickly. To keep automated messages out, wait a few seconds and send it again."),
    LATE: _("The form was open for more than a day, or its page is not known. Nothing was sent yet."),
    MANY: _("Several messages came from your connection in the last hour. Try again in an hour."),
    FULL: _("There are too many messages at the moment. Try again in an hour."),
}
SUSPICIONS: "Mapping[str, _StrPromise]" = {
    "markup": _("contains markup"),
    "links": _("contains several links"),
    "typed": _("typed faster than people type"),
    "repeated": _("begins like other messages of the same hour"),
}


class VisitorForm(forms.Form):
    """Fields that a stranger fills in. Texts come with one sort of line ends and no control characters."""

    saves = False  # for the summary of errors: nothing of it is a draft

    def clean(self) -> dict[str, Any]:
        """Whoever overrides it calls it first."""
        cleaned = super().clean() or self.cleaned_data
        for name, value in list(cleaned.items()):
            if isinstance(value, str):
                cleaned[name] = value.replace("\r\n", "\n").replace("\r", "\n")
                if UNFIT.search(value):
                    self.add_error(name, _("This text contains characters that cannot be displayed. Remove them."))
        return cleaned


def visitor_text(
    label: "_StrPromise | str",
    *,
    longest: int = 2_000,
    lines: int = 6,
    required: bool = True,
    help_text: Any = "",  # noqa: ANN401 - lazy text
) -> forms.CharField:
    """A field for a text of at most `longest` characters; of one line where `lines` is 1."""
    box = forms.TextInput() if lines == 1 else forms.Textarea(attrs={"rows": lines})
    return forms.CharField(label=label, max_length=longest, required=required, widget=box, help_text=help_text)


def visitor_email(
    label: "_StrPromise | str",
    *,
    required: bool = False,
    help_text: Any = "",  # noqa: ANN401 - lazy text
) -> forms.EmailField:
    """A field for an address that an answer goes to."""
    box = forms.EmailInput(attrs={"autocomplete": "email"})
    return forms.EmailField(label=label, max_length=LONGEST_ADDRESS, required=required, widget=box, help_text=help_text)


@dataclass(frozen=True, slots=True)
class VisitorPost:
    """What a stranger sent and the checks let through. `said`: the cleaned fields; `suspicion`: a code or ""."""

    said: Mapping[str, Any]
    reference: str
    language: str
    suspicion: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicFormWords:
    """Whole phrases: title and lead of the page, its button, and what happens after sending."""

    title: "_StrPromise"
    lead: "_StrPromise"
    button: "_StrPromise"
    thanks: "_StrPromise"
    note: "_StrPromise | str" = ""  # below the button: who reads it, how long it is kept


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicForm:
    """One form for strangers. `route`: the name of its address ("public:missing"); `keep` stores what was sent.

    `begun`: what a page that is opened shows already, of what its address says. `hourly`: how many are taken in an
    hour, of all senders. `template` extends `guests/public_form.html` where a page has more than the form.
    """

    name: str
    route: str
    form: type[VisitorForm]
    words: PublicFormWords
    keep: Callable[[VisitorPost], None]
    begun: Callable[[ReaderRequest], Mapping[str, Any]] = lambda _request: {}
    shown: Callable[[ReaderRequest], Mapping[str, object]] = lambda _request: {}
    hourly: int = BY_FORM
    numbered: bool = True  # whether the page after sending shows a reference number
    template: str = "guests/public_form.html"

    @property
    def urlpatterns(self) -> list[URLPattern]:
        name = self.route.partition(":")[2]
        page = require_http_methods(["GET", "HEAD", "POST"])(self._page)
        taken = expensive("POST")(page)  # in a flood of posts, simple pages find threads
        return [
            path("", committing_at_once(taken), name=name),
            re_path(f"^thanks/(?P<reference>{REFERENCE})/$", require_safe(self._thanks), name=f"{name}-thanks"),
        ]

    def _page(self, request: ReaderRequest) -> HttpResponse:
        if request.method != "POST":
            return self._shown(request, self.form(initial=dict(self.begun(request))))
        with ONE_AT_A_TIME:
            return self._taken(request)

    def _taken(self, request: ReaderRequest) -> HttpResponse:
        now, made = clock.now(), moment_in(self.name, request.POST.get(MOMENT, ""))
        if code := check_of(request.POST.get(TRAP, ""), made, now):
            return self._again(request, code)
        form = self.form(request.POST)
        if not form.is_valid():
            return self._shown(request, form)
        if code := self._refusal(address_of(request), now):
            response = self._again(request, code, status=429)
            response.headers["Retry-After"] = str(int((next_hour(now) - now).total_seconds()) + 1)
            return response
        return redirect(f"{self.route}-thanks", self._kept(form, now - (made or now), now))

    def _refusal(self, address: str, now: datetime) -> str:
        """MANY or FULL where this is one too many of the hour, else "". It is counted now."""
        within = next_hour(now) - now
        if is_too_many(Limit(f"public form {self.name} address", BY_ADDRESS, within), sender_of(address, now)):
            return MANY
        all_senders = Limit(f"public form {self.name}", self.hourly, within)
        return FULL if is_too_many(all_senders, f"{now:%Y-%m-%dT%H}") else ""

    def _kept(self, form: VisitorForm, took: timedelta, now: datetime) -> str:
        """The reference number, which follows from what was sent: whoever sends the same twice has the same."""
        texts = [value for value in form.cleaned_data.values() if isinstance(value, str)]
        digest = keyed(f"{self.name}\n" + "\n\0".join(f"{name}={form.cleaned_data[name]}" for name in form.fields))
        reference = reference_of(digest)
        suspicion = suspicion_of(texts, took.total_seconds())
        if is_too_many(REPEATED, keyed(f"{self.name}\n{beginning_of(texts)}")):
            suspicion = suspicion or "repeated"
        post = VisitorPost(form.cleaned_data, reference, get_language() or "en", suspicion, now)
        once(SAME, digest, lambda: self.keep(post))
        return reference

    def _shown(self, request: ReaderRequest, form: forms.Form) -> HttpResponse:
        own = {"form": form, "public_form": self.words, "moment": self._moment(), "trap": TRAP}
        return render(request, self.template, {**self.shown(request), **own})

    def _moment(self) -> str:
        return moment_of(self.name, clock.now())

    def _again(self, request: ReaderRequest, code: str, status: int = 422) -> HttpResponse:
        """What was typed, and a button that sends it again. Made without a query, since floods of posts end here."""
        known = [(name, values) for name, values in request.POST.lists() if name in self.form.base_fields]
        context = {
            "typed": [(name, str(value)[:LONGEST_KEPT]) for name, values in known for value in values],
            "why": AGAIN[code],
            "moment": request.POST.get(MOMENT, "")[:200] if code == FAST else self._moment(),
            "public_form": self.words,
            "forum": {"controller": settings.CONTROLLER, "hosted_at": settings.HOSTED_AT},
        }
        return render(request, "guests/public_form_again.html", context, status=status)

    def _thanks(self, request: ReaderRequest, reference: str) -> HttpResponse:
        """The same for whatever number: it tells nobody whether anything was sent, nor what became of it."""
        context = {"public_form": self.words, "reference": reference if self.numbered else ""}
        return render(request, "guests/public_form_thanks.html", context)


def is_too_many(limit: Limit, whose: str) -> bool:
    """Whether this one, which is counted now, is more than the limit."""
    try:
        count(limit, whose)
    except TooManyError:
        return True
    return False


def check_of(trap: str, made: datetime | None, now: datetime) -> str:
    """Why a post is not read any further, or "". Pure."""
    if trap:
        return TRAPPED
    if made is None or now - made > LATEST:
        return LATE
    return FAST if now - made < SOONEST else ""


def suspicion_of(texts: Iterable[str], seconds: float) -> str:
    """The code of the first check that finds a text doubtful, or "". Pure."""
    text = "\n".join(texts)
    if MARKUP.search(text):
        return "markup"
    if len(LINK.findall(text)) > MOST_LINKS:
        return "links"
    return "typed" if len(text) > 200 and len(text) > FASTEST * max(seconds, 1) else ""


def beginning_of(texts: Iterable[str]) -> str:
    """Of the longest text the first letters, without digits and signs: what automated messages have in common."""
    longest = max(texts, key=len, default="")
    return re.sub(r"[\W\d_]+", " ", longest).strip().casefold()[:40]


def moment_of(name: str, at: datetime) -> str:
    """When a page of the form was made, signed."""
    return Signer(salt=f"public form {name}").sign(str(int(at.timestamp())))


def moment_in(name: str, signed: str) -> datetime | None:
    """None for what was not signed here, for this form."""
    try:
        seconds = int(Signer(salt=f"public form {name}").unsign(signed[:200]))
    except (BadSignature, ValueError):
        return None
    return datetime.fromtimestamp(seconds, tz=clock.now().tzinfo)


def next_hour(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0) + HOUR


def sender_of(address: str, now: datetime) -> str:
    """Whom posts of this hour are counted for: a digest under a key of the hour, so that none can be traced later.

    Of IPv6 the network of 64 bits: whoever has one has all of its addresses.
    """
    try:
        where = str(ip_network(f"{address}/64", strict=False)) if ip_address(address).version == 6 else address
    except ValueError:
        where = address
    return keyed(where, f"{now:%Y-%m-%dT%H}")


def keyed(text: str, purpose: str = "public form") -> str:
    """A digest that nobody can work out without the secret of the installation."""
    key = hmac.digest(settings.SECRET_KEY.encode(), purpose.encode(), "sha256")
    return hmac.digest(key, text.encode(), "sha256").hex()


def reference_of(digest: str) -> str:
    """Ten letters and digits that can be read out on the telephone. Base 32 of RFC 4648 has neither 0 nor 1."""
    letters = base64.b32encode(bytes.fromhex(digest)).decode()[:10]
    return f"{letters[:5]}-{letters[5:]}"
