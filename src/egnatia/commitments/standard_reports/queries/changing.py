"""What changes of commitments, for whoever looks at what changed since he last did."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from egnatia.commitments.civil_society_views.models import Observation
from egnatia.commitments.civil_society_views.queries.visible import rows_of as views_of
from egnatia.commitments.commitments.content import COMMITMENT
from egnatia.commitments.commitments.models import Commitment
from egnatia.commitments.commitments.queries import rows_of, words_for
from egnatia.commitments.commitments.rows import CommitmentRow
from egnatia.commitments.follow_ups.models import FollowUp
from egnatia.commitments.follow_ups.queries import words_for as words_of_follow_ups
from egnatia.commitments.follow_ups.rows import row_of
from egnatia.kernel.changes import Telling, Told
from egnatia.kernel.forum import forum
from egnatia.kernel.reader import Reader
from egnatia.kernel.reading import may_read
from egnatia.pages.changing import Saying, told_as, told_of


def _commitment(row: Commitment) -> Saying:
    said = COMMITMENT.said(row)
    return Saying(*said.text.first(), said.source)


def _follow_ups(reader: Reader, records: Sequence[UUID]) -> dict[UUID, Told]:
    """Named by their commitments; said with whose they are, and the position."""
    rows = FollowUp.visible_to(reader).filter(pk__in=list(records)).defer("record__search")
    there = [row for row in rows if may_read(reader, row.record.envelope).allowed]
    words = words_of_follow_ups(reader, forum(), there)
    agreed = _agreed(reader, {row.commitment_id for row in there})
    told = {}
    for row in there:
        if row.commitment_id in agreed:
            shown, on = row_of(row, words), agreed[row.commitment_id]
            about = ": ".join(part for part in (shown.who, shown.position_words) if part)
            told[row.pk] = told_as(row, Saying(on.words, on.lang, about))
    return told


def _views(reader: Reader, records: Sequence[UUID]) -> dict[UUID, Told]:
    """Named by what they say; said with the organisation, as far as the reader knows of it."""
    rows = Observation.visible_to(reader).filter(pk__in=list(records)).select_related("follow_up__record")
    there = {row.pk: row for row in rows if may_read(reader, row.record.envelope).allowed}
    shown = views_of(reader, list(there.values()), forum())
    return {each.id: told_as(there[each.id], Saying(each.words, each.lang, each.who)) for each in shown}


def _agreed(reader: Reader, records: Collection[UUID]) -> dict[UUID, CommitmentRow]:
    return {row.id: row for row in rows_of(reader, records, words_for(forum()))}


TELLINGS = (
    Telling(
        Commitment.KIND,
        _("Commitment"),
        _("Commitments"),
        told_of(Commitment, _commitment, heavy=("meaning",)),
        history=True,
    ),
    Telling(FollowUp.KIND, _("Follow-up"), _("Follow-ups"), _follow_ups, history=True),
    Telling(Observation.KIND, _("View of civil society"), _("Views of civil society"), _views),
)
