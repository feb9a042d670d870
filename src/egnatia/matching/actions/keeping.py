"""Keeps what was found: a match that is no longer found goes, unless somebody has said something about it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID

import msgspec
from django.db.models import F, Q

from egnatia import overlap
from egnatia.activities.activities.models import Activity
from egnatia.kernel import clock
from egnatia.kernel.marking import digest
from egnatia.kernel.models import Version
from egnatia.matching.models import Match, Position
from egnatia.matching.rules import in_order, match_id, titles_of

NOTICED = 1.0  # points of score: a smaller change is not worth a word
BATCH = 2_000
Pair = tuple[UUID, UUID]
CHANGING = [
    "left_owner", "right_owner",
    "kind", "direction", "counted_again", "score", "confidence", "rank", "titles", "components", "evidence", "doubts",
    "engine", "readers", "found_at", "earlier_score", "changed_at", "gone_at",
]  # fmt: skip


def keep(compared: Collection[UUID], found: Iterable[tuple[Pair, overlap.Match]]) -> None:
    """Make the stored matches of the `compared` activities equal to `found`."""
    kept: set[UUID] = set()
    rows = iter(found)
    while batch := list(islice(rows, BATCH)):
        kept |= _store(batch)
    _let_go(compared, kept)


def _store(batch: list[tuple[Pair, overlap.Match]]) -> set[UUID]:
    by_id = {match_id(*pair): (pair, match) for pair, match in batch}
    before = {row.pk: row for row in Match.objects.filter(pk__in=by_id)}
    envelopes = _envelopes({record for pair, _ in by_id.values() for record in pair})
    rows = [_row(key, pair, match, before.get(key), envelopes) for key, (pair, match) in by_id.items()]
    Match.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=CHANGING)
    return set(by_id)


@dataclass(frozen=True, slots=True)
class Envelope:
    """What of the two records a stored match depends on besides the engine. `readers`: who may read what it says now,
    and who might have read it when it was written: what was written in a draft says more than the draft's successor."""

    owner: UUID
    published_at: datetime
    title: str
    readers: str


def _envelopes(records: set[UUID]) -> dict[UUID, Envelope]:
    current = Version.objects.filter(record__in=records, number=F("record__version"))
    written = dict(current.values_list("record_id", "tokens"))
    rows = Activity.objects.filter(record_id__in=records)
    columns = rows.values_list(
        "record_id", "record__owner_id", "record__published_at", "sorted_title", "record__marking_digest"
    )
    return {
        record: Envelope(owner, published_at, title, digest(frozenset({marking, *written[record]})))
        for record, owner, published_at, title, marking in columns
    }


def _row(key: UUID, pair: Pair, match: overlap.Match, before: Match | None, of: dict[UUID, Envelope]) -> Match:
    left, right = in_order(*pair)
    seen = match if (left, right) == pair else match.swapped()
    row = Match(
        id=key,
        left_id=left,
        right_id=right,
        left_owner=of[left].owner,
        right_owner=of[right].owner,
        kind=seen.kind,
        direction=seen.direction,
        counted_again_id=_counted_again(left, right, seen, of),
        score=round(seen.score, 1),
        confidence=round(seen.confidence, 2),
        rank=round(seen.strength, 1),
        titles=titles_of(of[left].title, of[right].title),
        components=msgspec.to_builtins(seen.components),
        evidence=msgspec.to_builtins(seen.evidence),
        doubts=list(seen.doubts),
        engine=overlap.VERSION,
        readers=of[left].readers + of[right].readers,
        found_at=clock.now(),
    )
    if before is not None and before.readers == row.readers and before.gone_at is None:
        _remember(row, before)
    return row


def _remember(row: Match, before: Match) -> None:
    """Go on from the match as it was - where the same people could read what it was worked out from: to others it is
    found anew, since its age and its earlier score would tell of a version that they may not see. So is one that was
    gone: that it was kept may tell of a view that they may not see."""
    row.found_at = before.found_at
    row.earlier_score, row.changed_at = before.earlier_score, before.changed_at
    if abs(before.score - row.score) >= NOTICED:
        row.earlier_score, row.changed_at = before.score, clock.now()


def found_anew(activity: UUID) -> None:
    """The activity has other readers now: for them its matches begin today."""
    rows = Match.objects.filter(Q(left=activity) | Q(right=activity))
    rows.update(found_at=clock.now(), earlier_score=None, changed_at=None)


def _counted_again(left: UUID, right: UUID, match: overlap.Match, of: dict[UUID, Envelope]) -> UUID | None:
    """Whose money is the other's already: the receiving side of a chain, the later of two reports of one activity."""
    if match.kind == "chain":
        return right if match.direction >= 0 else left
    if match.kind == "same":
        return max((left, right), key=lambda record: (of[record].published_at, of[record].title, record))
    return None


def _let_go(compared: Collection[UUID], kept: set[UUID]) -> None:
    for ids in _chunks(sorted(compared)):
        stale = Match.objects.filter(_pair_of(ids)).exclude(pk__in=kept)
        spoken = {match_id(*pair) for pair in Position.objects.filter(_pair_of(ids)).values_list("left_id", "right_id")}
        stale.filter(pk__in=spoken, gone_at__isnull=True).update(gone_at=clock.now())
        stale.exclude(pk__in=spoken).delete()


def _pair_of(ids: list[UUID]) -> Q:
    return Q(left__in=ids) | Q(right__in=ids)


def _chunks(ids: list[UUID]) -> Iterator[list[UUID]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]
