"""The signed page counts as cleared: one transaction with the clearance itself."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from egnatia.kernel import records
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Record
from egnatia.kernel.records import VersionContent, audit
from egnatia.rounds.rounds.actions.clearance import clear
from egnatia.rounds.rounds.actions.release import hold_still
from egnatia.rounds.rounds.models import Participant, RoundAnswer, RoundStep
from egnatia.rounds.rounds.queries.questions import answers_seen_by, digest_for, questions_of, stated_since
from egnatia.rounds.rounds.queries.visible import locked
from egnatia.rounds.signed_clearance.models import PrintedRecord, SignedPage, SignedPaper
from egnatia.rounds.signed_clearance.queries import marking_of, require_signable, to_sign
from egnatia.rounds.signed_clearance.rules import same_code


class PrintedOtherwise(Exception):  # noqa: N818 - said as the page says it
    """The code is not that of what stands now: mistyped, or something was changed since the draft was printed."""


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signed in which function, the code of the draft that they signed, and after consulting whom."""

    signed_by: str
    function: str
    code: str
    consulted: str = ""


@dataclass(frozen=True, slots=True)
class PaperUpload:
    """The upload, of a type that was found in its content."""

    type: str
    content: bytes


@transaction.atomic
def clear_on_paper(participant: UUID, signing: Signing, page: PaperUpload, *, by: Reader) -> UUID:
    """The record of the signed page. Raises PrintedOtherwise where another state was signed than stands now, and what
    clearing raises.
    """
    found = locked(by, participant)
    require_signable(by, found)
    hold_still(found)
    _hold_what_it_is_about(found, by)
    signed = to_sign(by, found)
    if not same_code(signing.code, signed.code):
        raise PrintedOtherwise
    clear(participant, signing.consulted, digest_for(by, found), by=by)
    step = RoundStep.objects.filter(participant=found, verb=RoundStep.Verb.CLEARED).latest("pk")
    answers = RoundAnswer.objects.filter(participant=found, cleared=True, about__in=signed.printed)
    printed = signed.printed | set(answers.values_list("pk", flat=True))
    paper = keep(step, replace(signing, code=signed.code), page, printed, by=by)
    audit.record("kept signed page", SignedPaper.KIND, paper.pk, by=by, participant=str(found.pk), file=paper.digest)
    return UUID(str(paper.pk))


def _hold_what_it_is_about(found: Participant, by: Reader) -> None:
    """Nobody writes or marks anything of it otherwise between the look at the code and the clearance."""
    asked = [*(each.about for each in questions_of(by, found)), *stated_since(by, found)]
    asked += [each.about for each in answers_seen_by(by, found)]
    list(Record.objects.select_for_update().filter(pk__in=asked).order_by("pk").values_list("pk", flat=True))


def keep(step: RoundStep, signing: Signing, page: PaperUpload, printed: Collection[UUID], *, by: Reader) -> SignedPaper:
    """Store the page beside the step that it stands for, for those readers of the cleared answers who may read all that
    is `printed` on it.
    """
    found = step.participant
    marking = marking_of(found)
    body = {"signed_by": signing.signed_by, "function": signing.function, "participant": str(found.pk)}
    record = records.create(SignedPaper.KIND, VersionContent(body=body), marking, by=by)
    paper: SignedPaper = SignedPaper.objects.create(
        record=record,
        round=found.round,
        participant=found,
        step=step,
        signed_by=signing.signed_by,
        function=signing.function,
        code=signing.code,
        type=SignedPaper.Type(page.type),
        size=len(page.content),
        digest=sha256(page.content).hexdigest(),
        by=by.name,
        organisation=by.organisation_name,
        at=record.published_at,
    )
    PrintedRecord.objects.bulk_create(PrintedRecord(paper=paper, about=about) for about in sorted(printed))
    SignedPage.objects.create(paper=paper, content=page.content)
    return paper
