"""The needs that a reader sees, and the highs among them."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from egnatia.coverage import Statement
from egnatia.kernel import records
from egnatia.kernel.faults import NotFound
from egnatia.kernel.models import RecordQuerySet
from egnatia.kernel.reader import Reader
from egnatia.kernel.reading import may_read
from egnatia.needs.needs.models import Need
from egnatia.needs.needs.rules import CONFIRMED, DECLINED, DRAFTED, HIGH

COLUMNS = ("pk", "objective", "economy_id", "priority", "nature", "perspective", "status")


def statements_seen_by(reader: Reader) -> list[Statement]:
    """What economies need, as far as `reader` sees it, in the order of economies and objectives. One query.

    Drafts are there, not confirmed: they are shown and count in no figure. What its economy did not confirm when asked
    is no statement of it.
    """
    rows = Need.visible_to(reader).exclude(status=DECLINED).order_by("economy__order", "objective", "pk")
    return [
        Statement(
            ref=str(pk),
            objective=objective,
            economy=economy,
            priority=priority,
            nature=nature,
            perspective=perspective,
            confirmed=status == CONFIRMED,
        )
        for pk, objective, economy, priority, nature, perspective, status in rows.values_list(*COLUMNS)
    ]


def need_row(reader: Reader, record: UUID) -> Need:
    """The stored need. Raises NotFound where there is none that the reader sees."""
    found = Need.visible_to(reader).filter(pk=record).first()
    if not isinstance(found, Need) or not may_read(reader, found.record.envelope).allowed:
        raise NotFound
    return found


def locked(reader: Reader, record: UUID) -> Need:
    """The need, for this transaction alone: two changes at once wait for each other."""
    records.hold(record)
    return need_row(reader, record)


def highs_seen_by(reader: Reader, economy: str, *, drafts: bool, but: UUID | None = None) -> RecordQuerySet:
    """The needs of high priority that count towards the limit of one economy, among those that `reader` sees.

    Drafts count for whoever drafts: they do not take a place from the economy itself.
    """
    counted: Iterable[str] = (CONFIRMED, DRAFTED) if drafts else (CONFIRMED,)
    rows: RecordQuerySet = Need.visible_to(reader).filter(Q(economy=economy, priority=HIGH, status__in=counted))
    return rows.exclude(pk=but).order_by("objective", "pk") if but else rows.order_by("objective", "pk")
