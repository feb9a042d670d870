"""What the reader's organisation has withdrawn, as far as he could read it while it was there."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from egnatia.activities.activities.models import Activity
from egnatia.kernel.reader import Reader

MOST = 100


@dataclass(frozen=True, slots=True)
class WithdrawnRow:
    id: UUID
    title: str
    lang: str
    tlp: str
    withdrawn_at: datetime


def withdrawn_seen_by(reader: Reader) -> list[WithdrawnRow]:
    """The last ones first, a hundred at most."""
    rows = (
        Activity.withdrawn_by_own_organisation(reader)
        .order_by("-record__withdrawn_at", "-record_id")
        .defer("content", "facts")
    )
    return [_row(activity) for activity in rows[:MOST]]


def _row(activity: Activity) -> WithdrawnRow:
    gone = activity.record.withdrawn_at
    assert gone is not None
    return WithdrawnRow(activity.pk, activity.title, activity.language, activity.record.marking.tlp.words, gone)
