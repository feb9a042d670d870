"""What other rooms put on the page of a record: what was agreed that an activity carries out, or a need is behind."""

from uuid import UUID

from django import template

from egnatia.kernel import rooms
from egnatia.kernel.access.reader import Reader

register = template.Library()


@register.simple_tag
def agreed_in(reader: Reader, record: UUID) -> tuple[rooms.RelatedRecord, ...]:
    """`{% agreed_in page.reader record as agreements %}`: what they see of it, in the order in which it was joined."""
    return rooms.beside(reader, record)
