"""What organisations handed in, as far as a reader sees it: what waits, what was said of one activity."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet

from egnatia.activities.activities import labels
from egnatia.activities.activities.presenters.difference import StatementComparison
from egnatia.activities.activities.presenters.values import FieldChange
from egnatia.activities.partners.labels import STATE, VERDICT
from egnatia.activities.partners.models import PartnerAnswer
from egnatia.activities.partners.queries.rows import accounts
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotFound
from egnatia.taxonomy.forum import ForumNames
from egnatia.taxonomy.vocabularies import Vocabulary

MOST = 100
WAITING = PartnerAnswer.State.WAITING


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer with what it would change. `version` is that of the activity, which a decision is made against."""

    id: UUID
    activity: UUID
    title: str
    lang: str
    organisation: str
    verdict: str
    verdict_words: str
    state: str
    state_words: str
    changes: tuple[FieldChange, ...]
    note: str
    handed_in_at: datetime
    decided_by: str
    decided_at: datetime | None
    version: int
    moved: bool  # the activity was changed since the organisation looked at it
    decidable: bool
    undoable: bool


@dataclass(frozen=True, slots=True)
class PartnerAnswerQuery:
    """Who asks, and in which words they are answered."""

    reader: Reader
    names: ForumNames
    vocabulary: Vocabulary

    def waiting(self) -> tuple[AnswerRow, ...]:
        """What waits for this reader's word, the oldest first."""
        return self._rows(waiting_for(self.reader).order_by("handed_in_at", "record_id")[:MOST])

    def of_request(self, request: UUID) -> tuple[AnswerRow, ...]:
        found = PartnerAnswer.visible_to(self.reader).filter(row__request=request)
        return self._rows(found.order_by("row__number"))

    def one(self, answer: UUID) -> AnswerRow:
        """Raises NotFound where the reader sees none."""
        rows = self._rows(PartnerAnswer.visible_to(self.reader).filter(pk=answer))
        if not rows:
            raise NotFound
        return rows[0]

    def _rows(self, found: "QuerySet[PartnerAnswer]") -> tuple[AnswerRow, ...]:
        rows = found.select_related("activity__record")
        return tuple(self._row(each) for each in rows if may_read(self.reader, each.record.envelope).allowed)

    def _row(self, answer: PartnerAnswer) -> AnswerRow:
        activity, state = answer.activity, answer.state
        before, after = accounts(activity, answer.said)
        assert before is not None
        version = activity.record.version
        decides = may_decide(self.reader, answer)
        return AnswerRow(
            id=answer.pk,
            activity=activity.pk,
            title=activity.title,
            lang=activity.language,
            organisation=answer.organisation_name,
            verdict=answer.verdict,
            verdict_words=labels.label(VERDICT, answer.verdict),
            state=state,
            state_words=labels.label(STATE, state),
            changes=StatementComparison(self.names, self.vocabulary).between(before, after) if state == WAITING else (),
            note=answer.note,
            handed_in_at=answer.handed_in_at,
            decided_by=answer.decided_by,
            decided_at=answer.decided_at,
            version=version,
            moved=state == WAITING and version != answer.version_before,
            decidable=decides and state == WAITING,
            undoable=decides and state == PartnerAnswer.State.CONFIRMED and version == answer.version_after,
        )


def may_decide(reader: Reader, answer: PartnerAnswer) -> bool:
    """The organisation that asked; and the organisation's own staff about what is its own."""
    asked = str(answer.record.owner_id) == reader.organisation
    own = (
        str(answer.organisation) == reader.organisation and str(answer.activity.record.owner_id) == reader.organisation
    )
    return reader.strong and (asked or own)


def waiting_for(reader: Reader) -> "QuerySet[PartnerAnswer]":
    """The same rule as one condition; none for whoever has not shown a second factor."""
    found = PartnerAnswer.visible_to(reader).filter(state=WAITING)
    if reader.is_anonymous or not reader.strong:
        return found.none()
    own = Q(organisation=F("activity__record__owner_id"), activity__record__owner=UUID(reader.organisation))
    return found.filter(Q(record__owner=UUID(reader.organisation)) | own)


@dataclass(frozen=True, slots=True)
class ReplyStatus:
    """The newest thing that an organisation without an account said of an activity."""

    id: UUID
    organisation: str
    verdict_words: str
    state: str
    at: datetime


def standing_of(reader: Reader, activities: Iterable[UUID]) -> dict[UUID, ReplyStatus]:
    """By activity; a waiting answer stands before one that was decided. What was set aside is not shown."""
    found = PartnerAnswer.visible_to(reader).filter(activity__in=list(activities))
    rows = found.exclude(state=PartnerAnswer.State.ASIDE).order_by("handed_in_at", "record_id")
    readable = [row for row in rows if may_read(reader, row.record.envelope).allowed]
    ordered = sorted(readable, key=lambda row: row.state == WAITING)
    return {
        row.activity_id: ReplyStatus(
            row.pk, row.organisation_name, labels.label(VERDICT, row.verdict), row.state, row.handed_in_at
        )
        for row in ordered
    }
