"""What other features' pages show of matches."""

from typing import Any
from uuid import UUID

from django import template

from egnatia.matching.queries.lists import MatchListing, MatchNames, is_uncompared, matches_of_activity
from egnatia.taxonomy.forum import ForumNames, forum
from egnatia.taxonomy.vocabularies import vocabulary

register = template.Library()
SHOWN = 10


@register.simple_tag(takes_context=True)
def matches_of(context: dict[str, Any], activity: UUID) -> MatchListing | None:
    """`{% matches_of activity.id as found %}`: its strongest matches; None for the visitor, who sees none."""
    reader = context["request"].reader
    if reader.is_anonymous:
        return None
    names = getattr(context.get("page"), "names", None)
    naming = MatchNames(names if isinstance(names, ForumNames) else forum(), vocabulary())
    return matches_of_activity(reader, activity, most=SHOWN, naming=naming)


@register.simple_tag(takes_context=True)
def waits_for_comparison(context: dict[str, Any], activity: UUID) -> bool:
    """`{% waits_for_comparison activity.id as waits %}`: it was stored or changed a moment ago."""
    return is_uncompared(context["request"].reader, activity)
