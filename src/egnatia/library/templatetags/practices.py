"""What pages show of practices: reviews and uses on their own page, their labels in lists, and those for a need."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import template
from django.template import RequestContext

from egnatia.kernel.access.reader import ANONYMOUS, Reader
from egnatia.library.practices.queries import (
    AnsweringPractices,
    PracticeAbout,
    ReviewRow,
    about_practice,
    answering,
    labels_of,
)

register = template.Library()


def _reader(context: RequestContext) -> Reader:
    """Also inside a part that was included with `only`, which has the request but no variable of that name."""
    reader = getattr(context.request, "reader", ANONYMOUS)
    return reader if isinstance(reader, Reader) else ANONYMOUS


@register.simple_tag(takes_context=True)
def reviewed_and_used(context: RequestContext, practice: UUID) -> PracticeAbout:
    """`{% reviewed_and_used record.id as about %}`: of a practice that the reader sees."""
    return about_practice(_reader(context), practice)


@register.simple_tag(takes_context=True)
def with_labels(context: RequestContext, rows: Sequence[Any]) -> list[tuple[Any, ReviewRow | None]]:
    """`{% with_labels listing.rows as labelled %}`: each with the review that stands for it. One query."""
    labels = labels_of(_reader(context), [row.id for row in rows])
    return [(row, labels.get(row.id)) for row in rows]


@register.simple_tag(takes_context=True)
def practices_for(context: RequestContext, objective: str) -> AnsweringPractices:
    """`{% practices_for need.row.said.objective as offered %}`: for `library/practices/answering.html`."""
    return answering(_reader(context), objective)
