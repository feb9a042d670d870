"""The steps of a participant, each dated and signed, inside an action's transaction."""

from collections.abc import Iterable

from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed
from egnatia.rounds.rounds.models import Participant, RoundStep
from egnatia.rounds.rounds.queries.questions import Given, digest_of


def take(participant: Participant, verb: str, stage: str, *, by: Reader, note: str = "") -> None:
    """Note the step and move the participant to `stage`."""
    RoundStep.objects.create(
        participant=participant,
        verb=RoundStep.Verb(verb),
        note=note,
        by=by.name,
        organisation=by.organisation_name,
        at=clock.now(),
    )
    participant.stage = stage
    participant.save(update_fields=["stage"])


def require_stage(participant: Participant, *stages: str) -> None:
    """Raises NotAllowed("round-stage") where somebody was quicker: the page shows what stands now."""
    if participant.stage not in stages:
        raise NotAllowed("round-stage")


def require_read(answers: Iterable[Given], read: str) -> None:
    """Nobody signs what they have not read: raises NotAllowed("round-read") where `read` is not the digest of these."""
    if digest_of(answers) != read:
        raise NotAllowed("round-read")
