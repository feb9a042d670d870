"""What an organisation said about a sector or a place, brought into the activities that it has already."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from uuid import UUID

from django.db import transaction

from egnatia import overlap
from egnatia.activities.activities import storing
from egnatia.activities.activities.facts import activity_of
from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.stored import Entry, facts_of
from egnatia.activities.imports.queue.actions.answering import own_entry
from egnatia.activities.imports.queue.models import QueueEntry
from egnatia.formats import Parsed
from egnatia.kernel import audit
from egnatia.kernel.reader import Reader

COLUMNS = {QueueEntry.What.SECTOR: ("sectors", 120), QueueEntry.What.PLACE: ("economies", 60)}

AT_ONCE = 500


@transaction.atomic
def understand_again(entry_id: UUID, *, by: Reader) -> int:
    """How many of the owner's activities under the entry's marking were changed: the answer stands in them now, or,
    where it was taken back, what their sources say. Each change is a version that an import's undoing does not mind.
    """
    entry = own_entry(entry_id, by=by)
    found = COLUMNS.get(QueueEntry.What(entry.what))
    if found is None or not entry.code:
        return 0
    column, longest = found
    taken_back = entry.state == QueueEntry.State.OPEN
    wanted = (entry.code if taken_back else entry.folded)[:longest]
    changes = _changes(entry, column, _candidates(entry, column, wanted), taken_back=taken_back)
    changed = len(storing.update_many(changes, by=by, batch=AT_ONCE))
    if taken_back:
        entry.code = ""
        entry.save(update_fields=["code"])
    if changed:
        audit.record("understood", QueueEntry.KIND, entry.pk, by=by, activities=changed)
    return changed


def _candidates(entry: QueueEntry, column: str, wanted: str) -> Iterator[Activity]:
    own = Activity.objects.filter(record__owner=entry.record.owner_id, record__withdrawn_at__isnull=True)
    under = own.filter(record__marking_digest=entry.record.marking_digest, **{f"{column}__contains": [wanted]})
    ids = list(under.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        chunk = ids[start : start + AT_ONCE]
        rows = Activity.objects.select_related("record").in_bulk(chunk)
        yield from (rows[pk] for pk in chunk)


def _changes(
    entry: QueueEntry, column: str, activities: Iterable[Activity], *, taken_back: bool
) -> Iterator[tuple[Activity, Entry]]:
    for activity in activities:
        facts = facts_of(activity.facts, activity.pk)
        better = _taken_back(facts, activity, entry, column) if taken_back else _answered(facts, entry, column)
        if better != facts:
            yield activity, _entry(activity, better, entry)


def _answered(facts: overlap.Activity, entry: QueueEntry, column: str) -> overlap.Activity:
    said: frozenset[str] = getattr(facts, column)
    return _with(facts, column, frozenset(entry.code if each[:300] == entry.folded else each for each in said))


def _taken_back(facts: overlap.Activity, activity: Activity, entry: QueueEntry, column: str) -> overlap.Activity:
    """The unknown name again, where the activity's source has it and does not itself say what it was taken for."""
    if not activity.content:
        return facts
    source: frozenset[str] = getattr(activity_of(Parsed.from_builtins(activity.content)), column)
    unknown = {each for each in source if each[:300] == entry.folded}
    if not unknown or entry.code in source:
        return facts
    return _with(facts, column, getattr(facts, column) - {entry.code} | unknown)


def _with(facts: overlap.Activity, column: str, values: frozenset[str]) -> overlap.Activity:
    return replace(facts, sectors=values) if column == "sectors" else replace(facts, economies=values)


def _entry(activity: Activity, facts: overlap.Activity, entry: QueueEntry) -> Entry:
    return Entry(
        facts,
        content=activity.content,
        sort=activity.sort,
        measure=activity.measure,
        status=activity.status,
        shares=activity.shares,
        digest=activity.digest,
        updated_at=activity.updated_at,
        provenance={**activity.record.provenance, "answer": str(entry.pk)},
    )
