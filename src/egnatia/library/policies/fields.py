"""What a policy says, and its pages."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.records.content import ByLanguage, Content, Field
from egnatia.kernel.records.lifecycle import ContentRefused, RecordKind, Step
from egnatia.library.fields import audience_words, require_web_address, site_topics
from egnatia.library.policies.models import Policy
from egnatia.library.policies.pages import PolicyPages
from egnatia.library.policies.rules import STAGES, named_policy
from egnatia.pages.record_pages import KindWords
from egnatia.taxonomy.vocabularies import leaf_objectives

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

CATEGORIES: "Mapping[str, _StrPromise]" = {
    "strategy": _("Strategy"),
    "law": _("Law or regulation"),
    "action-plan": _("Action plan"),
    "programme": _("Programme"),
}


def categories(_reader: Reader) -> "Mapping[str, _StrPromise]":
    return CATEGORIES


LEVELS: "Mapping[str, _StrPromise]" = {
    "regional": pgettext_lazy("level", "Regional"),
    "national": pgettext_lazy("level", "National"),
    "local": pgettext_lazy("level", "Local"),
}


def levels(_reader: Reader) -> "Mapping[str, _StrPromise]":
    return LEVELS


def stages(_reader: Reader) -> "Mapping[str, _StrPromise]":
    return STAGES


class PolicyContent(Content, frozen=True):
    title: Annotated[ByLanguage, Field(_("Title"), longest=200, search=True, public=True)]
    summary: Annotated[
        ByLanguage,
        Field(
            _("Summary"),
            help=_("What it sets out to do, in plain words."),
            longest=5_000,
            lines=6,
            search=True,
            public=True,
        ),
    ] = ByLanguage()
    category: Annotated[str, Field(_("Kind of policy"), choices=categories, filter=True, column=True, public=True)] = (
        "strategy"
    )
    economy: Annotated[
        str,
        Field(
            _("Economy"),
            help=_("Leave empty for a regional policy."),
            choices="economy",
            filter=True,
            column=True,
            public=True,
        ),
    ] = ""
    level: Annotated[str, Field(_("Level"), choices=levels, filter=True, public=True)] = "national"
    stage: Annotated[str, Field(_("Stage"), choices=stages, filter=True, public=True)] = "drafting"
    audiences: Annotated[tuple[str, ...], Field(_("For whom"), choices=audience_words, filter=True, public=True)] = ()
    topics: Annotated[
        tuple[str, ...], Field(_("Topics"), choices=site_topics, filter=True, column=True, public=True)
    ] = ()
    objectives: Annotated[
        tuple[str, ...], Field(_("Objectives"), choices=leaf_objectives, filter=True, public=True)
    ] = ()
    consultation_until: Annotated[
        date | None,
        Field(
            _("Consultation open until"),
            help=_("Until this day, groups and civil society can comment on the draft."),
            public=True,
        ),
    ] = None
    adopted_on: Annotated[date | None, Field(_("Adopted on"), public=True)] = None
    in_force_until: Annotated[
        date | None,
        Field(
            _("In force until"),
            help=_("The last day on which it is in force. Leave empty if it has no end."),
            public=True,
        ),
    ] = None
    adopted_by: Annotated[
        str,
        Field(
            _("Adopted by"),
            help=_("For example: the government, the parliament, the municipal council."),
            longest=300,
            public=True,
        ),
    ] = ""
    replaced_by: Annotated[
        str,
        Field(
            _("Replaced by"),
            help=_("The address of the policy on this site, or the title of what has replaced it."),
            longest=300,
            public=True,
        ),
    ] = ""
    address: Annotated[
        str, Field(_("Web address"), help=_("Where the official text is published."), longest=300, public=True)
    ] = ""


def columns_of(content: PolicyContent) -> Mapping[str, object]:
    days = {"consultation_until": content.consultation_until, "in_force_until": content.in_force_until}
    return {"economy": content.economy, "stage": content.stage, "title": sorted_title(content), **days}


def sorted_title(content: PolicyContent) -> str:
    return content.title.first()[0].casefold()[:200]


def checked(step: Step[Policy, PolicyContent]) -> None:
    """Its dates fit each other and its stage."""
    content = step.content
    require_web_address("address", content.address)
    if content.stage == "adopted" and content.adopted_on is None:
        raise ContentRefused("adopted_on", _("Enter the day on which it was adopted."))
    if content.stage == "consultation" and content.consultation_until is None:
        raise ContentRefused("consultation_until", _("Enter the last day of the consultation."))
    if content.replaced_by and step.row is not None and named_policy(content.replaced_by) == step.row.pk:
        raise ContentRefused("replaced_by", _("A policy is not replaced by itself. Enter another one."))
    if content.adopted_on and content.in_force_until and content.in_force_until < content.adopted_on:
        raise ContentRefused("in_force_until", _("This day is before the day on which it was adopted."))


POLICY = RecordKind(model=Policy, content=PolicyContent, columns=columns_of, before=checked)
POLICIES = PolicyPages(
    kind=POLICY,
    words=KindWords(
        one=_("Policy"),
        many=_("Policies"),
        lead=_("Strategies, laws and action plans of the economies, with their stage."),
        new=_("Add a policy"),
        change=_("Edit this policy"),
        withdraw=_("Withdraw this policy?"),
        none=_("No policies are listed here."),
    ),
    name="library:policy",
    names="policies",
    place=22,
    visitors=True,
    templates="library/policies",
)
