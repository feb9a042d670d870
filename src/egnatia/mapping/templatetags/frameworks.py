"""What other features' pages show of objectives."""

from typing import Any
from uuid import UUID

from django import template

from egnatia.mapping.activities.queries.vocabulary import vocabulary
from egnatia.mapping.frameworks.evidence import Words
from egnatia.mapping.frameworks.queries.estimated import AimedActivity, aimed_activity
from egnatia.mapping.frameworks.queries.in_use import document_in_use

register = template.Library()


@register.simple_tag(takes_context=True)
def aims_of_activity(context: dict[str, Any], activity: UUID) -> AimedActivity:
    """`{% aims_of_activity activity.id as found %}`: what it serves besides what its source declares."""
    return aimed_activity(context["request"].reader, activity, Words(vocabulary(), document_in_use()))
