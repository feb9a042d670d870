"""What other features' pages show of matches."""

from typing import Any
from uuid import UUID

from django import template

from egnatia.activities.activities.queries.vocabulary import vocabulary
from egnatia.kernel.forum import ForumNames, forum
from egnatia.matching.queries.listing import Listing, Naming, matches_of_activity

register = template.Library()
SHOWN = 10


@register.simple_tag(takes_context=True)
def matches_of(context: dict[str, Any], activity: UUID) -> Listing | None:
    """`{% matches_of activity.id as found %}`: its strongest matches; None for the visitor, who sees none."""
    reader = context["request"].reader
    if reader.is_anonymous:
        return None
    names = getattr(context.get("page"), "names", None)
    naming = Naming(names if isinstance(names, ForumNames) else forum(), vocabulary())
    return matches_of_activity(reader, activity, most=SHOWN, naming=naming)
