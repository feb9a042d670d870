"""Follow-ups that the reader's organisation has withdrawn, as far as he could read them while they were there."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from egnatia.commitments.commitments.models import Commitment
from egnatia.commitments.commitments.queries.visible import rows_of
from egnatia.commitments.commitments.queries.visible import words_for as words_of_commitments
from egnatia.commitments.commitments.queries.withdrawn import MOST
from egnatia.commitments.commitments.rows import CommitmentRow
from egnatia.commitments.follow_ups.authority import may_speak
from egnatia.commitments.follow_ups.models import FollowUp
from egnatia.commitments.follow_ups.queries.visible import words_for
from egnatia.commitments.follow_ups.rows import FollowUpRow, row_of
from egnatia.kernel.forum import ForumNames
from egnatia.kernel.models import RecordQuerySet
from egnatia.kernel.reader import Reader


@dataclass(frozen=True, slots=True)
class WithdrawnFollowUp:
    """`restorable`: whether he may speak for whom it speaks, so that he may bring it back."""

    row: FollowUpRow
    commitment: CommitmentRow
    withdrawn_at: datetime
    restorable: bool

    @property
    def id(self) -> UUID:
        return self.row.id


def withdrawn_follow_ups(reader: Reader) -> RecordQuerySet:
    """On commitments that he sees still: what hangs on a hidden one is hidden with it.

    None without the second step, which restoring needs.
    """
    seen = Commitment.visible_to(reader).values("pk")
    rows: RecordQuerySet = FollowUp.withdrawn_by_own_organisation(reader).filter(commitment__in=seen)
    return rows if reader.strong else rows.none()


def withdrawn_follow_ups_seen_by(reader: Reader, names: ForumNames) -> tuple[WithdrawnFollowUp, ...]:
    """The last ones first, a hundred at most."""
    ordered = withdrawn_follow_ups(reader).defer("record__search").order_by("-record__withdrawn_at", "-record_id")
    rows = list(ordered[:MOST])
    words = words_for(reader, names, rows)
    wanted = list(dict.fromkeys(each.commitment_id for each in rows))
    agreed = {row.id: row for row in rows_of(reader, wanted, words_of_commitments(names))}
    return tuple(_row(each, row_of(each, words), agreed[each.commitment_id], reader) for each in rows)


def _row(found: FollowUp, row: FollowUpRow, commitment: CommitmentRow, reader: Reader) -> WithdrawnFollowUp:
    gone = found.record.withdrawn_at
    assert gone is not None
    return WithdrawnFollowUp(row, commitment, gone, may_speak(reader, found.economy_id or ""))
