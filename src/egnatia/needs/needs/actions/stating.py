"""Stating, changing, withdrawing and restoring a need. Each is one transaction and one audit event."""

from typing import Any
from uuid import UUID

from django.db import transaction

from egnatia.activities.activities.columns import folded_name
from egnatia.kernel import audit, clock, records
from egnatia.kernel.faults import ChangedMeanwhile, NotAllowed, NotFound
from egnatia.kernel.marking import Marking
from egnatia.kernel.models import Economy
from egnatia.kernel.reader import Reader
from egnatia.kernel.records import VersionContent
from egnatia.needs.needs.actions.answering import answer
from egnatia.needs.needs.actions.limiting import require_room
from egnatia.needs.needs.authority import may_confirm, may_state
from egnatia.needs.needs.models import Need
from egnatia.needs.needs.queries.visible import locked
from egnatia.needs.needs.rules import CONFIRMED, DECLINED, DRAFTED, HIGH, Said
from egnatia.pages.originals import UNKNOWN


@transaction.atomic
def state_need(said: Said, marking: Marking, *, by: Reader, provenance: dict[str, Any] | None = None) -> UUID:
    """A need that the reader's organisation states: confirmed where he is the focal point of the economy, else drafted.

    Raises NotAllowed("need-economy") where he speaks for another one, TooManyHighs beyond the limit.
    """
    need = _stated(said, marking, by=by, provenance=provenance)
    audit.record("stated", Need.KIND, need.pk, by=by, status=need.status, tlp=marking.tlp.value)
    return need.record_id


@transaction.atomic
def restate_need(draft: UUID, said: Said, marking: Marking, *, by: Reader) -> UUID:
    """A draft in the economy's own words: its focal point states it anew and sets the draft aside.

    Raises NotFound where he sees no such draft, NotAllowed where he does not speak for its economy.
    """
    before = locked(by, draft)
    if not may_confirm(by, before.economy_id):
        raise NotAllowed(by.why_not("need-focal-point"))
    if before.status != DECLINED:
        answer(before, DECLINED, by=by)
    need = _stated(said, marking, by=by)
    audit.record("restated", Need.KIND, need.pk, by=by, draft=str(draft), tlp=marking.tlp.value)
    return need.record_id


def _stated(said: Said, marking: Marking, *, by: Reader, provenance: dict[str, Any] | None = None) -> Need:
    _require_may_state(said.economy, by=by)
    confirmed = may_confirm(by, said.economy)
    require_room(said.economy, said.priority, by=by, drafts=not confirmed)
    record = records.create(Need.KIND, content_of(said), marking, by=by, provenance=provenance)
    need: Need = Need.objects.create(record=record, stated_on=clock.today(), **columns_of(said))
    if confirmed:
        answer(need, CONFIRMED, by=by)
    return need


@transaction.atomic
def change_need(
    record: UUID, said: Said, *, expected: int, by: Reader, provenance: dict[str, Any] | None = None
) -> None:
    """A new version. What was confirmed is another version, so it is confirmed anew or a draft again.

    `expected` is the version that the form was filled from; raises ChangedMeanwhile for another.
    """
    need = locked(by, record)
    records.require_owner(need.record, by=by)
    _require_may_state(said.economy, by=by)
    if need.record.version != expected:
        raise ChangedMeanwhile
    drafts = not may_confirm(by, said.economy)
    if (need.priority, need.economy_id) != (HIGH, said.economy):
        require_room(said.economy, said.priority, by=by, drafts=drafts, but=record)
    records.change(need.record, content_of(said), by=by, provenance=provenance or {})
    for name, value in {**columns_of(said), "status": DRAFTED, "confirmed_by": "", "confirmed_at": None}.items():
        setattr(need, name, value)
    need.save()
    if not drafts:
        answer(need, CONFIRMED, by=by)
    audit.record("changed", Need.KIND, need.pk, by=by, version=need.record.version, status=need.status)


@transaction.atomic
def withdraw_need(record: UUID, *, by: Reader) -> None:
    """Take it from everybody's sight. Nothing is deleted."""
    need = locked(by, record)
    records.require_owner(need.record, by=by)
    if not by.strong:
        raise NotAllowed("second-factor")
    records.withdraw(need.record, by=by)
    audit.record("withdrew", Need.KIND, need.pk, by=by)


@transaction.atomic
def restore_need(record: UUID, *, by: Reader) -> None:
    """Undo a withdrawal: the same marking, the same readers. Raises NotFound where there is none of his to restore."""
    if not by.strong:
        raise NotAllowed("second-factor")
    need = Need.withdrawn_by_own_organisation(by).filter(pk=record).first()
    if need is None:
        raise NotFound
    require_room(need.economy_id, need.priority, by=by, drafts=need.status != CONFIRMED)
    records.restore(need.record, by=by)
    audit.record("restored", Need.KIND, need.pk, by=by)


def _require_may_state(economy: str, *, by: Reader) -> None:
    if not by.strong:
        raise NotAllowed("second-factor")
    # Whoever states something for an economy waits for another who does: the highs are counted one after the other.
    if not may_state(by, economy) or not Economy.objects.select_for_update().filter(pk=economy).first():
        raise NotAllowed("need-economy")


def content_of(said: Said) -> VersionContent:
    """What the record says: for lists, for the search, for its versions."""
    words = {code or UNKNOWN: text for code, text in said.words.items()}
    searched = " ".join(folded_name(text) for text in (*words.values(), said.source))
    return VersionContent(title={code: text[:200] for code, text in words.items()}, search=searched, body=said.body())


def columns_of(said: Said) -> dict[str, object]:
    return {
        "economy_id": said.economy,
        "objective": said.objective,
        "nature": said.nature,
        "perspective": said.perspective,
        "priority": said.priority,
        "text": dict(said.words),
        "language": said.language,
        "source": said.source,
        "page": said.page,
        "round": said.round,
    }
