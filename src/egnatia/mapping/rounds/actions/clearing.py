"""Clearing what was answered, and taking that back. Each is one transaction and one audit event."""

from uuid import UUID

from django.db import transaction

from egnatia.kernel import audit
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.reader import Reader
from egnatia.kernel.tokens import SECRETARIAT
from egnatia.mapping.needs.queries.one import seats_of
from egnatia.mapping.rounds.actions.answering import DRAFT, Saying, state
from egnatia.mapping.rounds.actions.releasing import release
from egnatia.mapping.rounds.actions.steps import require_stage, take
from egnatia.mapping.rounds.authority import may_clear
from egnatia.mapping.rounds.models import Participant, RoundAnswer, RoundStep
from egnatia.mapping.rounds.queries.asking import (
    Asked,
    Given,
    answers_seen_by,
    counting,
    is_asked_for,
    takes_answers,
)
from egnatia.mapping.rounds.queries.visible import locked
from egnatia.mapping.rounds.rules import CLEARED, STARTED


@transaction.atomic
def clear(participant: UUID, consulted: str, *, by: Reader) -> int:
    """What counts of the answers goes to the secretariat, "after consulting: …"; how many answers.

    What others handed in to him becomes an answer of his own organisation: it speaks for itself, and nobody's record is
    opened by another. Raises NotAllowed where he is not the focal point, or there is nothing to clear.
    """
    found = locked(by, participant)
    _require_may_clear(found, by)
    if not takes_answers(found):
        raise NotAllowed("round-stage")
    counted = counting(answers_seen_by(by, found), by.actor)
    if not counted or not is_asked_for(found):
        raise NotAllowed("round-nothing")
    for answer in counted.values():
        if answer.house != by.actor:
            _taken_over(found, answer, by=by)
    cleared = list(RoundAnswer.visible_to(by).filter(participant=found, house=by.actor).order_by("pk"))
    release(cleared, _offices(found))
    # An organisation's that cleared before no longer counts.
    RoundAnswer.objects.filter(participant=found).update(cleared=False)
    RoundAnswer.objects.filter(pk__in=[each.pk for each in cleared]).update(cleared=True)
    take(found, RoundStep.Verb.CLEARED, CLEARED, by=by, note=consulted)
    audit.record("cleared", "round-participant", found.pk, by=by, answers=len(cleared))
    return len(cleared)


@transaction.atomic
def take_back(participant: UUID, *, by: Reader) -> None:
    """Until the secretariat has accepted it, whoever may clear takes the clearance back."""
    found = locked(by, participant)
    _require_may_clear(found, by)
    require_stage(found, CLEARED)
    take(found, RoundStep.Verb.REOPENED, STARTED, by=by)
    audit.record("took clearance back", "round-participant", found.pk, by=by)


def _taken_over(found: Participant, answer: Given, *, by: Reader) -> None:
    note = f"{answer.note}\n({answer.by})" if answer.note else f"({answer.by})"
    saying = Saying(answer.verdict, note, answer.version, 0)
    state(found, Asked(answer.about, answer.version, answer.at), saying, marking=DRAFT, by=by)


def _offices(found: Participant) -> frozenset[str]:
    """The secretariat, and every focal point of the economy: a deputy reads what was cleared."""
    return (seats_of(found.economy_id) if found.economy_id else frozenset()) | {SECRETARIAT}


def _require_may_clear(found: Participant, by: Reader) -> None:
    if not may_clear(by, found.economy_id or "", str(found.organisation_id or "")):
        raise NotAllowed("round-clearance" if by.strong else "second-factor")
