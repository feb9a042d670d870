"""What the page of a record says of itself to machines, and of its title to those who do not read its language."""

from typing import Any
from uuid import UUID

from django import template

from egnatia.pages.concepts import chips_of_foreign
from egnatia.pages.labels import translation_words
from egnatia.pages.record_presenters import RecordCell
from egnatia.public.portal.doors import Door, door_of_record

register = template.Library()


@register.simple_tag(takes_context=True)
def record_door(context: dict[str, Any], route: str, record: UUID) -> Door | None:
    """`{% record_door routes.one record.id as door %}`: for `public/portal/head.html`."""
    return door_of_record(context["request"], route.partition(":")[2], record)


@register.filter
def as_translation(original: str) -> str:
    """`{{ record.title.original|as_translation }}`: translation, original: English."""
    return translation_words(original)


@register.filter
def concepts_if_foreign(cell: RecordCell) -> tuple[str, ...]:
    """`{{ record.title|concepts_if_foreign }}`: what it is about, where it is not in the reader's language."""
    return chips_of_foreign(cell.text, cell.lang)
