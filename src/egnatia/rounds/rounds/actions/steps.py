"""The steps of a participant, each dated and signed, inside an action's transaction."""

from collections.abc import Iterable
from datetime import date

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed
from egnatia.needs.needs.status import accept_report, report
from egnatia.rounds.rounds.models import Participant, Round, RoundAnswer, RoundStep
from egnatia.rounds.rounds.queries.questions import Given, digest_of
from egnatia.rounds.rounds.rules import CLEARED, DONE, GONE, RECEIVED


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
    if verb == RoundStep.Verb.CLEARED or stage not in RECEIVED:
        tell_reports(participant, clock.today())
    else:
        accept_report(participant.pk, accepted=stage != CLEARED)


def tell_reports(participant: Participant, on: date) -> None:
    """Once they are cleared, replies that a need is done are known to whoever sees the need; before, to nobody else."""
    answers = RoundAnswer.objects.filter(participant=participant, cleared=True, verdict__in=(DONE, GONE))
    there = answers.filter(record__withdrawn_at=None) if participant.stage in RECEIVED else answers.none()
    rows = there.order_by("at", "-pk").values_list("about", "verdict", "version")
    report(participant.pk, {about: (verdict, version) for about, verdict, version in rows}, on)


def tell_reports_again(found: Round) -> None:
    """Of a round that was withdrawn and is there again: since the day on which each was cleared."""
    cleared = RoundStep.objects.filter(participant=OuterRef("pk"), verb=RoundStep.Verb.CLEARED).order_by("-at", "-pk")
    rows = found.participants.filter(stage__in=RECEIVED).annotate(on=Subquery(cleared.values("at")[:1]))
    for participant in rows.order_by("pk"):
        if participant.on:
            tell_reports(participant, timezone.localdate(participant.on))
            accept_report(participant.pk, accepted=participant.stage != CLEARED)


def require_stage(participant: Participant, *stages: str) -> None:
    """Raises NotAllowed("round-stage") where somebody was quicker: the page shows what stands now."""
    if participant.stage not in stages:
        raise NotAllowed("round-stage")


def require_read(answers: Iterable[Given], read: str) -> None:
    """Nobody signs what they have not read: raises NotAllowed("round-read") where `read` is not the digest of these."""
    if digest_of(answers) != read:
        raise NotAllowed("round-read")
