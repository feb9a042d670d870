"""What the page of a follow-up shows of civil society's views. These know follow-ups, not the other way round."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import template

from egnatia.commitments.civil_society_views.queries import ObservationRow, files_views, rows_on
from egnatia.taxonomy.forum import forum

register = template.Library()


@dataclass(frozen=True, slots=True)
class Observed:
    """`may_file`: whether the reader's organisation may file a view."""

    rows: tuple[ObservationRow, ...]
    may_file: bool


@register.simple_tag(takes_context=True)
def observations_on(context: dict[str, Any], follow_up: UUID) -> Observed:
    """`{% observations_on row.id as observed %}`: as far as the reader sees them."""
    reader = context["request"].reader
    return Observed(rows_on(reader, follow_up, forum()), files_views(reader))
