"""Accepting or returning cleared answers, and adopting what was accepted. One transaction and audit event each."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.records import audit
from egnatia.rounds.rounds.actions.steps import require_read, require_stage, take
from egnatia.rounds.rounds.models import Participant, Round, RoundComment, RoundStep
from egnatia.rounds.rounds.queries.questions import Given, answers_seen_by, counting
from egnatia.rounds.rounds.queries.visible import locked
from egnatia.rounds.rounds.rules import ACCEPTED, ADOPTED, CLEARED, STARTED, may_open


@transaction.atomic
def accept(participant: UUID, read: str, *, by: Reader) -> None:
    """It is received as cleared; the participant changes it no more unless this is taken back. `read` is the digest of
    what they have read.
    """
    found = _for_the_desk(participant, by)
    require_stage(found, CLEARED)
    require_read(_cleared(found, by).values(), read)
    take(found, RoundStep.Verb.ACCEPTED, ACCEPTED, by=by)
    audit.record("accepted", "round-participant", found.pk, by=by)


@transaction.atomic
def take_acceptance_back(participant: UUID, *, by: Reader) -> None:
    """Until adoption everything can be looked at again; not while a text circulates that holds it."""
    found = _for_the_desk(participant, by)
    require_stage(found, ACCEPTED)
    if found.held_until is not None:
        raise NotAllowed("round-circulates")
    take(found, RoundStep.Verb.UNACCEPTED, CLEARED, by=by)
    audit.record("took acceptance back", "round-participant", found.pk, by=by)


@transaction.atomic
def give_back(participant: UUID, note: str, comments: Mapping[UUID, str], read: str, *, by: Reader) -> None:
    """Return it: with a word on the whole, a comment on single items, or both. Comments on what they do not see there
    are left out. Raises NotAllowed("round-reason") without any word.
    """
    found = _for_the_desk(participant, by)
    require_stage(found, CLEARED)
    there = _cleared(found, by)
    require_read(there.values(), read)
    said = {there[about].id: text for about, text in comments.items() if text and about in there}
    if not said and not note:
        raise NotAllowed("round-reason")
    now = clock.now()
    RoundComment.objects.bulk_create(
        RoundComment(answer_id=answer, text=text, by=by.name, at=now) for answer, text in sorted(said.items())
    )
    take(found, RoundStep.Verb.RETURNED, STARTED, by=by, note=note)
    audit.record("returned", "round-participant", found.pk, by=by, comments=len(said))


def _cleared(found: Participant, by: Reader) -> dict[UUID, Given]:
    """The answers that count for the secretariat, by what they are about."""
    return counting(answers_seen_by(by, found), by.organisation)


def _for_the_desk(participant: UUID, by: Reader) -> Participant:
    found = locked(by, participant)
    if not may_open(by):
        raise NotAllowed("secretariat")
    return found


def hold_accepted(found: Round, until: date) -> None:
    """Nothing of it is taken back while it awaits the board: whoever is not content objects. After `until` it is
    adopted; `UNDECIDED` where the board decides at a meeting.
    """
    _accepted(found).update(held_until=until)


def let_go(found: Round) -> None:
    """Silence was broken: everything is as it was before."""
    found.participants.update(held_until=None)


def adopt_held(found: Round, *, by: Reader) -> None:
    """Those whose answers stand in what was adopted take their last step: the board did not read those of others."""
    seats = list(_accepted(found).filter(held_until__isnull=False).select_for_update().order_by("pk"))
    now = clock.now()
    RoundStep.objects.bulk_create(
        RoundStep(participant=seat, verb=RoundStep.Verb.ADOPTED, by=by.name, organisation=by.organisation_name, at=now)
        for seat in seats
    )
    Participant.objects.filter(pk__in=[seat.pk for seat in seats]).update(stage=ADOPTED, held_until=None)


def _accepted(found: Round) -> "QuerySet[Participant]":
    return found.participants.filter(stage=ACCEPTED)
