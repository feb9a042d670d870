"""Reading a document into drafts, and what a person decides about each. Each is one transaction and one audit event.

A link that a decision makes is noted by the kernel besides.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db import transaction

from egnatia.commitments.commitments.fields import COMMITMENT, CommitmentContent
from egnatia.commitments.commitments.queries import commitment_row
from egnatia.commitments.outcome_documents.models import Outcome
from egnatia.commitments.outcome_documents.queries.visible import locked
from egnatia.commitments.outcome_documents.rules import KEEP, LINK, MERGE, SAYS_AGAIN, ParagraphDraft
from egnatia.kernel import clock, records
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import ChangedMeanwhile, NotAllowed
from egnatia.kernel.records import VersionContent, audit, lifecycle, links
from egnatia.kernel.records.content import ByLanguage
from egnatia.language.query_expansion import folded_text
from egnatia.pages.originals import UNKNOWN


@dataclass(frozen=True, slots=True)
class DocumentDetails:
    """What is known of a document. `language` is "" where paragraphs speak for themselves."""

    title: str
    agreed_on: date | None = None
    language: str = ""


@transaction.atomic
def read_outcome(said: DocumentDetails, drafts: Sequence[ParagraphDraft], *, by: Reader) -> UUID:
    """The paragraphs wait for a person of the reader's organisation: drafts start at AMBER+STRICT."""
    if not by.strong:
        raise NotAllowed("second-factor")
    record = records.create(Outcome.KIND, _content(said, drafts), Marking(Tlp.AMBER_STRICT), by=by)
    Outcome.objects.create(
        record=record,
        title=said.title,
        agreed_on=said.agreed_on,
        language=said.language,
        paragraphs=[draft.body() for draft in drafts],
    )
    audit.record("read", Outcome.KIND, record.pk, by=by, paragraphs=len(drafts))
    return record.pk


@transaction.atomic
def save_for_later(outcome: UUID, drafts: Sequence[ParagraphDraft], *, expected: int, by: Reader) -> None:
    """Keep what was typed and chosen so far; nothing else happens. Raises ChangedMeanwhile for another version."""
    found = _for_decisions(outcome, drafts, expected=expected, by=by)
    _store(found, drafts, by=by)
    audit.record("saved", Outcome.KIND, outcome, by=by, version=found.record.version)


@transaction.atomic
def carry_out(outcome: UUID, drafts: Sequence[ParagraphDraft], marking: Marking, *, expected: int, by: Reader) -> int:
    """Make commitments of what is kept, note what is merged, leave out the rest; how many were made.

    Raises NotFound where a decision names a commitment that the reader does not see.
    """
    found = _for_decisions(outcome, drafts, expected=expected, by=by)
    done = [_carried_out(found, draft, marking, by=by) for draft in drafts]
    found.done_at = clock.now()
    _store(found, done, by=by)
    made = sum(bool(draft.record) for draft in done)
    audit.record("reviewed", Outcome.KIND, outcome, by=by, made=made, tlp=marking.tlp.value)
    return made


@transaction.atomic
def withdraw_outcome(outcome: UUID, *, by: Reader) -> None:
    """Take the document from everybody's sight. What was made of it stays."""
    found = locked(by, outcome)
    records.require_owner(found.record, by=by)
    if not by.strong:
        raise NotAllowed("second-factor")
    records.withdraw(found.record, by=by)
    audit.record("withdrew", Outcome.KIND, outcome, by=by)


def _for_decisions(outcome: UUID, drafts: Sequence[ParagraphDraft], *, expected: int, by: Reader) -> Outcome:
    found = locked(by, outcome)
    records.require_owner(found.record, by=by)
    if not by.strong:
        raise NotAllowed("second-factor")
    if found.record.version != expected or found.done_at or len(drafts) != len(found.paragraphs):
        raise ChangedMeanwhile
    return found


def _carried_out(outcome: Outcome, draft: ParagraphDraft, marking: Marking, *, by: Reader) -> ParagraphDraft:
    if draft.decision == MERGE:
        _says_again(outcome.pk, draft, by=by)
    if draft.decision not in (KEEP, LINK):
        return draft
    said = CommitmentContent(
        source=outcome.title,
        text=ByLanguage({outcome.language or UNKNOWN: draft.text}, outcome.language),
        paragraph=draft.number,
        agreed_on=outcome.agreed_on,
    )
    record = lifecycle.create(COMMITMENT, said, marking, by=by, provenance={"outcome": str(outcome.pk)})
    if draft.decision == LINK:
        _says_again(record, draft, by=by)
    return replace(draft, record=str(record))


def _says_again(record: UUID, draft: ParagraphDraft, *, by: Reader) -> None:
    """What is repeated is a commitment: whatever identifier came back, nothing else is linked."""
    links.connect(record, SAYS_AGAIN, commitment_row(by, UUID(draft.other)).pk, by=by)


def _store(outcome: Outcome, drafts: Sequence[ParagraphDraft], *, by: Reader) -> None:
    said = DocumentDetails(outcome.title, outcome.agreed_on, outcome.language)
    records.change(outcome.record, _content(said, drafts), by=by)
    outcome.paragraphs = [draft.body() for draft in drafts]
    outcome.save()


def _content(said: DocumentDetails, drafts: Sequence[ParagraphDraft]) -> VersionContent:
    """Versions keep what the document says. What was decided names commitments that its readers may not see."""
    language = said.language or UNKNOWN
    body = {
        "title": said.title,
        "agreed_on": said.agreed_on.isoformat() if said.agreed_on else "",
        "language": said.language,
        "paragraphs": [{"number": draft.number, "text": draft.text} for draft in drafts],
    }
    return VersionContent(title={language: said.title[:200]}, search=folded_text(said.title), body=body)
