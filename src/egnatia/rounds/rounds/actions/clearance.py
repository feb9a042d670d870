"""Clearing what was answered, and taking that back. Each is one transaction and one audit event."""

from uuid import UUID

from django.db import transaction

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.records import audit
from egnatia.rounds.rounds.actions.answers import NewAnswer, restate, state
from egnatia.rounds.rounds.actions.release import hold_still, release
from egnatia.rounds.rounds.actions.steps import require_read, require_stage, take
from egnatia.rounds.rounds.models import Participant, RoundAnswer, RoundStep
from egnatia.rounds.rounds.queries.clearance import offices_of
from egnatia.rounds.rounds.queries.questions import (
    Given,
    answers_seen_by,
    counting,
    is_asked_for,
    questions_of,
    takes_answers,
)
from egnatia.rounds.rounds.queries.visible import locked
from egnatia.rounds.rounds.rules import CLEARED, STARTED, may_clear


@transaction.atomic
def clear(participant: UUID, consulted: str, read: str, *, by: Reader) -> int:
    """What counts of the answers goes to the secretariat, "after consulting: …"; how many answers. `read` is the digest
    of those that they have read.

    What others handed in to them becomes an answer of their own organisation: it speaks for itself, and nobody's
    record is opened by another. Raises NotAllowed where they are not the focal point, have not read what stands now,
    have answered nothing though something is asked that they see, or NotAllowed("round-unwritten") where an answer is
    "changed" and says nowhere what: neither in the text nor in a note.
    """
    found = _to_clear(participant, by)
    counted = counting(answers_seen_by(by, found), by.organisation)
    require_read(counted.values(), read)
    asked = {each.about: each.version for each in questions_of(by, found)}
    if any(each.is_empty_change(asked.get(each.about)) for each in counted.values()):
        raise NotAllowed("round-unwritten")
    cleared = release([_as_own(found, answer, by=by) for answer in counted.values()], offices_of(found))
    if not cleared and asked:
        raise NotAllowed("round-nothing")
    # An organisation's that cleared before no longer counts.
    RoundAnswer.objects.filter(participant=found).update(cleared=False)
    RoundAnswer.objects.filter(pk__in=cleared).update(cleared=True, handed_in=True)
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


def _to_clear(participant: UUID, by: Reader) -> Participant:
    found = locked(by, participant)
    _require_may_clear(found, by)
    if not is_asked_for(found):
        raise NotAllowed("round-not-asked")
    if not takes_answers(found):
        raise NotAllowed("round-stage")
    hold_still(found)
    return found


def _as_own(found: Participant, answer: Given, *, by: Reader) -> UUID:
    """The answer of their own organisation that says this: what another handed in is taken over, or taken over anew."""
    if answer.owner == by.organisation:
        return answer.id
    note = f"{answer.note}\n({answer.by})" if answer.note else f"({answer.by})"
    saying = NewAnswer(answer.verdict, note, answer.version, 0)
    copies = RoundAnswer.visible_to(by).filter(participant=found, about=answer.about, owner=by.organisation)
    copy = copies.order_by("-at", "pk").first()  # where their own organisation has answered itself, that counts
    if copy is None:
        copy = state(found, answer.about, saying, by=by, copied=True)
    else:
        restate(copy, saying, by=by, copied=True)
    return UUID(str(copy.pk))


def _require_may_clear(found: Participant, by: Reader) -> None:
    if not may_clear(by, found.economy_id or "", str(found.organisation_id or "")):
        raise NotAllowed("round-clearance")
