"""What other features' pages show of objectives."""

from typing import Any
from uuid import UUID

from django import template

from egnatia.activities.activities.queries.vocabulary import vocabulary
from egnatia.needs.frameworks.evidence import Words
from egnatia.needs.frameworks.queries.estimated import AimedActivity, aimed_activity
from egnatia.needs.frameworks.queries.in_use import document_in_use

register = template.Library()


@register.simple_tag(takes_context=True)
def aims_of_activity(context: dict[str, Any], activity: UUID) -> AimedActivity:
    """`{% aims_of_activity activity.id as found %}`: what it serves besides what its source declares."""
    return aimed_activity(context["request"].reader, activity, Words(vocabulary(), document_in_use()))
