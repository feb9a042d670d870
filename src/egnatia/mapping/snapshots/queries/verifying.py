"""What stands in the tables, item by item, in the fields that the digests are taken of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from egnatia.kernel.models import AuditEvent
from egnatia.mapping.snapshots.digests import HEAD, Difference, Fields, differences, digest_of, manifest_of
from egnatia.mapping.snapshots.models import Snapshot

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


@dataclass(frozen=True, slots=True)
class Wrong:
    """A snapshot and in what it is not as it was frozen."""

    snapshot: UUID
    difference: Difference


def snapshots_kept() -> int:
    return Snapshot.objects.count()


def found_wrong() -> Iterator[Wrong]:
    """Everything in which snapshots are not as the audit trail says that they were frozen, or as became of them.

    The trail holds the digest of the manifest, the manifest the digest of each field of each item: so a change is found
    where it was made, also where the manifest was made to fit it.
    """
    frozen, outcomes = _recorded()
    there = {snapshot.pk: snapshot for snapshot in Snapshot.objects.select_related("round").order_by("pk")}
    for lost in sorted(frozen.keys() - there.keys()):
        yield Wrong(lost, Difference(HEAD, "missing"))
    for key, snapshot in there.items():
        for difference in _differences(snapshot, frozen.get(key), outcomes.get(key, {})):
            yield Wrong(key, difference)


def _differences(snapshot: Snapshot, digest: str | None, outcome: Mapping[str, str]) -> Iterator[Difference]:
    if digest is None:
        yield Difference(HEAD, "added")
        return
    if digest_of(snapshot.manifest) != digest:
        yield Difference(HEAD, "changed", "manifest")
    if snapshot.digest != digest:
        yield Difference(HEAD, "changed", "digest")
    yield from differences(snapshot.manifest, manifest_of(items_of(snapshot)))
    yield from differences({HEAD: dict(outcome)}, {HEAD: outcome_of(snapshot)})


def _recorded() -> tuple[dict[UUID, str], dict[UUID, dict[str, str]]]:
    """What the trail says by snapshot: the digest, and those of what became of it, which is one event at most."""
    digests: dict[UUID, str] = {}
    first: dict[UUID, dict[str, str]] = {}
    last: dict[UUID, dict[str, str]] = {}
    events = AuditEvent.objects.filter(kind=Snapshot.KIND, detail__has_key="outcome")
    for target, verb, detail in events.values_list("target", "verb", "detail"):
        key = UUID(target)
        (first if verb == FROZE else last)[key] = detail["outcome"]
        if verb == FROZE:
            digests[key] = detail["digest"]
    return digests, {**first, **last}
