"""Undoing an import: what it brought is withdrawn, what it changed gets its earlier version back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from egnatia.activities.activities import storage
from egnatia.activities.activities.entries import ActivityEntry, facts_of
from egnatia.activities.activities.models import Activity
from egnatia.activities.imports.actions.uploads import own_import
from egnatia.activities.imports.models import Import, ImportRow
from egnatia.activities.imports.name_queue.actions import take_back
from egnatia.activities.imports.name_queue.names import Name, understood
from egnatia.activities.imports.progress.callbacks import Tell, nobody_asked
from egnatia.activities.imports.progress.models import ImportProgress, one_import_at_a_time
from egnatia.activities.imports.queries.records import known_to
from egnatia.activities.imports.rules import moment
from egnatia.formats import Parsed
from egnatia.kernel import clock
from egnatia.kernel.access.marking import digest
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.models import Grant, Record, Version, records_hung_on
from egnatia.kernel.records import audit, markings
from egnatia.kernel.records.links import visible_records

AT_ONCE = 500


@dataclass(slots=True)
class Brought:
    """What an import did to one record: the version before it (None where it was not there) and the one it left."""

    record: UUID
    before: int | None
    after: int


@transaction.atomic
def ask_to_undo(import_id: UUID, *, by: Reader) -> None:
    """A stored import shall be undone; whoever calls this sends the job on its way."""
    found = own_import(import_id, by=by)
    if found.state != Import.State.STORED:
        raise NotAllowed("import-state")
    found.state, found.attempts, found.failure = Import.State.UNDOING, 0, ""
    found.save(update_fields=["state", "attempts", "failure"])
    progress, _ = ImportProgress.objects.get_or_create(of_import=found)
    progress.phase, progress.done, progress.total, progress.at = "waiting", 0, 0, clock.now()
    progress.save()
    audit.record("asked to undo", Import.KIND, found.pk, by=by)


@transaction.atomic
def undo(import_id: UUID, *, by: Reader, tell: Tell = nobody_asked) -> None:
    """Undo what was asked to be undone. What was edited, viewed or marked anew since stays, and is listed."""
    one_import_at_a_time(by.organisation)
    found = own_import(import_id, by=by)
    if found.state != Import.State.UNDOING:
        return
    now = clock.now()
    brought = _brought(found)
    stays = _stays(brought, by)
    for because in set(stays.values()):
        _note(found, [record for record, why in stays.items() if why == because], "stayed", because)
    _withdraw(found, [b.record for b in brought if b.before is None and b.record not in stays], now=now)
    changed = [b for b in brought if b.before is not None and b.record not in stays]
    answers = known_to(by, markings.of_json(found.marking)).answers
    for start in range(0, len(changed), AT_ONCE):
        _put_back(changed[start : start + AT_ONCE], answers, by=by)
        tell("undoing", min(start + AT_ONCE, len(changed)), len(changed))
    _note(found, [each.record for each in changed], "put-back")
    take_back(found.pk)
    found.state, found.undone_at = Import.State.UNDONE, now
    found.save(update_fields=["state", "undone_at"])
    audit.record("undid", Import.KIND, found.pk, by=by, stayed=len(stays))


def _brought(found: Import) -> list[Brought]:
    rows = ImportRow.objects.filter(of_import=found, outcome__in=("accepted", "changed"), record__isnull=False)
    merged: dict[UUID, Brought] = {}
    ordered = rows.order_by("record_id", "version_after")
    for row in ordered:
        assert row.record_id is not None
        after = row.version_after or 1
        merged.setdefault(row.record_id, Brought(row.record_id, row.version_before, after)).after = after
    return list(merged.values())


def _stays(brought: list[Brought], by: Reader) -> dict[UUID, str]:
    """record -> why it stays. Of views only those that whoever undoes may know of."""
    after = {each.record: each.after for each in brought}
    stays: dict[UUID, str] = {}
    for chunk in _chunks(list(after)):
        seen, marked = visible_records(by, set(chunk)), _marked(after, chunk)
        envelopes = Record.objects.filter(pk__in=chunk).values_list("pk", "version", "marking_digest", "withdrawn_at")
        for record, version, mark, withdrawn in envelopes:
            if withdrawn is not None:
                stays[record] = "gone"
            elif record not in seen or mark != marked[record]:
                stays[record] = "marked"
            elif version != after[record] and _edited(record, after[record]):
                stays[record] = "edited"
        stays |= dict.fromkeys(records_hung_on(by, chunk) - stays.keys(), "viewed")
    return stays


def _marked(after: Mapping[UUID, int], records: list[UUID]) -> dict[UUID, str]:
    """The digest of the marking that each record had as the import left it."""
    versions = Version.objects.filter(record__in=records).values_list("record", "number", "tokens")
    return {record: digest(frozenset(tokens)) for record, number, tokens in versions if number == after[record]}


def _edited(record: UUID, after: int) -> bool:
    """Whether somebody wrote a version since; one that only brought an answer about a name in is no edit."""
    return Version.objects.filter(record=record, number__gt=after).exclude(provenance__has_key="answer").exists()


def _withdraw(found: Import, records: list[UUID], *, now: object) -> None:
    for chunk in _chunks(records):
        Grant.objects.filter(record__in=chunk).delete()
        Record.objects.filter(pk__in=chunk).update(withdrawn_at=now)
    _note(found, records, "withdrawn")


def _note(found: Import, records: list[UUID], undone: str, because: str = "") -> None:
    for chunk in _chunks(records):
        rows = ImportRow.objects.filter(of_import=found, record__in=chunk, outcome__in=("accepted", "changed"))
        rows.update(undone=undone, stayed_because=because)


def _put_back(group: list[Brought], answers: Mapping[Name, str], *, by: Reader) -> None:
    """The versions before the import become the newest ones, with what was answered about their names."""
    ids = [each.record for each in group]
    rows = Activity.objects.select_related("record").in_bulk(ids)
    wanted = {each.record: each.before or 1 for each in group}
    told = Version.objects.filter(record__in=ids, number__in=set(wanted.values()))
    earlier = {version.record_id: version for version in told if version.number == wanted[version.record_id]}
    changes = [(rows[record], _entry_before(rows[record], earlier[record], answers)) for record in ids]
    storage.update_many(changes, by=by)


def _entry_before(activity: Activity, earlier: Version, answers: Mapping[Name, str]) -> ActivityEntry:
    content = earlier.content.get("content") or {}
    parsed = Parsed.from_builtins(content) if content else None
    return ActivityEntry(
        understood(facts_of(earlier.content["facts"], activity.pk), answers),
        content=content,
        sort=earlier.content.get("sort", activity.sort),
        measure=earlier.content.get("measure", ""),
        status=earlier.content.get("status", ""),
        shares=earlier.content.get("shares", {}),
        provenance=earlier.provenance,
        digest=parsed.digest if parsed else "",
        updated_at=moment(parsed.updated) if parsed else None,
    )


def _chunks(ids: list[UUID]) -> Iterable[list[UUID]]:
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]
