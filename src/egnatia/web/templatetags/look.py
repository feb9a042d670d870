"""Template tags of the look; their HTML stands in templates/components."""

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import template
from django.forms import BoundField
from django.template.base import Parser, Token
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timesince import timesince
from django.utils.translation import gettext

from egnatia.comments.queries import CommentsShown, commented_kinds, comments_on
from egnatia.confirmations.queries import ConfirmationShown, confirmation_of, unconfirmed_among
from egnatia.exchange.receipts.actions import note_opening
from egnatia.exchange.receipts.queries import overview
from egnatia.exchange.receipts.queries.overview import AboutRecord
from egnatia.kernel import clock
from egnatia.kernel.lists import ConfirmedKind
from egnatia.kernel.rooms import rooms
from egnatia.library.desk.actions import count_view
from egnatia.library.desk.rules import is_visit
from egnatia.library.desk.translations import TranslatedPage, translated
from egnatia.pages import amounts
from egnatia.pages.hours import hours_in_words
from egnatia.pages.record_presenters import RecordPage
from egnatia.web.addresses import language_tag
from egnatia.web.templatetags import bars

register = template.Library()
register.filter(language_tag)
register.filter(hours_in_words)
ASTERISK = re.compile(r"\w\*")
MONTH = timedelta(days=30)  # at least


