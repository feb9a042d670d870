"""What was answered before, version by version."""

from dataclasses import dataclass
from uuid import UUID

from egnatia.activities.activities.models import Activity
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotFound
from egnatia.kernel.records.versions import versions_seen_by
from egnatia.needs.needs.models import Need
from egnatia.pages.history import Edition
from egnatia.rounds.rounds.history import versions_of_answer
from egnatia.rounds.rounds.models import RoundAnswer
from egnatia.rounds.rounds.queries.questions import Given, answers_seen_by
from egnatia.rounds.rounds.queries.visible import participant_row
from egnatia.rounds.rounds.rules import NEEDS


@dataclass(frozen=True, slots=True)
class AnswerTold:
    """An answer with its versions; `kind` and `about` are of the record that it is about."""

    answer: Given
    participant: UUID
    round: UUID
    title: str
    kind: str
    about: UUID
    history: tuple[Edition, ...]


def answer_told(reader: Reader, record: UUID) -> AnswerTold:
    """Raises NotFound where there is none that is there for them: as on the page of its participant."""
    row = RoundAnswer.visible_to(reader).filter(pk=record).values_list("participant", flat=True).first()
    if row is None:
        raise NotFound
    found = participant_row(reader, row)
    answer = next((each for each in answers_seen_by(reader, found) if each.id == record), None)
    if answer is None:
        raise NotFound
    return AnswerTold(
        answer=answer,
        participant=found.pk,
        round=found.round_id,
        title=found.round.title,
        kind=Need.KIND if found.round.sort == NEEDS else Activity.KIND,
        about=answer.about,
        history=versions_of_answer(versions_seen_by(reader, record, RoundAnswer.KIND), found.round.sort),
    )
