"""Freezing what a round comes to: one transaction, one audit event, and nothing of it is changed afterwards."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import msgspec
from django.db import transaction

from egnatia.activities.activities.columns import folded_name
from egnatia.kernel import audit, records
from egnatia.kernel.faults import ChangedMeanwhile, NotAllowed
from egnatia.kernel.marking import Marking
from egnatia.kernel.reader import Reader
from egnatia.kernel.records import VersionContent
from egnatia.kernel.tokens import covers
from egnatia.reporting.snapshots.actions.silence import settle
from egnatia.reporting.snapshots.digests import digest_of, manifest_of
from egnatia.reporting.snapshots.models import Snapshot, SnapshotClearance, SnapshotMatch, SnapshotSource
from egnatia.reporting.snapshots.queries.gathering import Gathered, gathered
from egnatia.reporting.snapshots.queries.reading import kind_of
from egnatia.reporting.snapshots.queries.silence import last_day_of_silence
from egnatia.reporting.snapshots.queries.verifying import FROZE, items_of, outcome_of
from egnatia.reporting.snapshots.rules import ADOPTED, CIRCULATING, Meeting, Said, Silence, require_desk, versions
from egnatia.reporting.snapshots.sources import Source
from egnatia.rounds.rounds.actions.adopting import adopt_accepted, hold_accepted
from egnatia.rounds.rounds.models import Round
from egnatia.rounds.rounds.queries.visible import round_row


@transaction.atomic
def freeze(
    round: UUID,  # noqa: A002 - its name
    said: Said,
    marking: Marking,
    *,
    by: Reader,
    expected: str | None = None,
) -> UUID:
    """Freeze what was accepted, adopted at a meeting or circulating until nobody objects.

    `expected` is the fingerprint of what was looked at and of until when it circulates, None where nobody looked.
    Raises NotAllowed("snapshot-audience") where somebody reads the round who would not read this,
    ("snapshot-circulates") while another text circulates, ("snapshot-size") beyond the limit, ChangedMeanwhile where
    it is not what was looked at.
    """
    require_desk(by)
    records.hold(round)
    found = round_row(by, round)
    if not covers(marking.tokens(owner=by.organisation, author=by.person), found.record.tokens):
        raise NotAllowed("snapshot-audience")
    settle(found)
    if any(each.state_today == CIRCULATING for each in _series(found)):
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
    _move(made, found, by=by)
    detail = {"digest": made.digest, "outcome": outcome_of(made), "number": made.number}
    audit.record(FROZE, Snapshot.KIND, made.pk, by=by, **detail)
    return UUID(str(made.pk))


def _series(found: Round) -> list[Snapshot]:
    """The newest first."""
    return list(Snapshot.objects.filter(round=found).defer("manifest").order_by("-number"))


def _head(  # noqa: PLR0913 - what a head says comes from everywhere
    found: Round, said: Said, marking: Marking, there: Gathered, outcome: Mapping[str, Any], *, by: Reader
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
        frozen_by=by.name,
        frozen_at=record.published_at,
        manifest={},
        digest="",
        **outcome,
    )
    return made


def _outcome(way: Meeting | Silence, found: Round) -> dict[str, Any]:
    if isinstance(way, Meeting):
        return {"state": ADOPTED, "adopted_on": way.day, "adopted_words": way.words}
    return {"state": CIRCULATING, "deadline": last_day_of_silence(found, way.working_days)}


def _content(said: Said, there: Gathered) -> VersionContent:
    body = {"title": said.title, "words": said.words, "as_of": there.as_of.isoformat()}
    texts = " ".join(folded_name(text) for text in (said.title, said.words))
    return VersionContent({said.language: said.title}, texts, body)


def _keep(made: Snapshot, there: Gathered) -> None:
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


def _stored(made: Snapshot, source: Source) -> SnapshotSource:
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


def _move(made: Snapshot, found: Round, *, by: Reader) -> None:
    """Whoever was accepted is adopted now, or waits with the others until silence is over."""
    if made.state == ADOPTED:
        adopt_accepted(found, by=by)
    elif made.deadline is not None:
        hold_accepted(found, made.deadline)
