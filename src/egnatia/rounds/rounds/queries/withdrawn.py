"""Who may withdraw a round, and what the secretariat has withdrawn."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.models import RecordQuerySet
from egnatia.kernel.reader import Reader
from egnatia.rounds.rounds.authority import may_open, require_opener
from egnatia.rounds.rounds.models import Round
from egnatia.rounds.rounds.queries.visible import round_row

MOST = 100


@dataclass(frozen=True, slots=True)
class WithdrawnRound:
    id: UUID
    title: str
    withdrawn_at: datetime


def require_withdrawer(reader: Reader, record: UUID) -> Round:
    """The round; raises NotFound where the reader sees none, NotAllowed where his organisation and desk did not open
    it."""
    found = round_row(reader, record)
    require_opener(reader)
    if str(found.record.owner_id) != reader.organisation:
        raise NotAllowed("owner")
    return found


def withdrawn_by(reader: Reader) -> RecordQuerySet:
    """Rounds that the secretariat withdrew, as far as the reader could read them while they were there."""
    return Round.withdrawn_by_own_organisation(reader) if may_open(reader) else Round.objects.none()


def withdrawn_seen_by(reader: Reader) -> list[WithdrawnRound]:
    """The last ones first, a hundred at most. Raises NotAllowed for others than the secretariat."""
    require_opener(reader)
    rows = withdrawn_by(reader).order_by("-record__withdrawn_at", "-record_id")[:MOST]
    return [WithdrawnRound(row.pk, row.title, row.record.withdrawn_at) for row in rows]
