"""What other features' pages show of what was entered for organisations without an account, and of what was agreed."""

from collections.abc import Iterable
from uuid import UUID

from django import template
from django.template import RequestContext

from egnatia.activities.activities import labels
from egnatia.activities.activities.rows import ActivityRow
from egnatia.activities.partners.labels import BECAUSE
from egnatia.activities.partners.queries.answers import ReplyStatus, standing_of
from egnatia.kernel import rooms
from egnatia.kernel.access.reader import ANONYMOUS, Reader

register = template.Library()


def _reader(context: RequestContext) -> Reader:
    """Also inside a part that was included with `only`, which has the request but no variable of that name."""
    reader = getattr(context.request, "reader", ANONYMOUS)
    return reader if isinstance(reader, Reader) else ANONYMOUS


@register.simple_tag(takes_context=True)
def said_on_behalf(context: RequestContext, activity: UUID) -> ReplyStatus | None:
    """`{% said_on_behalf activity.id as said %}`: None for the visitor, who is told of none."""
    reader = _reader(context)
    return None if reader.is_anonymous else standing_of(reader, [activity]).get(activity)


@register.simple_tag(takes_context=True)
def awaiting_confirmation(context: RequestContext, rows: Iterable[ActivityRow]) -> frozenset[UUID]:
    """`{% awaiting_confirmation rows as awaiting %}`: those of the rows about which an answer waits."""
    reader = _reader(context)
    if reader.is_anonymous:
        return frozenset()
    said = standing_of(reader, [row.id for row in rows])
    return frozenset(activity for activity, each in said.items() if each.state == "waiting")


@register.filter
def why_it_stays(because: str) -> str:
    """The sentence of why an activity does not go out."""
    return labels.label(BECAUSE, because)


@register.simple_tag
def agreed_in(reader: Reader, record: UUID) -> tuple[rooms.RelatedRecord, ...]:
    """`{% agreed_in page.reader record as agreements %}`: what other rooms put beside a record that the reader sees:
    what was agreed that an activity carries out, or a need is behind."""
    return rooms.beside(reader, record)
