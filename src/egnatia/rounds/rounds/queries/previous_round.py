"""The round before: the last one of the same kind and framework in which what a participant said was accepted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from egnatia.kernel.access.reader import Reader
from egnatia.rounds.rounds.models import Participant, RoundStep
from egnatia.rounds.rounds.queries.questions import Given, answers_seen_by, counting
from egnatia.rounds.rounds.queries.visible import participants_seen_by
from egnatia.rounds.rounds.rules import ACCEPTED, ADOPTED


@dataclass(frozen=True, slots=True)
class Last:
    """The same participant in the round before, and when that was accepted."""

    participant: Participant
    title: str
    accepted_at: datetime


def last_of_each(reader: Reader, participants: Sequence[Participant]) -> dict[UUID, Last]:
    """By participant; of the rounds that the reader sees and the participants in them that they may know of.

    Two queries, however many participants there are.
    """
    before = participants_seen_by(reader).filter(stage__in=(ACCEPTED, ADOPTED)).select_related("round__framework")
    accepted = list(before.exclude(pk__in=[each.pk for each in participants]))
    steps = RoundStep.objects.filter(participant__in=[each.pk for each in accepted], verb=RoundStep.Verb.ACCEPTED)
    moments = dict(steps.order_by().values("participant").annotate(last=Max("at")).values_list("participant", "last"))
    found = {each.pk: _before(each, [one for one in accepted if one.pk in moments]) for each in participants}
    return {pk: Last(one, one.round.title, moments[one.pk]) for pk, one in found.items() if one}


def _before(participant: Participant, accepted: Sequence[Participant]) -> Participant | None:
    who, now = _who(participant), participant.round
    same = (
        one
        for one in accepted
        if _who(one) == who
        and one.round.sort == now.sort
        and one.round.framework.slug == now.framework.slug
        and one.round.opened_at < now.opened_at
    )
    return max(same, key=lambda one: (one.round.opened_at, one.pk), default=None)


def _who(participant: Participant) -> tuple[str | None, UUID | None]:
    return participant.economy_id, participant.organisation_id


def last_answers(reader: Reader, participant: Participant) -> dict[UUID, Given]:
    """What was answered in the round before, by what it is about, as far as the reader sees it."""
    last = last_of_each(reader, [participant]).get(participant.pk)
    return counting(answers_seen_by(reader, last.participant), reader.organisation) if last else {}
