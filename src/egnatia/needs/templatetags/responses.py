"""What other features' pages show of what economies said."""

from typing import Any
from uuid import UUID

from django import template

from egnatia.needs.responses.queries import EconomyResponse, words_about
from egnatia.taxonomy.forum import forum

register = template.Library()


@register.simple_tag(takes_context=True)
def words_on(context: dict[str, Any], record: UUID) -> tuple[EconomyResponse, ...]:
    """`{% words_on activity.id as words %}`: what the economies concerned said of it."""
    return words_about(context["request"].reader, [record], forum()).get(record, ())
