"""What a notice says."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.policy import Envelope
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.records.content import ByLanguage, Content, Field
from egnatia.taxonomy.vocabularies import leaf_objectives, priorities

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

INFORMATION, ALERT, SEALED = "information", "alert", "sealed"
CATEGORIES: "Mapping[str, _StrPromise]" = {
    INFORMATION: _("Information"),
    ALERT: _("Alert"),
    "event": _("Event"),
    "call": _("Call"),
    "good-news": _("Good news"),
    "expertise-offered": _("Offer of expertise"),
    "expertise-sought": _("Request for expertise"),
}


def categories(_reader: Reader) -> "Mapping[str, _StrPromise]":
    return CATEGORIES


def sources(_reader: Reader) -> "Mapping[str, _StrPromise]":
    return {SEALED: _("a member who is not named")}


def knows_source(reader: Reader, envelope: Envelope) -> bool:
    """The originator and the secretariat."""
    return not reader.is_anonymous and (reader.organisation == envelope.owner or reader.is_secretariat)


class NoticeContent(Content, frozen=True):
    title: Annotated[ByLanguage, Field(_("Title"), longest=200, search=True, public=True)]
    text: Annotated[ByLanguage, Field(_("Text"), longest=5_000, lines=6, search=True, public=True)] = ByLanguage()
    category: Annotated[str, Field(_("Kind of notice"), choices=categories, filter=True, column=True, public=True)] = (
        INFORMATION
    )
    urgent: Annotated[
        bool,
        Field(
            _("Urgent alert"),
            help=_("For alerts: the e-mail leaves at once, also at night and on days off."),
        ),
    ] = False
    remind_after: Annotated[
        int | None,
        Field(
            _("Remind after (days)"),
            help=_("For alerts: those who have not acknowledged by then receive one more e-mail."),
        ),
    ] = None
    topics: Annotated[
        tuple[str, ...], Field(_("Topics"), choices=priorities, filter=True, column=True, public=True)
    ] = ()
    objectives: Annotated[
        tuple[str, ...], Field(_("Objectives"), choices=leaf_objectives, filter=True, public=True)
    ] = ()
    economies: Annotated[
        tuple[str, ...], Field(_("Economies"), choices="economy", filter=True, column=True, public=True)
    ] = ()
    valid_until: Annotated[
        date | None,
        Field(
            _("Valid until"),
            help=_("The last day on which the notice is relevant. After it the notice leaves the list."),
            column=True,
            public=True,
        ),
    ] = None
    contact: Annotated[str, Field(_("Contact"), help=_("A function or a mailbox, not the name of a person."))] = ""
    on_behalf_of: Annotated[
        str, Field(_("Published on behalf of"), help=_("The organisation that is the source."), public=True)
    ] = ""
    sealed_source: Annotated[
        str,
        Field(
            _("Sealed source"),
            help=_(
                "If the source is not to be named: only your organisation and the secretariat see it. "
                "Others read that the notice is published on behalf of a member."
            ),
            only=knows_source,
        ),
    ] = ""
    source: Annotated[str, Field(_("Published on behalf of"), choices=sources, asked="never", public=True)] = ""
    what_changed: Annotated[
        str, Field(_("What has changed"), help=_("One sentence for readers of the notice."), asked="later", public=True)
    ] = ""
