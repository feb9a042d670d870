"""What other features' pages show of matches."""

from typing import Any
from uuid import UUID

from django import template

from egnatia.matching.queries.lists import (
    MatchListing,
    MatchNames,
    is_being_compared,
    matches_of_activity,
    some_being_compared,
)
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
def being_compared(context: dict[str, Any], activity: UUID) -> bool:
    """`{% being_compared activity.id as waits %}`: nothing can be said of its overlaps yet."""
    return is_being_compared(context["request"].reader, activity)


@register.simple_tag(takes_context=True)
def import_being_compared(context: dict[str, Any], import_id: UUID) -> bool:
    """`{% import_being_compared found.id as waits %}`: the same of what an import brought."""
    return some_being_compared(context["request"].reader, import_id)
