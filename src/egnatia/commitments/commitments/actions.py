"""Adding, changing, withdrawing and restoring a commitment. Each is one transaction and one audit event."""

from typing import Any
from uuid import UUID

from django.db import transaction

from egnatia.commitments.commitments.likeness import meaning_of
from egnatia.commitments.commitments.models import Commitment
from egnatia.commitments.commitments.queries.visible import locked
from egnatia.commitments.commitments.rules import Said, place_of
from egnatia.kernel import audit, records
from egnatia.kernel.faults import ChangedMeanwhile, NotAllowed, NotFound
from egnatia.kernel.marking import Marking
from egnatia.kernel.reader import Reader
from egnatia.kernel.records import VersionContent
from egnatia.language.seeking import folded_text
from egnatia.pages.originals import UNKNOWN


@transaction.atomic
def add_commitment(said: Said, marking: Marking, *, by: Reader, provenance: dict[str, Any] | None = None) -> UUID:
    """A commitment that the reader's organisation keeps. Raises NotAllowed without a second factor."""
    record = added(said, marking, by=by, provenance=provenance)
    audit.record("added", Commitment.KIND, record, by=by, tlp=marking.tlp.value)
    return record


def added(said: Said, marking: Marking, *, by: Reader, provenance: dict[str, Any] | None = None) -> UUID:
    """The same inside an action's transaction, which audits."""
    if not by.strong:
        raise NotAllowed("second-factor")
    record = records.create(Commitment.KIND, content_of(said), marking, by=by, provenance=provenance)
    Commitment.objects.create(record=record, **columns_of(said))
    return record.pk


@transaction.atomic
def change_commitment(record: UUID, said: Said, *, expected: int, by: Reader) -> None:
    """A new version. `expected` is the version that the form was filled from; raises ChangedMeanwhile for another."""
    found = locked(by, record)
    records.require_owner(found.record, by=by)
    if not by.strong:
        raise NotAllowed("second-factor")
    if found.record.version != expected:
        raise ChangedMeanwhile
    records.change(found.record, content_of(said), by=by)
    for name, value in columns_of(said).items():
        setattr(found, name, value)
    found.save()
    audit.record("changed", Commitment.KIND, found.pk, by=by, version=found.record.version)


@transaction.atomic
def withdraw_commitment(record: UUID, *, by: Reader) -> None:
    """Take it from everybody's sight, with all that hangs on it. Nothing is deleted."""
    found = locked(by, record)
    records.require_owner(found.record, by=by)
    if not by.strong:
        raise NotAllowed("second-factor")
    records.withdraw(found.record, by=by)
    audit.record("withdrew", Commitment.KIND, found.pk, by=by)


@transaction.atomic
def restore_commitment(record: UUID, *, by: Reader) -> None:
    """Undo a withdrawal: the same marking, the same readers. Raises NotFound where there is none of his to restore."""
    if not by.strong:
        raise NotAllowed("second-factor")
    found = Commitment.withdrawn_by_own_organisation(by).filter(pk=record).first()
    if found is None:
        raise NotFound
    records.restore(found.record, by=by)
    audit.record("restored", Commitment.KIND, found.pk, by=by)


def content_of(said: Said) -> VersionContent:
    """What the record says: for lists, for the search, for its versions."""
    words = {code or UNKNOWN: text for code, text in said.words.items()}
    searched = folded_text(*words.values(), said.source, said.topics)
    return VersionContent(title={code: text[:200] for code, text in words.items()}, search=searched, body=said.body())


def columns_of(said: Said) -> dict[str, object]:
    return {
        "source": said.source,
        "paragraph": said.paragraph,
        "place": place_of(said.paragraph),
        "agreed_on": said.agreed_on,
        "objective": said.objective,
        "topics": said.topics,
        "text": dict(said.words),
        "language": said.language,
        "meaning": meaning_of(said.words),
    }
