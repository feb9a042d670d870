"""Saving the answers of a participant about needs and activities, one or several at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from egnatia.kernel import clock, records
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import Record
from egnatia.kernel.records import VersionContent, audit
from egnatia.needs.needs.queries.visible import seats_of
from egnatia.rounds.rounds.actions.release import release, withhold
from egnatia.rounds.rounds.actions.steps import take
from egnatia.rounds.rounds.models import Participant, RoundAnswer, RoundStep
from egnatia.rounds.rounds.queries.questions import is_asked_for, questions_of, takes_answers
from egnatia.rounds.rounds.queries.visible import locked, speaks
from egnatia.rounds.rounds.rules import INVITED, STARTED, VERDICTS

DRAFT = Marking(Tlp.AMBER_STRICT)  # their own organisation, until it is handed in or cleared


class AnsweredMeanwhile(Exception):  # noqa: N818 - said as the page says it
    """Somebody of their organisation has answered, or what was asked about was changed, since the page was shown."""


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """`version` is that of what was read, `number` that of the answer that it replaces (0 where there is none)."""

    verdict: str
    note: str
    version: int
    number: int


@transaction.atomic
def say(participant: UUID, about: UUID, saying: NewAnswer, *, by: Reader) -> None:
    """Raises NotFound where they see none such, NotAllowed where they do not speak for the participant or it is
    cleared, AnsweredMeanwhile where they have not read what stands now.
    """
    found = open_to(participant, by)
    if saying.verdict not in VERDICTS or about not in {asked.about for asked in questions_of(by, found)}:
        raise NotFound
    put(found, about, saying, by=by)


def put(
    found: Participant, about: UUID, saying: NewAnswer, *, by: Reader, provenance: dict[str, Any] | None = None
) -> None:
    """The answer to one question of a participant that is held by this transaction and open to them.

    Raises AnsweredMeanwhile where they have not read what stands now.
    """
    # Read under the lock: whoever changes what it is about comes before or after, never in between.
    rows = Record.objects.select_for_update().filter(pk=about)
    version = rows.values_list("version", flat=True).first()
    before = _before(found, about, by)
    number = before.record.version if before else 0
    if version != saying.version or number != saying.number:
        raise AnsweredMeanwhile
    if before is None:
        answer = state(found, about, saying, by=by, provenance=provenance)
    else:
        answer = restate(before, saying, by=by, provenance=provenance)
    if found.stage == INVITED:
        take(found, RoundStep.Verb.STARTED, STARTED, by=by)
    audit.record("answered", RoundAnswer.KIND, answer.pk, by=by, participant=str(found.pk), verdict=saying.verdict)


@transaction.atomic
def begin(participant: UUID, *, by: Reader) -> None:
    """The secretariat sees that somebody has begun; a second time changes nothing."""
    found = open_to(participant, by)
    if found.stage == INVITED:
        take(found, RoundStep.Verb.STARTED, STARTED, by=by)
        audit.record("started", "round-participant", found.pk, by=by)


@transaction.atomic
def hand_in(participant: UUID, *, by: Reader) -> int:
    """Release what their organisation has drafted to the focal points of the economy; how many answers.

    Raises NotAllowed("round-nothing") where there is nothing that they may read, "round-no-seat" where there is no
    such office.
    """
    found = open_to(participant, by)
    seats = seats_of(found.economy_id) if found.economy_id else frozenset()
    if found.economy_id and not seats:
        raise NotAllowed("round-no-seat")
    drafts = RoundAnswer.visible_to(by).filter(participant=found, owner=by.organisation, handed_in=False)
    opened = release(list(drafts.values_list("pk", flat=True)), seats)
    if not opened:
        raise NotAllowed("round-nothing")
    RoundAnswer.objects.filter(pk__in=opened).update(handed_in=True)
    audit.record("handed in", "round-participant", found.pk, by=by, answers=len(opened))
    return len(opened)


def _before(found: Participant, about: UUID, by: Reader) -> RoundAnswer | None:
    answers = RoundAnswer.visible_to(by).filter(participant=found, about=about, owner=by.organisation)
    answer: RoundAnswer | None = answers.order_by("-at", "pk").first()
    return answer


def open_to(participant: UUID, by: Reader) -> Participant:
    """The participant, locked. Raises NotFound, or NotAllowed where they answer nothing for it now."""
    found = locked(by, participant)
    if not speaks(by, found):
        raise NotAllowed("round-speaker")
    if not is_asked_for(found):
        raise NotAllowed("round-not-asked")
    if not takes_answers(found):
        raise NotAllowed("round-stage")
    return found


def state(  # noqa: PLR0913 - what an answer is, each named by the caller
    found: Participant,
    about: UUID,
    saying: NewAnswer,
    *,
    by: Reader,
    copied: bool = False,
    provenance: dict[str, Any] | None = None,
) -> RoundAnswer:
    """A new answer of the organisation of `by`. `provenance`: the sheet that it came in."""
    record = records.create(RoundAnswer.KIND, _content(saying), DRAFT, by=by, provenance=provenance)
    answer: RoundAnswer = RoundAnswer.objects.create(
        record=record,
        round=found.round,
        participant=found,
        about_id=about,
        owner=UUID(by.organisation),
        copied=copied,
        verdict=RoundAnswer.Verdict(saying.verdict),
        version=saying.version,
        note=saying.note,
        by=by.name,
        organisation=by.organisation_name,
        at=record.published_at,
    )
    return answer


def restate(
    answer: RoundAnswer,
    saying: NewAnswer,
    *,
    by: Reader,
    copied: bool = False,
    provenance: dict[str, Any] | None = None,
) -> RoundAnswer:
    """Another version of an answer: whoever could read it reads on, but for the secretariat, for whom it is not cleared
    any more.
    """
    withhold(answer)
    records.change(answer.record, _content(saying), by=by, provenance=provenance or {})
    answer.verdict, answer.version, answer.note = saying.verdict, saying.version, saying.note
    answer.by, answer.organisation, answer.at = by.name, by.organisation_name, clock.now()
    answer.cleared, answer.copied = False, copied
    answer.save()
    return answer


def _content(saying: NewAnswer) -> VersionContent:
    return VersionContent(body={"verdict": saying.verdict, "note": saying.note, "version": saying.version})


@transaction.atomic
def say_several(participant: UUID, sayings: Mapping[UUID, NewAnswer], *, by: Reader) -> frozenset[UUID]:
    """Each is an answer with an audit event of its own; those that were answered or changed meanwhile are left as they
    are, and returned. Raises NotFound where they are asked for no such, NotAllowed as for a single one.
    """
    found = open_to(participant, by)
    if not sayings.keys() <= {each.about for each in questions_of(by, found)}:
        raise NotFound
    return frozenset(about for about, saying in sayings.items() if not _put(found, about, saying, by))


def _put(found: Participant, about: UUID, saying: NewAnswer, by: Reader) -> bool:
    try:
        with transaction.atomic():
            put(found, about, saying, by=by)
    except AnsweredMeanwhile:
        return False
    return True
