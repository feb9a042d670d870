"""What stands in the tables, item by item, in the fields that the digests are taken of."""

from collections.abc import Iterator
from datetime import datetime

from egnatia.mapping.snapshots.digests import HEAD, Fields, digest_of
from egnatia.mapping.snapshots.models import Snapshot

HEAD_FIELDS = (
    "round_id", "number", "corrects_id", "title", "words", "language", "as_of", "framework", "versions", "frozen_by",
    "frozen_at",
)  # fmt: skip
OUTCOME_FIELDS = ("state", "deadline", "adopted_on", "adopted_words")


def items_of(snapshot: Snapshot) -> dict[str, Fields]:
    """The head and everything that it rests on, as the database has it."""
    return dict(_items(snapshot))


def outcome_digest(snapshot: Snapshot) -> str:
    """Of what became of it."""
    return digest_of({field: getattr(snapshot, field) for field in OUTCOME_FIELDS})


def _items(snapshot: Snapshot) -> Iterator[tuple[str, Fields]]:
    yield HEAD, {field: _plain(getattr(snapshot, field)) for field in HEAD_FIELDS}
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
