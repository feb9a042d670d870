"""What becomes of a commitment: said, changed, withdrawn, restored. Each is one transaction and one audit event."""

from typing import Any
from uuid import UUID

from django.db import transaction

from egnatia.commitments.commitments.queries.visible import locked as locked_commitment
from egnatia.commitments.follow_ups.authority import may_speak
from egnatia.commitments.follow_ups.models import FollowUp
from egnatia.commitments.follow_ups.queries.visible import locked
from egnatia.commitments.follow_ups.queries.withdrawn import withdrawn_follow_ups
from egnatia.commitments.follow_ups.rules import Said
from egnatia.commitments.follow_ups.sentences import titles_of
from egnatia.kernel import audit, clock, records
from egnatia.kernel.faults import AlreadyThere, ChangedMeanwhile, NotAllowed, NotFound
from egnatia.kernel.marking import Marking
from egnatia.kernel.models import Economy
from egnatia.kernel.reader import Reader
from egnatia.kernel.records import VersionContent
from egnatia.language.seeking import folded_text
from egnatia.pages.originals import UNKNOWN


@transaction.atomic
def follow_up(
    commitment: UUID, said: Said, marking: Marking, *, by: Reader, provenance: dict[str, Any] | None = None
) -> UUID:
    """What an economy, or the reader's organisation, says to a commitment that he sees.

    Raises NotFound where he sees none, NotAllowed where he does not speak for the economy, AlreadyThere where he sees
    that his organisation has said it.
    """
    locked_commitment(by, commitment)
    _require_may_speak(said.economy, by=by)
    own = FollowUp.visible_to(by).filter(record__owner=by.organisation, commitment=commitment)
    if own.filter(economy=said.economy or None).exists():
        raise AlreadyThere
    record = records.create(FollowUp.KIND, content_of(said), marking, by=by, provenance=provenance)
    set_on = clock.today() if said.due else None
    FollowUp.objects.create(record=record, commitment_id=commitment, due_set_on=set_on, **columns_of(said))
    audit.record("followed up", FollowUp.KIND, record.pk, by=by, position=said.position, tlp=marking.tlp.value)
    return record.pk


@transaction.atomic
def change_follow_up(record: UUID, said: Said, *, expected: int, by: Reader) -> None:
    """A new version; a report on progress is one too. The economy stays: another one's is another follow-up.

    `expected` is the version that the form was filled from; raises ChangedMeanwhile for another.
    """
    found = locked(by, record)
    records.require_owner(found.record, by=by)
    _require_may_speak(found.economy_id or "", by=by)
    if found.record.version != expected:
        raise ChangedMeanwhile
    assert said.economy == (found.economy_id or "")
    records.change(found.record, content_of(said), by=by)
    if said.due != found.due:
        found.due_set_on = clock.today() if said.due else None
    for name, value in columns_of(said).items():
        setattr(found, name, value)
    found.save()
    audit.record("changed", FollowUp.KIND, found.pk, by=by, version=found.record.version, position=said.position)


@transaction.atomic
def withdraw_follow_up(record: UUID, *, by: Reader) -> UUID:
    """Take it from everybody's sight; returns its commitment. Nothing is deleted."""
    found = locked(by, record)
    records.require_owner(found.record, by=by)
    _require_may_speak(found.economy_id or "", by=by)
    records.withdraw(found.record, by=by)
    audit.record("withdrew", FollowUp.KIND, found.pk, by=by)
    commitment: UUID = found.commitment_id
    return commitment


@transaction.atomic
def restore_follow_up(record: UUID, *, by: Reader) -> None:
    """Undo a withdrawal: the same marking, the same readers.

    Raises NotFound where there is none of his to restore, AlreadyThere where his organisation has said it anew since.
    """
    if not by.strong:
        raise NotAllowed("second-factor")
    records.hold(record)
    found = withdrawn_follow_ups(by).filter(pk=record).first()
    if found is None:
        raise NotFound
    locked_commitment(by, found.commitment_id)
    _require_may_speak(found.economy_id or "", by=by)
    anew = FollowUp.visible_to(by).filter(record__owner=by.organisation, commitment=found.commitment_id)
    if anew.filter(economy=found.economy_id).exists():
        raise AlreadyThere
    records.restore(found.record, by=by)
    audit.record("restored", FollowUp.KIND, found.pk, by=by)


def _require_may_speak(economy: str, *, by: Reader) -> None:
    if not by.strong:
        raise NotAllowed("second-factor")
    if not may_speak(by, economy) or (economy and not Economy.objects.filter(pk=economy).exists()):
        raise NotAllowed("speaks-for")


def content_of(said: Said) -> VersionContent:
    """What the record says: for lists, for the search, for its versions."""
    words = {code or UNKNOWN: text for code, text in said.words.items()}
    searched = folded_text(*words.values(), said.responsible, said.note)
    title = {code: text[:200] for code, text in words.items()} or titles_of(said.economy, said.position)
    return VersionContent(title=title, search=searched, body=said.body())


def columns_of(said: Said) -> dict[str, object]:
    return {
        "economy_id": said.economy or None,
        "position": said.position,
        "text": dict(said.words),
        "language": said.language,
        "responsible": said.responsible,
        "due": said.due,
        "recurrence": said.recurrence,
        "note": said.note,
        "evidence": said.evidence,
        "reported_on": said.reported_on,
    }
