"""What a contact point says, and its pages."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from egnatia.exchange.contact_points.models import ContactPoint
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.records.content import ByLanguage, Content, Field
from egnatia.kernel.records.lifecycle import ContentRefused, RecordKind, Step
from egnatia.pages.hours import HOURS_HELP
from egnatia.pages.labels import LANGUAGE
from egnatia.pages.record_pages import KindWords, RecordPages
from egnatia.people.email_preferences.rules import ZONES
from egnatia.taxonomy.vocabularies import priorities

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

ROLES: "Mapping[str, _StrPromise]" = {
    "focal-point": _("Focal point"),
    "duty-officer": _("Duty officer"),
    "mailbox": _("Functional mailbox"),
}


def roles(_reader: Reader) -> "Mapping[str, _StrPromise]":
    return ROLES


def zones(_reader: Reader) -> "Mapping[str, _StrPromise]":
    return ZONES


def spoken(_reader: Reader) -> Mapping[str, str]:
    return LANGUAGE


class ContactPointContent(Content, frozen=True):
    name: Annotated[
        ByLanguage,
        Field(_("Office or function"), help=_("Not the name of a person."), longest=200, search=True, public=True),
    ]
    role: Annotated[str, Field(_("Role"), choices=roles, filter=True, column=True, public=True)]
    topics: Annotated[
        tuple[str, ...], Field(_("Topics"), choices=priorities, filter=True, column=True, public=True)
    ] = ()
    economy: Annotated[
        str,
        Field(
            _("Economy"),
            help=_("Leave empty for a regional or international office."),
            choices="economy",
            filter=True,
            public=True,
        ),
    ] = ""
    mailbox: Annotated[
        str,
        Field(_("Mailbox"), help=_("A functional e-mail address. Communication checks are sent here."), public=True),
    ] = ""
    telephone: Annotated[
        str, Field(_("Telephone"), help=_("With the international prefix. Never shown to the public."), longest=60)
    ] = ""
    hours: Annotated[str, Field(_("Working hours"), help=HOURS_HELP, longest=120, public=True)] = ""
    zone: Annotated[str, Field(_("Time zone"), choices=zones, public=True)] = ""
    languages: Annotated[tuple[str, ...], Field(_("Languages"), choices=spoken, public=True)] = ()
    valid_until: Annotated[
        date | None,
        Field(_("Valid until"), help=_("The last day on which these details are valid."), public=True),
    ] = None
    deputy: Annotated[
        str,
        Field(_("Deputy"), help=_("The office or mailbox to contact if this one does not answer. Not a person.")),
    ] = ""


def reachable(step: Step[ContactPoint, ContactPointContent]) -> None:
    """There is a way to reach it, and its mailbox is one."""
    if not (step.content.mailbox or step.content.telephone):
        raise ContentRefused("mailbox", _("Enter a mailbox or a telephone number."))
    if step.content.mailbox:
        try:
            validate_email(step.content.mailbox)
        except ValidationError as wrong:
            raise ContentRefused("mailbox", str(wrong.message)) from None


CONTACT_POINT = RecordKind(model=ContactPoint, content=ContactPointContent, before=reachable)
CONTACT_POINTS = RecordPages(
    kind=CONTACT_POINT,
    words=KindWords(
        one=_("Contact point"),
        many=_("Contact points"),
        lead=_("Focal points, duty officers and functional mailboxes by economy and topic."),
        new=_("Add a contact point"),
        change=_("Edit this contact point"),
        withdraw=_("Withdraw this contact point?"),
        none=_("No contact points are listed here."),
    ),
    name="exchange:contact-point",
    names="contact-points",
    place=46,
    visitors=True,
    own=("list", "record"),
)
