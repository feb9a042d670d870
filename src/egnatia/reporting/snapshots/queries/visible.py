"""Snapshots for whoever may read them: their heads, in the series of their round."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

import msgspec

from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotFound
from egnatia.kernel.request_cache import once_per_request
from egnatia.reporting.snapshots import labels
from egnatia.reporting.snapshots.findings import Head
from egnatia.reporting.snapshots.items import RepliesKept
from egnatia.reporting.snapshots.models import Snapshot
from egnatia.reporting.snapshots.rules import DROPPED
from egnatia.rounds.rounds.models import Round

MOST_LISTED = 200
HEAVY = ("manifest", "digest")  # what no page shows


@dataclass(frozen=True, slots=True)
class SnapshotRow:
    """A snapshot in a list; `state` is that of today."""

    id: UUID
    title: str
    language: str
    number: int
    as_of: date
    state: str
    deadline: date | None
    adopted_on: date | None
    tlp: str
    frozen_at: datetime
    round: UUID

    @property
    def state_words(self) -> str:
        return labels.outcome_words(self.state, self.deadline, self.adopted_on)


def snapshots_seen_by(reader: Reader, round: UUID | None = None) -> tuple[SnapshotRow, ...]:  # noqa: A002 - its name
    """The newest first; of one round where it is named. One query."""
    found = Snapshot.visible_to(reader).defer(*HEAVY).order_by("-frozen_at", "-pk")
    rows = list((found.filter(round=round) if round else found)[:MOST_LISTED])
    return tuple(_row(row, rows) for row in rows)


@once_per_request
def results_by_round(reader: Reader) -> Mapping[UUID, tuple[SnapshotRow, ...]]:
    """What was adopted or awaits the board, by round, the newest first. One query."""
    found: dict[UUID, tuple[SnapshotRow, ...]] = {}
    for row in snapshots_seen_by(reader):
        if row.state not in DROPPED:
            found[row.round] = (*found.get(row.round, ()), row)
    return found


def snapshot_row(reader: Reader, record: UUID) -> Snapshot:
    """The stored snapshot. Raises NotFound where there is none that the reader sees."""
    found = Snapshot.visible_to(reader).select_related("record", "round").defer(*HEAVY).filter(pk=record).first()
    if not isinstance(found, Snapshot) or not may_read(reader, found.record.envelope).allowed:
        raise NotFound
    return found


def head_of(reader: Reader, found: Snapshot) -> Head:
    """Two queries: which others of its series, and whether its round, the reader sees."""
    series = dict(Snapshot.visible_to(reader).filter(round=found.round_id).values_list("pk", "number"))
    known = Round.visible_to(reader).filter(pk=found.round_id).exists()
    return Head(
        id=found.pk,
        title=found.title,
        words=found.words,
        language=found.language,
        as_of=found.as_of,
        framework=found.framework,
        versions=found.versions,
        sort=found.round.sort,
        state=found.state_today,
        deadline=found.deadline,
        adopted_on=adopted_on(found),
        adopted_words=found.adopted_words,
        frozen_by=found.frozen_by,
        frozen_at=found.frozen_at,
        number=sum(number <= found.number for number in series.values()),
        round=found.round_id if known else None,
        corrects=found.corrects_id if found.corrects_id in series else None,
        marking=found.record.marking,
        replies=msgspec.convert(found.replies, type=RepliesKept | None),
    )


def adopted_on(found: Snapshot) -> date | None:
    """The day of the meeting, or the first day after silence."""
    over = found.state_today != found.state
    return found.deadline + timedelta(days=1) if over and found.deadline else found.adopted_on


def _row(found: Snapshot, seen: list[Snapshot]) -> SnapshotRow:
    return SnapshotRow(
        id=found.pk,
        title=found.title,
        language=found.language,
        number=sum(each.round_id == found.round_id and each.number <= found.number for each in seen),
        as_of=found.as_of,
        state=found.state_today,
        deadline=found.deadline,
        adopted_on=adopted_on(found),
        tlp=found.record.marking.tlp.words,
        frozen_at=found.frozen_at,
        round=found.round_id,
    )
