"""Keeps what was found: a match that is no longer found goes, unless somebody has said something about it."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

import msgspec
from django.db.models import Q

from egnatia import overlap
from egnatia.kernel import clock
from egnatia.mapping.activities.models import Activity
from egnatia.mapping.matches.models import Match, View
from egnatia.mapping.matches.rules import in_order, match_id

NOTICED = 1.0  # points of score: a smaller change is not worth a word
BATCH = 2_000
Pair = tuple[UUID, UUID]
CHANGING = [
    "kind", "direction", "counted_again", "score", "confidence", "rank", "components", "evidence", "doubts", "engine",
    "earlier_score", "changed_at", "gone_at",
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
    published = _published({record for pair, _ in by_id.values() for record in pair})
    rows = [_row(key, pair, match, before.get(key), published) for key, (pair, match) in by_id.items()]
    Match.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=CHANGING)
    return set(by_id)


def _published(records: set[UUID]) -> dict[UUID, Any]:
    rows = Activity.objects.filter(record_id__in=records)
    return dict(rows.values_list("record_id", "record__published_at"))


def _row(key: UUID, pair: Pair, match: overlap.Match, before: Match | None, published: dict[UUID, Any]) -> Match:
    left, right = in_order(*pair)
    seen = match if (left, right) == pair else match.swapped()
    score = round(seen.score, 1)
    earlier_score, changed_at = _change(before, score)
    return Match(
        id=key,
        left_id=left,
        right_id=right,
        kind=seen.kind,
        direction=seen.direction,
        counted_again_id=_counted_again(left, right, seen, published),
        score=score,
        confidence=round(seen.confidence, 2),
        rank=round(seen.strength, 1),
        components=msgspec.to_builtins(seen.components),
        evidence=msgspec.to_builtins(seen.evidence),
        doubts=list(seen.doubts),
        engine=overlap.VERSION,
        found_at=before.found_at if before else clock.now(),
        earlier_score=earlier_score,
        changed_at=changed_at,
        gone_at=None,
    )


def _change(before: Match | None, score: float) -> tuple[float | None, datetime | None]:
    """The score before the last change worth a word, and when that was."""
    if before is None:
        return None, None
    if abs(before.score - score) >= NOTICED:
        return before.score, clock.now()
    return before.earlier_score, before.changed_at


def _counted_again(left: UUID, right: UUID, match: overlap.Match, published: dict[UUID, Any]) -> UUID | None:
    """Whose money is the other's already: the receiving side of a chain, the later of two reports of one activity."""
    if match.kind == "chain":
        return right if match.direction >= 0 else left
    if match.kind == "same":
        return max((published[left], left), (published[right], right))[1]
    return None


def _let_go(compared: Collection[UUID], kept: set[UUID]) -> None:
    for ids in _chunks(sorted(compared)):
        stale = Match.objects.filter(_pair_of(ids)).exclude(pk__in=kept)
        spoken = {match_id(*pair) for pair in View.objects.filter(_pair_of(ids)).values_list("left_id", "right_id")}
        stale.filter(pk__in=spoken, gone_at__isnull=True).update(gone_at=clock.now())
        stale.exclude(pk__in=spoken).delete()


def _pair_of(ids: list[UUID]) -> Q:
    return Q(left__in=ids) | Q(right__in=ids)


def _chunks(ids: list[UUID]) -> Iterator[list[UUID]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]
