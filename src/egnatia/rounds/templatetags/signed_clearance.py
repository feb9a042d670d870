"""What the page of a participant shows of clearances on paper."""

from uuid import UUID

from django import template
from django.template import RequestContext

from egnatia.kernel.access.reader import ANONYMOUS, Reader
from egnatia.rounds.signed_clearance.queries import PaperRow, papers_of

register = template.Library()


@register.simple_tag(takes_context=True)
def signed_papers(context: RequestContext, participant: UUID) -> tuple[PaperRow, ...]:
    """`{% signed_papers answers.participant.id as papers %}`: those that the reader sees."""
    reader = getattr(context.request, "reader", ANONYMOUS)
    return papers_of(reader, participant) if isinstance(reader, Reader) else ()
