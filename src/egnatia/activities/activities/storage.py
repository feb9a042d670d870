"""The one way to store an activity. Runs inside an action's transaction; the action audits.

Every function sends `activities_stored`, so that the matches of what was touched are worked out again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import datetime
from itertools import islice
from typing import Any, TypedDict, TypeVar, Unpack
from uuid import UUID

import msgspec
from django.dispatch import Signal

from egnatia import overlap
from egnatia.activities.activities import bulk
from egnatia.activities.activities.columns import columns_of, stored_under
from egnatia.activities.activities.entries import ActivityEntry, Encoded, content_of, encoded
from egnatia.activities.activities.models import Activity, ActivityKey, ActivityMeaning
from egnatia.kernel import records
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Record
from egnatia.overlap.rows import laid_out, meaning, packed

# Sent with `ids`, the records of activities that were stored or changed, inside the transaction that does it.
activities_stored = Signal()


BATCH = 2_000
T = TypeVar("T")


class Fields(TypedDict, total=False):
    """The fields of an `Entry` besides its facts."""

    content: dict[str, Any] | bytes
    sort: str
    measure: str
    status: str
    shares: dict[str, float]
    provenance: dict[str, Any]
    digest: str
    natural_key: str | None
    updated_at: datetime | None


def store(
    facts: overlap.ActivityFacts, *, marking: Marking, by: Reader, owner: str = "", **fields: Unpack[Fields]
) -> Activity:
    """A new activity with its record, grants, first version, search words and keys.

    `owner` is the reader's organisation unless said otherwise. Raises AlreadyThere where the owner has this natural
    key under this marking, NotAllowed where the reader may not mark so.
    """
    entry = ActivityEntry(facts, **fields)
    parts = encoded(entry)
    record = records.create(
        Activity.KIND,
        content_of(parts),
        marking,
        by=by,
        owner=owner,
        natural_key=entry.natural_key,
        provenance=msgspec.json.decode(parts.provenance),
    )
    activity = Activity(record=record, entered_at=record.published_at, **_values(entry, parts, record))
    activity.save(force_insert=True)
    _set_derived(activity, parts.clean)
    activities_stored.send(sender=Activity, ids=[record.pk])
    return activity


def update(activity: Activity, facts: overlap.ActivityFacts, *, by: Reader, **fields: Unpack[Fields]) -> Activity:
    """A new version of an activity under the marking it has; fields left out become empty. Only its owner writes."""
    entry = ActivityEntry(facts, **fields)
    parts = encoded(entry)
    provenance = msgspec.json.decode(parts.provenance)
    record = records.change(activity.record, content_of(parts), by=by, provenance=provenance)
    for name, value in _values(entry, parts, record).items():
        setattr(activity, name, value)
    activity.save()
    _set_derived(activity, parts.clean)
    activities_stored.send(sender=Activity, ids=[record.pk])
    return activity


def store_many(
    entries: Iterable[ActivityEntry], *, marking: Marking, by: Reader, owner: str = "", batch: int = BATCH
) -> list[UUID]:
    """Store many activities under one marking, in batches; their records in the same order.

    Raises AlreadyThere where the owner has one of the natural keys under this marking; the transaction is then spent.
    """
    records.require_may_mark(marking, by=by)
    found: list[UUID] = []
    for group in _batches(entries, batch):
        new = [bulk.unsaved(entry, marking, by=by, owner=owner) for entry in group]
        bulk.copy(new, by=by)
        found += [row.record.pk for row in new]
    activities_stored.send(sender=Activity, ids=found)
    return found


def update_many(changes: Iterable[tuple[Activity, ActivityEntry]], *, by: Reader, batch: int = BATCH) -> list[int]:
    """New versions of many activities, each named once; their numbers, in the same order. As `update` does it."""
    found: list[int] = []
    ids: list[UUID] = []
    for group in _batches(changes, batch):
        rows = [bulk.changed(activity.record, entry, by=by) for activity, entry in group]
        bulk.rewrite(rows, by=by)
        found += [row.record.version for row in rows]
        ids += [row.record.pk for row in rows]
    if ids:
        activities_stored.send(sender=Activity, ids=ids)
    return found


def _batches(entries: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(entries)
    while group := list(islice(rest, size)):
        yield group


def _values(entry: ActivityEntry, parts: Encoded, record: Record) -> dict[str, Any]:
    return {
        **asdict(columns_of(parts.clean)),
        "sort": entry.sort,
        "measure": entry.measure,
        "status": entry.status,
        "shares": msgspec.json.decode(parts.shares),
        "facts": msgspec.json.decode(parts.facts),
        "content": msgspec.json.decode(parts.content),
        "digest": entry.digest,
        "updated_at": entry.updated_at,
        "changed_at": record.changed_at,
    }


def _set_derived(activity: Activity, facts: overlap.ActivityFacts) -> None:
    """What it is found by: its keys, and what it is about."""
    ActivityKey.objects.filter(activity=activity).delete()
    prepared = overlap.prepare(facts)
    ActivityKey.objects.bulk_create(
        ActivityKey(key=number, activity=activity, first=first, last=last)
        for number, first, last in stored_under(prepared)
    )
    (row,) = laid_out([prepared])
    meant = {"row": meaning(facts), "said": packed(prepared.said), "laid_out": row}
    ActivityMeaning.objects.update_or_create(activity=activity, defaults=meant)
