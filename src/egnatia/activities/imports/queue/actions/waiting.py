"""Putting the unknown names of an import into the queue, and taking them back when it is undone."""

from collections.abc import Iterable
from hashlib import sha256
from uuid import UUID

from egnatia.activities.imports.queue.models import QueueEntry, QueueSighting
from egnatia.activities.imports.queue.unknown import Name, Unknown
from egnatia.kernel import clock
from egnatia.kernel.marking import Marking, digest
from egnatia.kernel.models import Grant, Record, Version
from egnatia.kernel.reader import Reader
from egnatia.kernel.records import VersionContent, grants_of, unsaved, version_of

Counted = dict[Name, int]


def enqueue(unknown: Unknown, import_id: UUID, *, marking: Marking, by: Reader) -> dict[str, int]:
    """One entry for each unknown name of the import, under its marking; what -> how many names did not fit.

    A name that waits already is counted further; one that was answered stays answered.
    """
    left_out: dict[str, int] = {}
    for what in QueueEntry.What.values:
        listed, rest = unknown.most_frequent(what)
        if rest:
            left_out[what] = rest
        _enqueue(dict(listed), unknown, import_id, marking, by)
    return left_out


def _enqueue(counted: Counted, unknown: Unknown, import_id: UUID, marking: Marking, by: Reader) -> None:
    keys = {key_of(name): name for name in counted}
    granted = marking.tokens(owner=by.organisation, author=by.person)
    known: dict[str, QueueEntry] = {
        entry.record.natural_key: entry
        for entry in QueueEntry.objects.select_related("record").filter(
            record__kind=QueueEntry.KIND,
            record__owner=by.organisation,
            record__marking_digest=digest(granted),
            record__natural_key__in=keys,
        )
    }
    _bring_back([entry.record for entry in known.values() if entry.record.withdrawn_at])
    fresh = [name for key, name in keys.items() if key not in known]
    made = _create(fresh, unknown, marking, by)
    entries = {keys[key]: entry for key, entry in known.items()} | made
    QueueSighting.objects.bulk_create(
        QueueSighting(entry=entry, of_import_id=import_id, count=counted[name]) for name, entry in entries.items()
    )
    for name, entry in entries.items():
        entry.count += counted[name]
    QueueEntry.objects.bulk_update(entries.values(), ["count"], batch_size=500)


def key_of(name: Name) -> str:
    """The natural key: short, whatever the name."""
    return f"{name.what}:{sha256(name.folded.encode()).hexdigest()[:32]}"


def _create(names: list[Name], unknown: Unknown, marking: Marking, by: Reader) -> dict[Name, QueueEntry]:
    made: dict[Name, QueueEntry] = {}
    envelopes: list[Record] = []
    for name in names:
        content = VersionContent(title={"und": unknown.written[name][:300]})
        record = unsaved(QueueEntry.KIND, content, marking, by=by, natural_key=key_of(name))
        envelopes.append(record)
        written = unknown.written[name][:300]
        made[name] = QueueEntry(record=record, what=name.what, value=written, folded=name.folded[:300])
    Record.objects.bulk_create(envelopes, batch_size=500)
    _open(envelopes)
    Version.objects.bulk_create(Version(**version_of(record, VersionContent(), by=by)) for record in envelopes)
    QueueEntry.objects.bulk_create(made.values(), batch_size=500)
    return made


def _open(envelopes: Iterable[Record]) -> None:
    Grant.objects.bulk_create((grant for record in envelopes for grant in grants_of(record)), batch_size=1_000)


def _bring_back(envelopes: list[Record]) -> None:
    """Names whose only import was undone are asked for again."""
    Record.objects.filter(pk__in=[record.pk for record in envelopes]).update(withdrawn_at=None)
    for record in envelopes:
        record.withdrawn_at = None
    _open(envelopes)


def take_back(import_id: UUID) -> None:
    """An import was undone: its names are counted no longer; those that nobody else names and nobody answered go."""
    sightings = dict(QueueSighting.objects.filter(of_import=import_id).values_list("entry_id", "count"))
    entries = list(QueueEntry.objects.filter(pk__in=sightings))
    for entry in entries:
        entry.count = max(0, entry.count - sightings[entry.pk])
    QueueEntry.objects.bulk_update(entries, ["count"], batch_size=500)
    gone = [entry.pk for entry in entries if entry.count == 0 and entry.state == QueueEntry.State.OPEN]
    Grant.objects.filter(record__in=gone).delete()
    Record.objects.filter(pk__in=gone).update(withdrawn_at=clock.now())
