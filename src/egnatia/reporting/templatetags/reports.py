"""The way from a round, or from what was frozen of it, to a report on it."""

from uuid import UUID

from django import template
from django.template import RequestContext

from egnatia.kernel.access.reader import ANONYMOUS, Reader
from egnatia.reporting.reports.queries import adopted_last
from egnatia.reporting.reports.rules import may_make
from egnatia.reporting.snapshots.queries.visible import SnapshotRow, results_by_round

register = template.Library()


@register.simple_tag(takes_context=True)
def makes_reports(context: RequestContext) -> bool:
    """`{% makes_reports as maker %}`: whether the reader may make a report of a snapshot that they read."""
    return may_make(_reader(context))


@register.simple_tag(takes_context=True)
def snapshot_to_report(context: RequestContext, round: UUID) -> UUID | None:  # noqa: A002 - its name
    """`{% snapshot_to_report round.id as snapshot %}`: what was adopted last, for whoever may make a report of it."""
    reader = _reader(context)
    return adopted_last(reader, round) if may_make(reader) else None


@register.simple_tag(takes_context=True)
def round_results(context: RequestContext, round: UUID) -> tuple[SnapshotRow, ...]:  # noqa: A002 - its name
    """`{% round_results round.id as results %}`: what of it was adopted or awaits the board, the newest first."""
    return results_by_round(_reader(context)).get(round, ())


def _reader(context: RequestContext) -> Reader:
    reader = getattr(context.request, "reader", ANONYMOUS)
    return reader if isinstance(reader, Reader) else ANONYMOUS