class Footnoted(template.Node):
    """Renders what is inside, and says in `asterisk` whether a name there bears one."""

    def __init__(self, nodelist: template.NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        said = self.nodelist.render(context)
        context["asterisk"] = ASTERISK.search(said) is not None
        return said


@register.tag
def footnoted(parser: Parser, _token: Token) -> Footnoted:
    """`{% footnoted %}…{% endfootnoted %}`: what decides whether the footnote stands below."""
    nodelist = parser.parse(("endfootnoted",))
    parser.delete_first_token()
    return Footnoted(nodelist)


@register.simple_tag(takes_context=True)
def for_visitor(context: template.Context) -> bool:
    """Whether the page is made for somebody who is not signed in; what no request asked for is not."""
    reader = getattr(getattr(context, "request", None), "reader", None)
    return reader is not None and reader.is_anonymous


@register.simple_tag
def money(amount: float | None, currency: str = "", url: str = "") -> str:
    """`{% money 1234567 "EUR" %}`: 1.2 million EUR, with the exact figure in its title; nothing for None.

    With `url` a link to what is behind it.
    """
    said = "" if amount is None else amounts.marked(amount, currency)
    return format_html('<a href="{}">{}</a>', url, said) if said and url else said


@register.simple_tag
def exact(amount: float | None, currency: str = "") -> str:
    """`{% exact 1234567.89 "EUR" %}`: 1,234,567.89 EUR; nothing for None."""
    return "" if amount is None else amounts.exact(amount, currency)


@register.simple_tag
def rounded_and_exact(amount: float | None, currency: str = "") -> str:
    """`{% rounded_and_exact 318500 "EUR" %}`: 320,000 EUR (318,500 EUR), so that a record and its list say the same;
    once where both are alike, nothing for None."""
    if amount is None:
        return ""
    near, full = amounts.with_currency(amounts.rounded(amount), currency), amounts.exact(amount, currency)
    return full if near == full else f"{near} ({full})"


@register.filter
def rounded(amount: float | None) -> str:
    """`{{ 10432000|rounded }}`: 10.4 million. For sentences."""
    return "" if amount is None else amounts.rounded(amount)


@register.simple_tag(takes_context=True)
def about_record(context: dict[str, Any], record: UUID, writable: object = False) -> AboutRecord | None:
    """`{% about_record record.id record.writable as about %}`: its files, and who has seen it. Every page of a record
    asks this, and that somebody opened one above TLP:GREEN is noted here."""
    request = context["request"]
    about = overview.about_record(request.reader, record, writable=bool(writable))
    if about is not None and about.unopened and request.method == "GET":
        note_opening(record, about.kind, by=request.reader)
    return about


@register.simple_tag(takes_context=True)
def translation_of(context: dict[str, Any], record: RecordPage, route: str) -> TranslatedPage | None:
    """`{% translation_of record routes.one as translation %}`: the page of a record of the library in the language of
    `?language=`, which the rest of the block shows as `record`, and the languages that there are. That a visitor
    reads it is counted here."""
    request = context["request"]
    shown = translated(request.reader, record, route, request.GET.get("language", ""))
    if shown is not None:
        context["record"] = shown.record
        if request.reader.is_anonymous and is_visit(request.method, request.headers):
            count_view(record.id)
    return shown


@register.simple_tag(takes_context=True)
def confirmation(
    context: dict[str, Any], record: UUID, route: str, writable: bool, history: Sequence[Any]
) -> ConfirmationShown | None:
    """`{% confirmation record.id routes.one record.standing.writable record.history as shown %}`: for
    `confirmations/panel.html`. Of what changed a short while ago nothing is asked."""
    kind = _confirmed(route)
    if kind is None or (history and history[0].at > clock.now() - kind.months * MONTH):
        return None
    return confirmation_of(context["request"].reader, record, kind, writable=writable)


def _confirmed(route: str) -> ConfirmedKind | None:
    return next((each for room in rooms() for each in room.confirmed if each.route == route), None)


@register.simple_tag(takes_context=True)
def unconfirmed(context: dict[str, Any], rows: Iterable[Any], route: str) -> frozenset[UUID]:
    """`{% unconfirmed listing.rows routes.one as old %}`: those of a list that nobody confirmed."""
    kind = _confirmed(route)
    return unconfirmed_among(context["request"].reader, [row.id for row in rows], kind) if kind else frozenset()


@register.simple_tag(takes_context=True)
def comments_here(context: dict[str, Any]) -> CommentsShown | None:
    """`{% comments_here as comments %}`: those on the record whose page this is, for `comments/section.html`; None on
    all other pages, and for visitors. A record that its reader does not see has no page."""
    request = context.get("request")
    found = getattr(request, "resolver_match", None)
    if found is None or len(found.kwargs) != 1 or context["request"].reader.is_anonymous:
        return None
    kind, (record,) = found.view_name.partition(":")[2], found.kwargs.values()
    named = isinstance(record, UUID) and kind in commented_kinds()  # the links of e-mails hold secrets instead
    return comments_on(context["request"].reader, record, kind) if named else None


@register.filter
def file_size(count: int) -> str:
    """`{{ 1500000|file_size }}`: 1.5 MB."""
    return amounts.file_size(count)


@register.filter
def partial_date(value: str) -> str:
    """`{{ "2003-05"|partial_date }}`: May 2003."""
    return bars.partial(value)


@register.simple_tag
def period(start: str, end: str) -> str:
    """`{% period "2026-03" "2027" %}`: March 2026 – 2027."""
    return bars.between(start, end)


@register.filter
def is_marked_required(field: BoundField) -> bool:
    """`{{ field|is_marked_required }}`: whether it must be filled in and another field of its form may stay empty."""
    return field.field.required and not all(each.required for each in field.form.fields.values())


@register.filter
def colon(label: object) -> str:
    """`{{ label|colon }}`: what stands between a label and what is said of it; nothing after a mark of its own."""
    return "" if str(label).rstrip().endswith(("?", "!", ":", "…")) else ":"


@register.filter
def mailto(mailbox: str) -> str:
    """`{{ "desk@example.org"|mailto }}`: a link to write there, whose line breaks after the @ if it must."""
    name, at, domain = mailbox.partition("@")
    return format_html('<a href="mailto:{}">{}{}<wbr>{}</a>', mailbox, name, at, domain)


@register.filter
def ago(moment: datetime) -> str:
    """`{{ moment|ago }}`: 3 weeks ago. Only beside the date itself."""
    if clock.now() - moment < timedelta(minutes=1):
        return gettext("just now")
    return gettext("%(time)s ago") % {"time": timesince(moment, clock.now(), depth=1)}


@register.inclusion_tag("components/month_bars.html")
def month_bars(
    first: bars.ActivityPeriod | dict[str, str], second: bars.ActivityPeriod | dict[str, str], *, short: bool = False
) -> dict[str, object]:
    """`{% month_bars left right %}`: two periods on one axis; each has label, start and end, as key or attribute.

    `short=True` in the row of a list: without what the bars stand for, which is said to those who hear the picture.
    """
    return {"chart": bars.chart(_as_period(first), _as_period(second)), "short": short}


@register.filter
def tlp_class(words: str) -> str:
    """`TLP:AMBER+STRICT` as the classes "tlp-amber strict"."""
    level, _, strict = words.removeprefix("TLP:").lower().partition("+")
    return f"tlp-{level} {strict}".strip()


@register.filter
def button_kind(tags: Collection[str] | None) -> str:
    """allauth's tags of a button as our class: one of "primary", "danger", "quiet" or none."""
    kinds = (("primary", {"primary", "prominent"}), ("danger", {"danger"}), ("quiet", {"link"}))
    return next((kind for kind, words in kinds if words & set(tags or ()) and "outline" not in (tags or ())), "")


def _as_period(value: object) -> bars.ActivityPeriod:
    if isinstance(value, dict):
        return bars.ActivityPeriod(value["label"], value["start"], value["end"])
    return bars.ActivityPeriod(*(str(getattr(value, name)) for name in ("label", "start", "end")))
