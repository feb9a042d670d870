"""What an event or a call says, and its pages."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.records.content import ByLanguage, Content, Field
from egnatia.kernel.records.lifecycle import ContentRefused, RecordKind, Step
from egnatia.library.events.models import PublicEvent
from egnatia.library.events.pages import EventPages
from egnatia.library.fields import audience_words, language_names, require_web_address, site_topics
from egnatia.pages.record_pages import KindWords

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

CATEGORIES: "Mapping[str, _StrPromise]" = {
    "event": _("Event"),
    "training": pgettext_lazy("event", "Training"),
    "call": pgettext_lazy("event", "Call for proposals"),
    "consultation": pgettext_lazy("event", "Consultation"),
}


def categories(_reader: Reader) -> "Mapping[str, _StrPromise]":
    return CATEGORIES


class EventContent(Content, frozen=True):
    title: Annotated[ByLanguage, Field(_("Title"), longest=200, search=True, public=True)]
    text: Annotated[ByLanguage, Field(_("Text"), longest=5_000, lines=6, search=True, public=True)] = ByLanguage()
    category: Annotated[str, Field(_("Kind of event"), choices=categories, filter=True, column=True, public=True)] = (
        "event"
    )
    begins_on: Annotated[
        date | None, Field(_("First day"), help=_("For a call: the day on which it opens."), column=True, public=True)
    ] = None
    ends_on: Annotated[
        date | None,
        Field(_("Last day"), help=_("For a call: the last day for applications."), column=True, public=True),
    ] = None
    place: Annotated[str, Field(_("Place"), help=_("Town and venue, or “online”."), longest=200, public=True)] = ""
    organiser: Annotated[
        str, Field(_("Organiser"), help=_("The organisation, not a person."), longest=300, public=True)
    ] = ""
    audiences: Annotated[tuple[str, ...], Field(_("For whom"), choices=audience_words, filter=True, public=True)] = ()
    languages: Annotated[tuple[str, ...], Field(_("Languages"), choices=language_names, public=True)] = ()
    topics: Annotated[
        tuple[str, ...], Field(_("Topics"), choices=site_topics, filter=True, column=True, public=True)
    ] = ()
    economies: Annotated[
        tuple[str, ...], Field(_("Economies"), choices="economy", filter=True, column=True, public=True)
    ] = ()
    address: Annotated[
        str, Field(_("Web address"), help=_("Where to register or apply."), longest=300, public=True)
    ] = ""
    contact: Annotated[
        str, Field(_("Contact"), help=_("A function or a mailbox, not the name of a person."), longest=300, public=True)
    ] = ""


def columns_of(content: EventContent) -> Mapping[str, object]:
    return {"begins_on": content.begins_on, "ends_on": content.ends_on or content.begins_on}


def checked(step: Step[PublicEvent, EventContent]) -> None:
    content = step.content
    require_web_address("address", content.address)
    if content.begins_on is None and content.ends_on is None:
        raise ContentRefused("begins_on", _("Enter the day of the event."))
    if content.begins_on and content.ends_on and content.ends_on < content.begins_on:
        raise ContentRefused("ends_on", _("The last day is before the first day."))


EVENT = RecordKind(model=PublicEvent, content=EventContent, columns=columns_of, before=checked)
EVENTS = EventPages(
    kind=EVENT,
    words=KindWords(
        one=_("Event or call"),
        many=_("Events and calls"),
        lead=_("What takes place in the region, and what can be applied for."),
        new=_("Add an event or a call"),
        change=_("Edit this event"),
        withdraw=_("Withdraw this event?"),
        none=_("No events are listed here."),
    ),
    name="library:event",
    names="events",
    place=28,
    visitors=True,
    templates="library/events",
)
