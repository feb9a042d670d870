"""What stands in the tables, item by item, in the fields that the digests are taken of."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from egnatia.kernel.models import AuditEvent
from egnatia.reporting.snapshots.digests import (
    HEAD,
    TWICE,
    DigestDifference,
    Fields,
    differences,
    digest_of,
    manifest_of,
)
from egnatia.reporting.snapshots.models import Snapshot

FROZE = "froze"  # the verb of the event that holds the digest
HEAD_FIELDS = (
    "round_id", "number", "corrects_id", "title", "words", "language", "as_of", "framework", "versions", "frozen_by",
    "frozen_at",
)  # fmt: skip
OUTCOME_FIELDS = ("state", "deadline", "adopted_on", "adopted_words")


def items_of(snapshot: Snapshot) -> dict[str, Fields]:
    """The head and everything that it rests on, as the database has it."""
    return dict(_items(snapshot))


def outcome_of(snapshot: Snapshot) -> dict[str, str]:
    """The digest of each field of what became of it."""
    return {field: digest_of(getattr(snapshot, field)) for field in OUTCOME_FIELDS}


def _items(snapshot: Snapshot) -> Iterator[tuple[str, Fields]]:
    replies = {} if snapshot.replies is None else {"replies": snapshot.replies}  # as those before it was kept
    yield HEAD, {**{field: _plain(getattr(snapshot, field)) for field in HEAD_FIELDS}, **replies}
    for source in snapshot.sources.all():
        said = {"version": source.version, "tokens": source.tokens, "content": source.content}
        yield f"{source.kind} {source.record_id}", said
    for match in snapshot.matches.all():
        yield f"match {match.left_id} {match.right_id}", {"content": match.content}
    for clearance in snapshot.clearances.all():
        yield f"clearance {clearance.participant_id}", {"content": clearance.content}


def _plain(value: object) -> object:
    """Moments as the same text, whatever time zone the connection speaks in."""
    return value.timestamp() if isinstance(value, datetime) else value


@dataclass(frozen=True, slots=True)
class BrokenSnapshot:
    """A snapshot and in what it is not as it was frozen."""

    snapshot: UUID
    difference: DigestDifference


@dataclass(frozen=True, slots=True)
class SnapshotTrail:
    """What the trail says of a snapshot: that it was frozen, and what became of it afterwards. Each is one event at
    most: a second one was written behind the product's back.
    """

    froze: list[dict[str, Any]] = field(default_factory=list)
    later: list[dict[str, Any]] = field(default_factory=list)


def snapshots_kept() -> int:
    return Snapshot.objects.count()


def found_wrong() -> Iterator[BrokenSnapshot]:
    """Everything in which snapshots are not as the audit trail says that they were frozen, or as became of them.

    The trail holds the digest of the manifest, the manifest the digest of each field of each item: so a change is found
    where it was made, also where the manifest was made to fit it.
    """
    trail = _trail()
    there = {snapshot.pk: snapshot for snapshot in Snapshot.objects.select_related("round").order_by("pk")}
    for lost in sorted(key for key, told in trail.items() if told.froze and key not in there):
        yield BrokenSnapshot(lost, DigestDifference(HEAD, "missing"))
    for key, snapshot in there.items():
        for difference in _differences(snapshot, trail.get(key, SnapshotTrail())):
            yield BrokenSnapshot(key, difference)


def _differences(snapshot: Snapshot, told: SnapshotTrail) -> Iterator[DigestDifference]:
    if not told.froze:
        yield DigestDifference(HEAD, "added")
        return
    if len(told.froze) > 1:
        yield DigestDifference(HEAD, TWICE, "freezing")
    if len(told.later) > 1:
        yield DigestDifference(HEAD, TWICE, "outcome")
    digest = told.froze[0]["digest"]
    outcome = (told.later or told.froze)[0]["outcome"]
    if digest_of(snapshot.manifest) != digest:
        yield DigestDifference(HEAD, "changed", "manifest")
    if snapshot.digest != digest:
        yield DigestDifference(HEAD, "changed", "digest")
    yield from differences(snapshot.manifest, manifest_of(items_of(snapshot)))
    yield from differences({HEAD: outcome}, {HEAD: outcome_of(snapshot)})


def _trail() -> dict[UUID, SnapshotTrail]:
    """By snapshot, each event in the order in which it was written."""
    found: dict[UUID, SnapshotTrail] = {}
    events = AuditEvent.objects.filter(kind=Snapshot.KIND, detail__has_key="outcome").order_by("at", "pk")
    for target, verb, detail in events.values_list("target", "verb", "detail"):
        told = found.setdefault(UUID(target), SnapshotTrail())
        (told.froze if verb == FROZE else told.later).append(detail)
    return found
