"""What a campaign says, and its pages."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.records.content import ByLanguage, Content, Field
from egnatia.kernel.records.lifecycle import ContentRefused, RecordKind, Step
from egnatia.library.campaigns.models import Campaign
from egnatia.library.fields import audience_words, language_names, require_web_address, site_topics
from egnatia.pages.record_pages import KindWords, RecordPages

if TYPE_CHECKING:
    pass


class CampaignContent(Content, frozen=True):
    title: Annotated[ByLanguage, Field(_("Name of the campaign"), longest=200, search=True, public=True)]
    message: Annotated[
        ByLanguage,
        Field(
            _("Message"),
            help=_("What people should remember, in one or two sentences."),
            longest=600,
            lines=2,
            search=True,
            public=True,
        ),
    ] = ByLanguage()
    text: Annotated[ByLanguage, Field(_("Description"), longest=4_000, lines=5, search=True, public=True)] = (
        ByLanguage()
    )
    audiences: Annotated[
        tuple[str, ...], Field(_("For whom"), choices=audience_words, filter=True, column=True, public=True)
    ] = ()
    material: Annotated[
        ByLanguage,
        Field(
            _("Material"),
            help=_("Posters, films, lessons: what there is, and where to find it."),
            longest=2_000,
            lines=3,
            search=True,
            public=True,
        ),
    ] = ByLanguage()
    languages: Annotated[tuple[str, ...], Field(_("Languages"), choices=language_names, filter=True, public=True)] = ()
    results: Annotated[
        ByLanguage,
        Field(
            _("Results"),
            help=_("What was reached, counted and learned."),
            longest=3_000,
            lines=3,
            search=True,
            public=True,
        ),
    ] = ByLanguage()
    run_by: Annotated[str, Field(_("Run by"), help=_("The organisation, not a person."), longest=300, public=True)] = ""
    begins_on: Annotated[date | None, Field(_("First day"), column=True, public=True)] = None
    ends_on: Annotated[date | None, Field(_("Last day"), public=True)] = None
    topics: Annotated[
        tuple[str, ...], Field(_("Topics"), choices=site_topics, filter=True, column=True, public=True)
    ] = ()
    economies: Annotated[
        tuple[str, ...], Field(_("Economies"), choices="economy", filter=True, column=True, public=True)
    ] = ()
    address: Annotated[str, Field(_("Web address"), longest=300, public=True)] = ""


def checked(step: Step[Campaign, CampaignContent]) -> None:
    content = step.content
    require_web_address("address", content.address)
    if content.begins_on and content.ends_on and content.ends_on < content.begins_on:
        raise ContentRefused("ends_on", _("The last day is before the first day."))


CAMPAIGN = RecordKind(model=Campaign, content=CampaignContent, before=checked)
CAMPAIGNS = RecordPages(
    kind=CAMPAIGN,
    words=KindWords(
        one=_("Campaign"),
        many=_("Campaigns"),
        lead=_("Awareness work: its message, material and results."),
        new=_("Add a campaign"),
        change=_("Edit this campaign"),
        withdraw=_("Withdraw this campaign?"),
        none=_("No campaigns are listed here."),
    ),
    name="library:campaign",
    names="campaigns",
    place=30,
    visitors=True,
)
