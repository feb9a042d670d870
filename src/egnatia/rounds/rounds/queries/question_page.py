"""One question at a time: what was said last, what changed in the world since, what it was answered."""

from dataclasses import dataclass
from uuid import UUID

from egnatia.activities.activities.labels import label
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.pages.history import Change
from egnatia.rounds.rounds import labels
from egnatia.rounds.rounds.models import Participant
from egnatia.rounds.rounds.queries.activity_changes import Happening, happened_since
from egnatia.rounds.rounds.queries.answers import RoundItem, RoundQuery
from egnatia.rounds.rounds.queries.changes import since_last
from egnatia.rounds.rounds.queries.previous_round import last_answers
from egnatia.rounds.rounds.queries.questions import answers_seen_by, takes_answers
from egnatia.rounds.rounds.queries.visible import participant_row, speaks
from egnatia.rounds.rounds.rules import VERDICTS, minutes_of


@dataclass(frozen=True, slots=True)
class VerdictChoice:
    """A button: the code of a verdict and what stands on it."""

    verdict: str
    words: str


@dataclass(frozen=True, slots=True)
class Before:
    """What was said of it in the round before, "" where nothing was, and what its text says otherwise since."""

    title: str
    answer_words: str
    note: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """`place` of `total` questions; `left` have no answer yet, this one perhaps among them.

    `number` and `note` are those of the organisation's own answer; 0 and "" where it has given none.
    """

    participant: UUID
    round: UUID
    title: str
    sort: str
    item: RoundItem
    place: int
    total: int
    left: int
    since: tuple[Happening, ...]
    before: Before | None
    choices: tuple[VerdictChoice, ...]
    number: int
    note: str
    writable: bool
    restatable: bool

    @property
    def minutes(self) -> int:
        return minutes_of(self.left)

    @property
    def done(self) -> int:
        return self.total - self.left


def question_page(shown: RoundQuery, participant: UUID, about: UUID | None) -> QuestionPage | None:
    """The question asked for, else the first that has no answer; None where all have one.

    Raises NotFound where there is none such, NotAllowed where they do not answer for the participant now.
    """
    reader = shown.reader
    found = answering(reader, participant)
    items = [item for item in shown.items(found, answers_seen_by(reader, found)) if item.asked]
    waiting = [item for item in items if item.answer is None]
    item = _wanted(items, about) if about else (waiting[0] if waiting else None)
    if item is None or item.asked is None:
        return None
    owner = item.need.owner if item.need else str(found.organisation_id)
    return QuestionPage(
        participant=found.pk,
        round=found.round_id,
        title=found.round.title,
        sort=found.round.sort,
        item=item,
        place=items.index(item) + 1,
        total=len(items),
        left=len(waiting),
        since=_since(shown, item),
        before=_before(shown, found, item.about),
        choices=tuple(VerdictChoice(code, label(labels.buttons_of(found.round.sort), code)) for code in VERDICTS),
        number=item.own.number if item.own else 0,
        note=item.own.note if item.own else "",
        writable=owner == reader.organisation,
        restatable=bool(item.need) and (found.economy_id or "") in reader.focal_economies(),
    )


def answering(reader: Reader, participant: UUID) -> Participant:
    """The participant for whom they answer now. Raises NotFound where they may know of none, NotAllowed else."""
    found = participant_row(reader, participant)
    if not speaks(reader, found):
        raise NotAllowed("round-speaker")
    if not takes_answers(found):
        raise NotAllowed("round-stage")
    return found


def _wanted(items: list[RoundItem], about: UUID) -> RoundItem:
    found = next((item for item in items if item.about == about), None)
    if found is None:
        raise NotFound
    return found


def _before(shown: RoundQuery, found: Participant, about: UUID) -> Before | None:
    last = since_last(shown, [found]).get(found.pk)
    if last is None:
        return None
    given = last_answers(shown.reader, found).get(about)
    words = label(labels.verdicts_of(found.round.sort), given.verdict) if given else ""
    return Before(last.title, words, given.note if given else "", last.of(about))


def _since(shown: RoundQuery, item: RoundItem) -> tuple[Happening, ...]:
    if item.need is None or item.asked is None:
        return ()
    return happened_since(shown.reader, item.need.economy.code, item.need.said.objective, item.asked.changed_at)
