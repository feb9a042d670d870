"""What a participant is asked about: the needs of its economy, or the activities of the organisation, that one sees."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from egnatia.kernel import clock
from egnatia.kernel.models import RecordQuerySet
from egnatia.kernel.reader import Reader
from egnatia.mapping.activities.models import Activity
from egnatia.mapping.frameworks.models import Framework
from egnatia.mapping.needs.models import Need
from egnatia.mapping.needs.rules import DECLINED
from egnatia.mapping.rounds.models import Participant, RoundAnswer
from egnatia.mapping.rounds.rules import MOST_QUESTIONS, NEEDS, OPEN, is_asked


@dataclass(frozen=True, slots=True)
class Asked:
    """A need or an activity that a participant is asked about; `version` is the one that an answer is given to."""

    about: UUID
    version: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that the reader may see; `number` is its own version, against which it is changed."""

    id: UUID
    about: UUID
    house: str
    verdict: str
    version: int
    number: int
    note: str
    by: str
    organisation: str
    handed_in: bool
    cleared: bool
    at: datetime


def is_asked_for(participant: Participant) -> bool:
    return is_asked(participant.round.sort, participant.role, participant.economy_id)


def questions_of(reader: Reader, participant: Participant) -> tuple[Asked, ...]:
    """What was there when the round was opened, in the order of the framework, or of the activities' dates."""
    if not is_asked_for(participant):
        return ()
    if participant.round.sort == NEEDS:
        codes = codes_of([participant.round.framework_id])[participant.round.framework_id]
        rows = needs_asked(reader, [participant.economy_id or ""]).filter(record__created_at__lt=_opened(participant))
        found = [row for row in rows.values_list(*_COLUMNS, "objective")[:MOST_QUESTIONS] if row[3] in codes]
        return tuple(Asked(*row[:3]) for row in sorted(found, key=lambda row: (codes[row[3]], row[0])))
    rows = activities_asked(reader, [str(participant.organisation_id)])
    rows = rows.filter(record__created_at__lt=_opened(participant)).order_by("starts", "pk")
    return tuple(Asked(*row) for row in rows.values_list(*_COLUMNS)[:MOST_QUESTIONS])


_COLUMNS = ("pk", "record__version", "record__changed_at")


def _opened(participant: Participant) -> datetime:
    return participant.round.opened_at


def needs_asked(reader: Reader, economies: Sequence[str]) -> RecordQuerySet:
    """The needs of economies that the reader sees, without those that the economy set aside."""
    rows: RecordQuerySet = Need.visible_to(reader).filter(economy__in=economies).exclude(status=DECLINED)
    return rows.order_by("pk")


def activities_asked(reader: Reader, organisations: Sequence[str]) -> RecordQuerySet:
    """The organisations' own activities that the reader sees and that are not completed."""
    rows: RecordQuerySet = Activity.visible_to(reader).filter(record__owner__in=organisations)
    return rows.exclude(status="closed").order_by("pk")


def stated_since(reader: Reader, participant: Participant) -> list[UUID]:
    """The needs of its economy that were stated since the round was opened."""
    if participant.round.sort != NEEDS or not participant.economy_id:
        return []
    rows = needs_asked(reader, [participant.economy_id]).filter(record__created_at__gte=_opened(participant))
    return list(rows.values_list("pk", flat=True)[:MOST_QUESTIONS])


def codes_of(frameworks: Sequence[UUID]) -> Mapping[UUID, Mapping[str, int]]:
    """The objectives of versions of frameworks, each with its place in the order. One query."""
    rows = Framework.objects.filter(pk__in=frameworks).values_list("pk", "content__objectives")
    return {pk: {aim["code"]: place for place, aim in enumerate(aims or ())} for pk, aims in rows}


def answers_seen_by(reader: Reader, participant: Participant) -> tuple[Given, ...]:
    """Every answer for the participant that the reader may see, the newest first."""
    rows = RoundAnswer.visible_to(reader).filter(participant=participant).order_by("-at", "pk")
    return tuple(map(_given, rows))


def _given(row: RoundAnswer) -> Given:
    return Given(
        id=row.pk,
        about=row.about_id,
        house=str(row.house),
        verdict=row.verdict,
        version=row.version,
        number=row.record.version,
        note=row.note,
        by=row.by,
        organisation=row.organisation,
        handed_in=row.handed_in,
        cleared=row.cleared,
        at=row.at,
    )


def counting(answers: Sequence[Given], house: str) -> dict[UUID, Given]:
    """The answer to each question that counts for a reader: his own organisation's, else the newest that he sees."""
    found: dict[UUID, Given] = {}
    for answer in answers:
        if answer.about not in found or (answer.house == house and found[answer.about].house != house):
            found[answer.about] = answer
    return found


def takes_answers(participant: Participant) -> bool:
    """From the round's first day until it is cleared; after the last day too: nobody is late here."""
    return participant.round.opens <= clock.today() and participant.stage in OPEN
