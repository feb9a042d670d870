"""Freezing what a round comes to, notes on it, and what becomes of a text that circulates."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec
from django.db import transaction
from django.db.models import Q

from egnatia.activities.activities.columns import folded_name
from egnatia.kernel import clock, records
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import SYSTEM, Reader
from egnatia.kernel.access.tokens import covers
from egnatia.kernel.faults import ChangedMeanwhile, NotAllowed, NotFound
from egnatia.kernel.models import Record
from egnatia.kernel.records import VersionContent, audit
from egnatia.reporting.snapshots.digests import digest_of, manifest_of
from egnatia.reporting.snapshots.items import RepliesKept
from egnatia.reporting.snapshots.models import (
    RoundNote,
    Snapshot,
    SnapshotClearance,
    SnapshotMatch,
    SnapshotObjection,
    SnapshotSource,
)
from egnatia.reporting.snapshots.queries.findings import kind_of
from egnatia.reporting.snapshots.queries.notes import may_write, note_row
from egnatia.reporting.snapshots.queries.silence import last_day_of_silence
from egnatia.reporting.snapshots.queries.sources import SnapshotSources, gathered
from egnatia.reporting.snapshots.queries.verification import FROZE, items_of, outcome_of
from egnatia.reporting.snapshots.queries.visible import snapshot_row
from egnatia.reporting.snapshots.rules import (
    ADOPTED,
    BROKEN,
    CIRCULATING,
    DROPPED,
    PENDING,
    SUBMITTED,
    WITHDRAWN,
    BoardDecision,
    Meeting,
    Noted,
    Silence,
    SnapshotText,
    may_be_adopted_on,
    require_desk,
    versions,
)
from egnatia.reporting.snapshots.sources import SourceRecord
from egnatia.rounds.rounds.actions.acceptance import adopt_held, hold_accepted, let_go
from egnatia.rounds.rounds.models import Round
from egnatia.rounds.rounds.queries.visible import participants_seen_by, round_row
from egnatia.rounds.rounds.rules import UNDECIDED, may_clear


@transaction.atomic
def object_to(snapshot: UUID, participant: UUID, reason: str, *, by: Reader) -> None:
    """Break the silence for a participant whose office they hold, saying why.

    Raises NotFound where they see no such text or participant of its round, NotAllowed("snapshot-office") where they do
    not clear for it, ("snapshot-reason") without a reason, ("snapshot-over") where silence is over or was broken.
    """
    found = _locked(snapshot, by)
    seat = participants_seen_by(by).filter(round=found.round_id, pk=participant).first()
    if seat is None:
        raise NotFound
    if not may_clear(by, seat.economy_id or "", str(seat.organisation_id or "")):
        raise NotAllowed("snapshot-office")
    if not reason:
        raise NotAllowed("snapshot-reason")
    _require_circulating(found)
    SnapshotObjection.objects.create(
        snapshot=found, participant=seat, reason=reason, by=by.name, organisation=by.organisation_name, at=clock.now()
    )
    _break(found)
    audit.record("objected", Snapshot.KIND, found.pk, by=by, participant=str(seat.pk), outcome=outcome_of(found))


@transaction.atomic
def take_text_back(snapshot: UUID, *, by: Reader) -> None:
    """The secretariat takes back what awaits the board: nothing is adopted, and the answers can be changed again."""
    require_desk(by)
    found = _locked(snapshot, by)
    if found.state_today not in PENDING:
        raise NotAllowed("snapshot-over")
    _break(found)
    audit.record("took text back", Snapshot.KIND, found.pk, by=by, outcome=outcome_of(found))


@transaction.atomic
def record_adoption(snapshot: UUID, decision: BoardDecision, *, by: Reader) -> None:
    """The board has adopted what was submitted, as it was fixed then.

    Raises NotAllowed("snapshot-decided") where nothing awaits its decision, ("snapshot-day") for a day before the
    paper's own or one to come, ("snapshot-audience") where somebody reads the round who would not read this.
    """
    require_desk(by)
    found = _locked(snapshot, by)
    if found.state != SUBMITTED:
        raise NotAllowed("snapshot-decided")
    if not may_be_adopted_on(decision.day, found.as_of, clock.today()):
        raise NotAllowed("snapshot-day")
    if not _covers_its_round(found):
        raise NotAllowed("snapshot-audience")
    found.state, found.adopted_on, found.adopted_words = Snapshot.State(ADOPTED), decision.day, decision.words
    found.save(update_fields=["state", "adopted_on", "adopted_words"])
    adopt_held(found.round, by=by)
    audit.record("adopted", Snapshot.KIND, found.pk, by=by, outcome=outcome_of(found))


@transaction.atomic
def settle(found: Round | None = None) -> int:
    """Write down that silence is over, of one round or of all; how many texts were adopted. A second time changes
    nothing: pages say so by rule already. What those who read its round could not all read is not adopted.
    """
    rows = Snapshot.objects.filter(state=CIRCULATING, deadline__lt=clock.today()).defer("manifest")
    due = list((rows.filter(round=found) if found else rows).select_for_update().order_by("pk"))
    covering = [each for each in due if _covers_its_round(each)]
    for each in due:
        if each in covering:
            _adopt(each)
        else:
            _end(each, by=SYSTEM)
    return len(covering)


def break_where_marked(record: Record, *, by: Reader) -> None:
    """End the circulation where the marking of a text or of its round changed so that somebody who may object could
    have lost sight of it. Inside the transaction that marks; what had been silent until then is adopted all the same.
    """
    rows = Snapshot.objects.filter(Q(pk=record.pk) | Q(round=record.pk), state__in=PENDING).defer("manifest")
    for each in rows.select_for_update().order_by("pk"):
        if each.state_today == ADOPTED:
            _adopt(each)
        elif each.round_id == record.pk or not _covers_its_round(each):
            _end(each, by=by)


def require_nothing_stands(found: Round, *, by: Reader) -> None:
    """Raises NotAllowed("round-adopted") where a text of the round that they read circulates or was adopted, whether or
    not anybody's answers stand in it.
    """
    texts = Snapshot.visible_to(by).filter(round=found).defer("manifest")
    if any(each.state_today not in DROPPED for each in texts):
        raise NotAllowed("round-adopted")


def _adopt(each: Snapshot) -> None:
    assert each.deadline is not None  # a constraint of the table
    each.state, each.adopted_on = ADOPTED, each.deadline + timedelta(days=1)
    each.save(update_fields=["state", "adopted_on"])
    adopt_held(each.round, by=SYSTEM)
    audit.record("adopted", Snapshot.KIND, each.pk, by=SYSTEM, outcome=outcome_of(each))


def _covers_its_round(found: Snapshot) -> bool:
    """Whether whoever reads the round reads the text."""
    its = found.round.record
    return its.withdrawn_at is None and covers(found.record.tokens, its.tokens)


def _end(found: Snapshot, *, by: Reader) -> None:
    _break(found)
    audit.record("ended silence", Snapshot.KIND, found.pk, by=by, outcome=outcome_of(found))


def _locked(snapshot: UUID, by: Reader) -> Snapshot:
    """For this transaction alone: of two who object at once the second finds it broken."""
    records.hold(snapshot)
    Snapshot.objects.select_for_update().filter(pk=snapshot).values_list("pk").first()
    return snapshot_row(by, snapshot)


def _require_circulating(found: Snapshot) -> None:
    if found.state_today != CIRCULATING:
        raise NotAllowed("snapshot-over")


def _break(found: Snapshot) -> None:
    found.state = Snapshot.State(WITHDRAWN if found.state == SUBMITTED else BROKEN)
    found.save(update_fields=["state"])
    let_go(found.round)


@transaction.atomic
def freeze(
    round: UUID,  # noqa: A002 - its name
    said: SnapshotText,
    marking: Marking,
    *,
    by: Reader,
    expected: str | None = None,
) -> UUID:
    """Freeze what was accepted: from now on the board decides on this, at a meeting or by silence.

    `expected` is the fingerprint of what was looked at and of until when it circulates, None where nobody looked.
    Raises NotAllowed("snapshot-audience") where somebody reads the round who would not read this,
    ("snapshot-circulates") while another awaits the board, ("snapshot-size") beyond the limit, ChangedMeanwhile where
    it is not what was looked at.
    """
    require_desk(by)
    records.hold(round)
    found = round_row(by, round)
    if not covers(marking.tokens(owner=by.organisation, author=by.person), found.record.tokens):
        raise NotAllowed("snapshot-audience")
    settle(found)
    if any(each.state_today in PENDING for each in _series(found)):
        raise NotAllowed("snapshot-circulates")
    list(found.participants.select_for_update().order_by("pk"))  # nobody is accepted or taken back meanwhile
    there, outcome = gathered(by, found), _outcome(said.way, found)
    if expected not in (None, there.fingerprint(outcome.get("deadline"))):
        raise ChangedMeanwhile
    if there.too_many:
        raise NotAllowed("snapshot-size")
    made = _head(found, said, marking, there, outcome, by=by)
    _keep(made, there)
    _seal(made)
    _move(made, found)
    detail = {"digest": made.digest, "outcome": outcome_of(made), "number": made.number}
    audit.record(FROZE, Snapshot.KIND, made.pk, by=by, **detail)
    return UUID(str(made.pk))


def _series(found: Round) -> list[Snapshot]:
    """The newest first."""
    return list(Snapshot.objects.filter(round=found).defer("manifest").order_by("-number"))


def _head(  # noqa: PLR0913 - what a head says comes from everywhere
    found: Round,
    said: SnapshotText,
    marking: Marking,
    there: SnapshotSources,
    outcome: Mapping[str, Any],
    *,
    by: Reader,
) -> Snapshot:
    record = records.create(Snapshot.KIND, _content(said, there), marking, by=by)
    series = _series(found)
    made: Snapshot = Snapshot.objects.create(
        record=record,
        round=found,
        number=len(series) + 1,
        corrects=next((each for each in series if each.state_today == ADOPTED), None),
        title=said.title,
        words=said.words,
        language=said.language,
        as_of=there.as_of,
        framework=f"{found.framework.slug} {found.framework.version}",
        versions=dict(versions()),
        replies=_json(there.replies if said.names else RepliesKept(there.replies.received, there.replies.asked)),
        frozen_by=by.name,
        frozen_at=record.published_at,
        manifest={},
        digest="",
        **outcome,
    )
    return made


def _outcome(way: Meeting | Silence, found: Round) -> dict[str, Any]:
    if isinstance(way, Meeting):
        return {"state": SUBMITTED}
    return {"state": CIRCULATING, "deadline": last_day_of_silence(found, way.working_days)}


def _content(said: SnapshotText, there: SnapshotSources) -> VersionContent:
    body = {"title": said.title, "words": said.words, "as_of": there.as_of.isoformat()}
    texts = " ".join(folded_name(text) for text in (said.title, said.words))
    return VersionContent({said.language: said.title}, texts, body)


def _keep(made: Snapshot, there: SnapshotSources) -> None:
    SnapshotSource.objects.bulk_create((_stored(made, source) for source in there.sources), batch_size=500)
    SnapshotMatch.objects.bulk_create(
        (
            SnapshotMatch(snapshot=made, left_id=pair.left, right_id=pair.right, content=_json(pair.kept))
            for pair in there.pairs
        ),
        batch_size=500,
    )
    SnapshotClearance.objects.bulk_create(
        SnapshotClearance(snapshot=made, participant_id=participant, content=_json(kept))
        for participant, kept in there.clearances.items()
    )


def _stored(made: Snapshot, source: SourceRecord) -> SnapshotSource:
    return SnapshotSource(
        snapshot=made,
        record_id=source.record,
        kind=kind_of(source.frozen),
        version=source.version,
        tokens=sorted(source.tokens),
        content=_json(source.frozen),
    )


def _json(kept: msgspec.Struct) -> object:
    return msgspec.to_builtins(kept)


def _seal(made: Snapshot) -> None:
    """From here on triggers refuse every change. What is digested is what the database gives back."""
    made.refresh_from_db()
    made.manifest = manifest_of(items_of(made))
    made.digest = digest_of(made.manifest)
    made.save(update_fields=["manifest", "digest"])


def _move(made: Snapshot, found: Round) -> None:
    """Whoever was accepted waits until the board has decided or silence is over."""
    hold_accepted(found, made.deadline or UNDECIDED)


@transaction.atomic
def write_note(round: UUID, noted: Noted, marking: Marking, *, by: Reader) -> UUID:  # noqa: A002 - its name
    """Raises NotFound where they see no such round, NotAllowed("round-note") where they take no part in it."""
    found = round_row(by, round)
    if not may_write(by, found):
        raise NotAllowed("round-note")
    record = records.create(RoundNote.KIND, _noting_content(noted), marking, by=by)
    note: RoundNote = RoundNote.objects.create(
        record=record,
        round=found,
        sort=RoundNote.Sort(noted.sort),
        text=noted.text,
        carried_out_by=noted.carried_out_by,
        due=noted.due,
        by=by.name,
        organisation=by.organisation_name,
        at=record.published_at,
    )
    audit.record("noted", RoundNote.KIND, note.pk, by=by, sort=noted.sort, tlp=marking.tlp.value)
    return record.pk


@transaction.atomic
def withdraw_note(record: UUID, *, by: Reader) -> UUID:
    """Take one's own organisation's note from everybody's sight; the round that it was on. What is frozen stays
    frozen, and is read by nobody any more.
    """
    found = note_row(by, record)
    records.withdraw(found.record, by=by)
    audit.record("withdrew", RoundNote.KIND, found.pk, by=by)
    return UUID(str(found.round_id))


def _noting_content(noted: Noted) -> VersionContent:
    due = noted.due.isoformat() if noted.due else ""
    body = {"sort": noted.sort, "text": noted.text, "carried_out_by": noted.carried_out_by, "due": due}
    return VersionContent(search=folded_name(noted.text), body=body)
