"""What a help service says, and its pages."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.records.content import ByLanguage, Content, Field
from egnatia.kernel.records.lifecycle import ContentRefused, RecordKind, Step
from egnatia.library.fields import audience_words, language_names, require_web_address
from egnatia.library.help_services.models import HelpService
from egnatia.pages.hours import HOURS_HELP
from egnatia.pages.record_pages import KindWords, RecordPages

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

CATEGORIES: "Mapping[str, _StrPromise]" = {
    "helpline": _("Helpline"),
    "counselling": _("Counselling"),
    "social": _("Social services"),
    "youth": _("Youth services"),
    "health": _("Mental health services"),
    "police": _("Police contact point"),
    "exit": _("Support for leaving a group"),
}


def categories(_reader: Reader) -> "Mapping[str, _StrPromise]":
    return CATEGORIES


class HelpServiceContent(Content, frozen=True):
    name: Annotated[ByLanguage, Field(_("Name of the service"), longest=200, search=True, public=True)]
    economy: Annotated[str, Field(_("Economy"), choices="economy", filter=True, column=True, public=True)]
    offers: Annotated[
        ByLanguage,
        Field(
            _("What it offers"),
            help=_("In plain words: who answers, and what happens then."),
            longest=2_000,
            lines=4,
            search=True,
            public=True,
        ),
    ] = ByLanguage()
    category: Annotated[str, Field(_("Kind of service"), choices=categories, filter=True, column=True, public=True)] = (
        "helpline"
    )
    audiences: Annotated[tuple[str, ...], Field(_("For whom"), choices=audience_words, filter=True, public=True)] = ()
    telephone: Annotated[
        str, Field(_("Telephone"), help=_("As it is dialled in the economy."), longest=60, column=True, public=True)
    ] = ""
    mailbox: Annotated[str, Field(_("E-mail address"), longest=300, public=True)] = ""
    hours: Annotated[str, Field(_("Opening hours"), help=HOURS_HELP, longest=120, public=True)] = ""
    languages: Annotated[tuple[str, ...], Field(_("Languages"), choices=language_names, public=True)] = ()
    free_of_charge: Annotated[bool, Field(_("Free of charge"), public=True)] = False
    anonymous: Annotated[bool, Field(_("No name is asked"), public=True)] = False
    address: Annotated[str, Field(_("Web address"), longest=300, public=True)] = ""


def columns_of(content: HelpServiceContent) -> Mapping[str, object]:
    return {"economy": content.economy}


def checked(step: Step[HelpService, HelpServiceContent]) -> None:
    """There is a way to reach it."""
    require_web_address("address", step.content.address)
    if not (step.content.telephone or step.content.mailbox or step.content.address):
        raise ContentRefused("telephone", _("Enter a telephone number, an e-mail address or a web address."))


HELP_SERVICE = RecordKind(model=HelpService, content=HelpServiceContent, columns=columns_of, before=checked)
HELP_SERVICES = RecordPages(
    kind=HELP_SERVICE,
    words=KindWords(
        one=_("Help service"),
        many=_("Help services"),
        lead=_("Helplines and offices for people who are worried about somebody, by economy."),
        new=_("Add a help service"),
        change=_("Edit this help service"),
        withdraw=_("Withdraw this help service?"),
        none=_("No help services are listed here."),
    ),
    name="library:help-service",
    names="help-services",
    place=18,
    visitors=True,
)
