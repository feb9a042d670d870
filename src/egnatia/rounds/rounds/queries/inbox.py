"""What waits for a reader in rounds: questions to answer, answers to clear, answers to accept."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.utils import timezone

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import RecordQuerySet
from egnatia.rounds.rounds.models import Participant, RoundAnswer, RoundComment, RoundStep
from egnatia.rounds.rounds.queries.questions import (
    activities_asked,
    codes_of,
    is_asked_for,
    needs_asked,
    takes_answers,
    there_for,
)
from egnatia.rounds.rounds.queries.visible import own_participants, participants_seen_by
from egnatia.rounds.rounds.returns import Returned, returned
from egnatia.rounds.rounds.rules import CLEARED, MOST_QUESTIONS, may_clear, may_open


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A participant that the reader speaks for: so many questions without an answer; `clears` where none is left."""

    participant: UUID
    title: str
    left: int
    answered: int
    clears: bool
    returned: Returned | None  # where the secretariat sent the answers back
    since: datetime  # when it could be answered first
    closes: date  # by when replies are asked for
    tlp: int  # of the round, whose title it is


@dataclass(frozen=True, slots=True)
class Cleared:
    """Participants of one round whose answers wait for the secretariat."""

    round: UUID
    title: str
    count: int


def unanswered_by(reader: Reader) -> tuple[Unanswered, ...]:
    """Seven questions of the database, however many rounds there are."""
    found = [each for each in own_participants(reader) if is_asked_for(each) and takes_answers(each)]
    if not found:
        return ()
    asked = _asked(reader, found)
    answers = RoundAnswer.visible_to(reader).filter(there_for(reader), participant__in=[each.pk for each in found])
    answered = set(answers.values_list("participant", "about"))
    back = _returned(found, answers)
    return tuple(
        Unanswered(
            participant=each.pk,
            title=each.round.title,
            left=sum((each.pk, about) not in answered for about in asked[each.pk]),
            answered=sum(participant == each.pk for participant, _about in answered),
            clears=may_clear(reader, each.economy_id or "", str(each.organisation_id or "")),
            returned=back[each.pk],
            since=max(each.round.opened_at, timezone.make_aware(datetime.combine(each.round.opens, time.min))),
            closes=each.round.closes,
            tlp=each.round.record.tlp,
        )
        for each in found
    )


def _returned(participants: list[Participant], answers: RecordQuerySet) -> dict[UUID, Returned | None]:
    """What stands returned, with the comments on `answers`, which the reader sees."""
    rows = list(RoundStep.objects.filter(participant__in=[each.pk for each in participants]).order_by("-at", "-pk"))
    told = RoundComment.objects.filter(answer__in=answers.values("pk"))
    said: dict[UUID, dict[UUID, list[datetime]]] = {}
    for participant, about, at in told.values_list("answer__participant", "answer__about", "at"):
        said.setdefault(participant, {}).setdefault(about, []).append(at)
    return {
        each.pk: returned((row for row in rows if row.participant_id == each.pk), said.get(each.pk, {}).values())
        for each in participants
    }


def _asked(reader: Reader, participants: list[Participant]) -> dict[UUID, list[UUID]]:
    """The questions of each: filtered first and cut then, as on its pages (`questions_of`)."""
    codes = codes_of([each.round.framework_id for each in participants])
    needs = needs_asked(reader, [each.economy_id for each in participants if each.economy_id])
    activities = activities_asked(reader, [str(each.organisation_id) for each in participants if each.organisation_id])
    columns = ("pk", "record__created_at")
    stated = list(needs.values_list(*columns, "economy_id", "objective"))
    owned = list(activities.values_list(*columns, "record__owner"))
    return {
        each.pk: [
            *(
                pk
                for pk, at, economy, objective in stated
                if economy == each.economy_id
                and at < each.round.opened_at
                and objective in codes[each.round.framework_id]
            ),
            *(
                pk
                for pk, at, organisation in owned
                if organisation == each.organisation_id and at < each.round.opened_at
            ),
        ][:MOST_QUESTIONS]
        for each in participants
    }


def cleared_for(reader: Reader) -> tuple[Cleared, ...]:
    """For the secretariat, by round."""
    rows = participants_seen_by(reader).filter(stage=CLEARED) if may_open(reader) else Participant.objects.none()
    titles = {each.round_id: each.round.title for each in rows}
    counts = Counter(each.round_id for each in rows)
    return tuple(Cleared(pk, title, counts[pk]) for pk, title in titles.items())
