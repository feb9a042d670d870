"""Whether the start page leads a new holder of an office to its desk."""

from django import template
from django.template import RequestContext

from egnatia.kernel.access.reader import ANONYMOUS, Reader
from egnatia.start.handover.queries import is_newly_here

register = template.Library()


@register.simple_tag(takes_context=True)
def newly_in_office(context: RequestContext) -> bool:
    """`{% newly_in_office as new %}`: for the first three months of a seat."""
    reader = getattr(context.request, "reader", ANONYMOUS)
    return isinstance(reader, Reader) and is_newly_here(reader)
