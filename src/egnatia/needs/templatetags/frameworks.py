"""What other features' pages show of objectives."""

from typing import Any
from uuid import UUID

from django import template

from egnatia.needs.frameworks.queries import AimedActivity, FrameworkLabels, aimed_activity
from egnatia.taxonomy.queries import document_in_use
from egnatia.taxonomy.vocabularies import vocabulary

register = template.Library()


@register.simple_tag(takes_context=True)
def aims_of_activity(context: dict[str, Any], activity: UUID) -> AimedActivity:
    """`{% aims_of_activity activity.id as found %}`: what it serves besides what its source declares."""
    return aimed_activity(context["request"].reader, activity, FrameworkLabels(vocabulary(), document_in_use()))
