"""What a practice says, by a fixed template, and its pages."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.records.content import ByLanguage, Content, Field
from egnatia.kernel.records.lifecycle import RecordKind, Step
from egnatia.library.fields import audience_words, require_web_address, site_topics
from egnatia.library.practices.models import Practice
from egnatia.pages.record_pages import KindWords, RecordPages
from egnatia.taxonomy.vocabularies import leaf_objectives

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SETTINGS: "Mapping[str, _StrPromise]" = {
    "school": pgettext_lazy("setting", "School"),
    "prison": _("Prison and probation"),
    "community": pgettext_lazy("setting", "Local community"),
    "family": pgettext_lazy("setting", "Family"),
    "online": pgettext_lazy("setting", "Online"),
    "police": _("Police and border"),
    "health": _("Health and social services"),
    "workplace": _("Training and employment"),
}


def practice_settings(_reader: Reader) -> "Mapping[str, _StrPromise]":
    return SETTINGS


class PracticeContent(Content, frozen=True):
    title: Annotated[ByLanguage, Field(_("Name of the practice"), longest=200, search=True, public=True)]
    aim: Annotated[
        ByLanguage,
        Field(
            _("Aim"),
            help=_("What should be different afterwards, in two or three sentences."),
            longest=1_500,
            lines=3,
            search=True,
            public=True,
        ),
    ] = ByLanguage()
    audiences: Annotated[
        tuple[str, ...], Field(_("For whom"), choices=audience_words, filter=True, column=True, public=True)
    ] = ()
    settings: Annotated[tuple[str, ...], Field(_("Setting"), choices=practice_settings, filter=True, public=True)] = ()
    method: Annotated[
        ByLanguage,
        Field(
            _("Method"),
            help=_("What is done, step by step, so that others could do it."),
            longest=6_000,
            lines=8,
            search=True,
            public=True,
        ),
    ] = ByLanguage()
    run_by: Annotated[str, Field(_("Run by"), help=_("The organisation, not a person."), longest=300, public=True)] = ""
    partners: Annotated[ByLanguage, Field(_("Partners"), longest=1_500, lines=2, search=True, public=True)] = (
        ByLanguage()
    )
    resources: Annotated[
        ByLanguage,
        Field(
            _("Resources"),
            help=_("People, time and money that it takes."),
            longest=1_500,
            lines=3,
            search=True,
            public=True,
        ),
    ] = ByLanguage()
    evidence: Annotated[
        ByLanguage,
        Field(
            _("Evidence"),
            help=_("What shows that it works, and how sure that is."),
            longest=3_000,
            lines=4,
            search=True,
            public=True,
        ),
    ] = ByLanguage()
    evaluation: Annotated[
        ByLanguage,
        Field(
            _("Evaluation"),
            help=_("Who evaluated it, when, and how."),
            longest=2_000,
            lines=3,
            search=True,
            public=True,
        ),
    ] = ByLanguage()
    transfer: Annotated[
        ByLanguage,
        Field(
            _("What it takes elsewhere"),
            help=_("Conditions, changes and costs for others who want to use it."),
            longest=2_000,
            lines=4,
            search=True,
            public=True,
        ),
    ] = ByLanguage()
    ethics: Annotated[
        ByLanguage,
        Field(
            _("Ethics and safety"),
            help=_("Risks to people, consent, data protection, and how they are dealt with."),
            longest=2_000,
            lines=4,
            search=True,
            public=True,
        ),
    ] = ByLanguage()
    topics: Annotated[
        tuple[str, ...], Field(_("Topics"), choices=site_topics, filter=True, column=True, public=True)
    ] = ()
    objectives: Annotated[
        tuple[str, ...], Field(_("Objectives"), choices=leaf_objectives, filter=True, public=True)
    ] = ()
    economies: Annotated[
        tuple[str, ...], Field(_("Economies"), choices="economy", filter=True, column=True, public=True)
    ] = ()
    address: Annotated[str, Field(_("Web address"), longest=300, public=True)] = ""
    contact: Annotated[
        str, Field(_("Contact"), help=_("A function or a mailbox, not the name of a person."), longest=300, public=True)
    ] = ""


def checked(step: Step[Practice, PracticeContent]) -> None:
    require_web_address("address", step.content.address)


PRACTICE = RecordKind(model=Practice, content=PracticeContent, before=checked)
PRACTICES = RecordPages(
    kind=PRACTICE,
    words=KindWords(
        one=_("Practice"),
        many=_("Practices"),
        lead=_("Methods that others can take over, described in the same way and reviewed."),
        new=_("Add a practice"),
        change=_("Edit this practice"),
        withdraw=_("Withdraw this practice?"),
        none=_("No practices are listed here."),
    ),
    name="library:practice",
    names="practices",
    place=20,
    visitors=True,
    templates="library/practices",
)
