"""What changes of commitments, for whoever looks at what changed since they last did."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from egnatia.commitments.civil_society_views.models import Observation
from egnatia.commitments.civil_society_views.queries import rows_of as views_of
from egnatia.commitments.commitments.fields import COMMITMENT
from egnatia.commitments.commitments.models import Commitment
from egnatia.commitments.commitments.queries import rows_of, words_for
from egnatia.commitments.commitments.rows import CommitmentRow
from egnatia.commitments.follow_ups.models import FollowUp
from egnatia.commitments.follow_ups.queries import words_for as words_of_follow_ups
from egnatia.commitments.follow_ups.rows import row_of
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.changes import ChangeEntry, ChangeSubject, Telling
from egnatia.pages.changes import RecordLabel, told_as, told_of
from egnatia.taxonomy.forum import forum, told


def _commitment(row: Commitment) -> RecordLabel:
    said = COMMITMENT.said(row)
    return RecordLabel(*told(said.text.texts, *said.text.first())[:2], said.source)


def _follow_ups(reader: Reader, records: Sequence[UUID]) -> dict[UUID, ChangeEntry]:
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
            told[row.pk] = told_as(row, RecordLabel(on.words, on.lang, about))
    return told


def _subjects(reader: Reader, records: Sequence[UUID]) -> dict[UUID, ChangeSubject]:
    """For which economy each follow-up is. One query."""
    rows = FollowUp.visible_to(reader).filter(pk__in=list(records)).values_list("pk", "economy_id")
    return {pk: ChangeSubject((code,) if code else ()) for pk, code in rows}


def _views(reader: Reader, records: Sequence[UUID]) -> dict[UUID, ChangeEntry]:
    """Named by what they say; said with the organisation, as far as the reader knows of it."""
    rows = Observation.visible_to(reader).filter(pk__in=list(records)).select_related("follow_up__record")
    there = {row.pk: row for row in rows if may_read(reader, row.record.envelope).allowed}
    shown = views_of(reader, list(there.values()), forum())
    return {each.id: told_as(there[each.id], RecordLabel(each.words, each.lang, each.who)) for each in shown}


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
    Telling(FollowUp.KIND, _("Follow-up"), _("Follow-ups"), _follow_ups, history=True, subjects=_subjects),
    Telling(Observation.KIND, _("Civil society comment"), _("Civil society comments"), _views),
)
