"""The answers of a participant as its people and the secretariat read them, and one question at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from egnatia.activities.activities.labels import label
from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.queries.visible import of_listing
from egnatia.activities.activities.rows import ActivityRow, row_of
from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import RecordQuerySet
from egnatia.needs.needs.presenters import NeedRow
from egnatia.needs.needs.queries.lists import NeedListQuery
from egnatia.rounds.rounds import labels
from egnatia.rounds.rounds.models import Participant, RoundComment, RoundStep
from egnatia.rounds.rounds.queries.clearance import staying
from egnatia.rounds.rounds.queries.detail import around
from egnatia.rounds.rounds.queries.questions import (
    Given,
    RoundQuestion,
    answers_seen_by,
    counting,
    digest_of,
    questions_of,
    stated_since,
    takes_answers,
)
from egnatia.rounds.rounds.queries.visible import participant_row, speaks
from egnatia.rounds.rounds.returns import Returned, returned
from egnatia.rounds.rounds.rows import ParticipantRow
from egnatia.rounds.rounds.rules import CHANGED, NEEDS, STARTED, may_clear, may_open
from egnatia.taxonomy.forum import ForumNames, community_names
from egnatia.taxonomy.vocabularies import Objectives


@dataclass(frozen=True, slots=True)
class Comment:
    """What the secretariat said about one item when it returned it."""

    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RoundItem:
    """A need or an activity of the round, with the answer that counts for the reader, if they see one."""

    about: UUID
    need: NeedRow | None
    activity: ActivityRow | None
    answer: Given | None
    own: Given | None  # of the reader's organisation: what they replace when they answer anew
    answer_words: str
    comments: tuple[Comment, ...]
    asked: RoundQuestion | None  # None for what is no longer asked about
    typed: str = ""  # a comment that was typed and not taken

    @property
    def unwritten(self) -> bool:
        """Said to be changed, and its text is as it was."""
        answer, asked = self.answer, self.asked
        return (
            answer is not None and asked is not None and answer.verdict == CHANGED and answer.version == asked.version
        )

    @property
    def incomplete(self) -> bool:
        """It cannot be cleared: it is said to be changed, and nothing says what."""
        return self.answer is not None and self.answer.is_empty_change(self.asked.version if self.asked else None)

    @property
    def moved(self) -> bool:
        """What it is about was changed since the answer, which said something else."""
        answer, asked = self.answer, self.asked
        return (
            answer is not None and asked is not None and answer.verdict != CHANGED and answer.version != asked.version
        )


@dataclass(frozen=True, slots=True)
class ParticipantStep:
    words: str
    note: str
    by: str
    organisation: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AnswersPage:
    """`speaks`: their own side; `clears`: its focal point; `desk`: the secretariat."""

    round: UUID
    title: str
    sort: str
    participant: ParticipantRow
    items: tuple[RoundItem, ...]
    new: tuple[NeedRow, ...]
    steps: tuple[ParticipantStep, ...]
    speaks: bool
    clears: bool
    desk: bool
    open: bool
    drafts: int  # of the reader's organisation, not handed in
    read: str  # the digest of the answers that are shown: whoever signs has read these
    returned: Returned | None = None
    staying: frozenset[UUID] = frozenset()  # abouts of answers that clearing would not send, for whoever clears

    @property
    def answered(self) -> int:
        return sum(item.answer is not None for item in self.items)

    @property
    def left(self) -> int:
        """Questions without an answer that the reader sees."""
        return sum(item.answer is None for item in self.items)

    @property
    def incomplete(self) -> tuple[RoundItem, ...]:
        """The answers that nobody can clear as they are."""
        return tuple(item for item in self.items if item.incomplete)

    @property
    def next_words(self) -> str:
        """The next step of the participant, from the questions that the reader sees."""
        all_answered = self.participant.stage == STARTED and self.answered and not self.left
        return str(labels.ONLY_CLEAR) if all_answered else self.participant.next_words

    @property
    def clearable(self) -> bool:
        """Something was answered, or nothing is asked that they see: then that is what they clear."""
        return bool(self.answered) or not any(item.asked for item in self.items)


@dataclass(frozen=True, slots=True)
class RoundQuery:
    """Who looks, and in which words."""

    reader: Reader
    names: ForumNames
    objectives: Objectives

    def page(self, participant: UUID) -> AnswersPage:
        """Raises NotFound where there is no such participant that they may know of."""
        found = participant_row(self.reader, participant)
        answers = answers_seen_by(self.reader, found)
        side = speaks(self.reader, found)
        own = [each for each in answers if each.owner == self.reader.organisation]
        counted = counting(answers, self.reader.organisation)
        clears = may_clear(self.reader, found.economy_id or "", str(found.organisation_id or ""))
        items, steps = self.items(found, answers), _steps(found)
        return AnswersPage(
            round=found.round_id,
            title=found.round.title,
            sort=found.round.sort,
            participant=around(self.reader, self.names, [found]).row(found, found.round.record),
            items=items,
            new=NeedListQuery(self.reader, self.names, self.objectives).rows_with_ids(stated_since(self.reader, found)),
            steps=tuple(map(_step, steps)),
            speaks=side,
            clears=clears,
            desk=may_open(self.reader),
            open=side and takes_answers(found),
            drafts=sum(not each.handed_in and each.tlp < Tlp.RED for each in own) if found.economy_id else 0,
            read=digest_of(counted.values()),
            returned=returned(steps, ([said.at for said in item.comments] for item in items)),
            staying=staying(self.reader, found, counted) if clears and side and takes_answers(found) else frozenset(),
        )

    def items(self, found: Participant, answers: tuple[Given, ...]) -> tuple[RoundItem, ...]:
        """The questions in their order, then what was answered and is no longer asked."""
        counted = counting(answers, self.reader.organisation)
        asked = {each.about: each for each in questions_of(self.reader, found)}
        abouts = [*asked, *sorted(about for about in counted if about not in asked)]
        needs, activities = self._rows(found, abouts)
        own = {each.about: each for each in reversed(answers) if each.owner == self.reader.organisation}
        comments = _comments(answers)
        words = labels.verdicts_of(found.round.sort)
        return tuple(
            RoundItem(
                about=about,
                need=needs.get(about),
                activity=activities.get(about),
                answer=counted.get(about),
                own=own.get(about),
                answer_words=label(words, counted[about].verdict) if about in counted else "",
                comments=comments.get(about, ()),
                asked=asked.get(about),
            )
            for about in abouts
            if about in needs or about in activities
        )

    def _rows(
        self, found: Participant, abouts: list[UUID]
    ) -> tuple[Mapping[UUID, NeedRow], Mapping[UUID, ActivityRow]]:
        if found.round.sort == NEEDS:
            rows = NeedListQuery(self.reader, self.names, self.objectives).rows_with_ids(abouts)
            return {row.id: row for row in rows}, {}
        seen: RecordQuerySet = Activity.visible_to(self.reader).filter(pk__in=abouts)
        communities = community_names()
        return {}, {row.pk: row_of(row, self.names, communities, 1) for row in of_listing(seen)}


def _comments(answers: tuple[Given, ...]) -> dict[UUID, tuple[Comment, ...]]:
    """On the answers that the reader sees, by what these are about: a comment tells of the answer that it is on."""
    abouts = {each.id: each.about for each in answers}
    said: dict[UUID, tuple[Comment, ...]] = {}
    for row in RoundComment.objects.filter(answer__in=abouts).order_by("-at", "pk"):
        about = abouts[row.answer_id]
        said[about] = (*said.get(about, ()), Comment(row.text, row.by, row.at))
    return said


def _steps(found: Participant) -> tuple[RoundStep, ...]:
    """The newest first."""
    return tuple(RoundStep.objects.filter(participant=found).order_by("-at", "-pk"))


def _step(row: RoundStep) -> ParticipantStep:
    return ParticipantStep(label(labels.STEP, row.verb), row.note, row.by, row.organisation, row.at)
