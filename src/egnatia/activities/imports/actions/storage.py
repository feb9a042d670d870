"""From uploaded files to stored activities in one transaction: records, rows, totals by file. Small ones at once."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

import msgspec
from django.db import transaction

from egnatia.activities.activities import storage
from egnatia.activities.activities.entries import ActivityEntry, facts_of
from egnatia.activities.activities.models import Activity, copy_rows, fresh_statistics_after
from egnatia.activities.activities.rows import row_of
from egnatia.activities.activities.storage import activities_stored
from egnatia.activities.imports.actions.uploads import Upload, begin, create, forget_files, own_import, sources_of
from egnatia.activities.imports.entries import entry_of
from egnatia.activities.imports.files import ImportSource
from egnatia.activities.imports.models import Import, ImportFile, ImportRow
from egnatia.activities.imports.name_queue.actions import enqueue
from egnatia.activities.imports.name_queue.names import Unknown
from egnatia.activities.imports.plan import ImportPlan, Wish, planned
from egnatia.activities.imports.progress.callbacks import Tell, nobody_asked
from egnatia.activities.imports.progress.models import ImportProgress, one_import_at_a_time
from egnatia.activities.imports.queries.records import known_to, way_of
from egnatia.activities.imports.reimport import as_downloaded, entry_of_row
from egnatia.activities.imports.report import COLUMNS, ImportReportRow, Touched, as_columns, counts_of, report_of
from egnatia.activities.imports.rules import OUTCOMES, Decision, preview_of
from egnatia.activities.imports.spool import Spool
from egnatia.formats import Parsed
from egnatia.formats.limits import ACTIVITIES, Limits
from egnatia.formats.outcomes import Refused
from egnatia.formats.sheets import Mapping as SheetMapping
from egnatia.kernel import clock, records
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.models import Grant, Record
from egnatia.kernel.records import audit, grants_of, markings
from egnatia.taxonomy.forum import forum

AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class VersionDecision:
    """A decision that makes a new version of a record."""

    decision: Decision
    record: UUID
    entry: ActivityEntry


def each_once(versions: Iterable[VersionDecision], most: int) -> Iterator[list[VersionDecision]]:
    """Groups in which no record stands twice: the states of one activity are stored one after the other."""
    group: dict[UUID, VersionDecision] = {}
    for version in versions:
        if version.record in group or len(group) == most:
            yield list(group.values())
            group = {}
        group[version.record] = version
    if group:
        yield list(group.values())


class ImportLoader:
    """One import on its way into the tables. `touched`: line's place -> the record that it made or met."""

    def __init__(self, plan: ImportPlan, import_id: UUID, wish: Wish, *, by: Reader, tell: Tell) -> None:
        self.touched: dict[int, Touched] = {}
        self.unknown = Unknown()
        self._plan, self._import, self._wish, self._by, self._tell = plan, import_id, wish, by, tell
        self._known = known_to(by, wish.marking)
        self._way = way_of(wish.mapping, wish.source)
        self._to_write = sum(1 for decision in plan.decisions if decision.write or decision.restore)
        self._written = 0

    def run(self) -> None:
        decisions = self._plan.decisions
        new = sorted((d for d in decisions if d.write == "record"), key=lambda decision: decision.line.place)
        made = dict(zip((d.line.key for d in new), self._store(new), strict=True))
        self._restore([d for d in decisions if d.restore])
        for group in each_once(self._versions(made), AT_ONCE):
            self._change(group)

    def _versions(self, made: dict[str, UUID]) -> Iterator[VersionDecision]:
        for decision, entry in self._entries([d for d in self._plan.decisions if d.write == "version"]):
            yield VersionDecision(
                decision, decision.existing.record if decision.existing else made[decision.line.key], entry
            )

    def _entries(self, decisions: list[Decision]) -> Iterator[tuple[Decision, ActivityEntry]]:
        texts = self._plan.reading.spool.take([decision.line.place for decision in decisions])
        for decision, (_, text) in zip(decisions, texts, strict=True):
            yield (
                decision,
                entry_of(text, decision.line, import_id=self._import, known=self._known, unknown=self.unknown),
            )
            self._written += 1
            self._tell("storing", self._written, self._to_write)

    def _store(self, new: list[Decision]) -> list[UUID]:
        if not new:
            return []
        entries = (entry for _, entry in self._entries(new))
        found = storage.store_many(entries, marking=self._wish.marking, by=self._by)
        for decision, record in zip(new, found, strict=True):
            self.touched[decision.line.place] = Touched(record, None, 1)
        return found

    def _restore(self, back: list[Decision]) -> None:
        """What the undoing of an earlier import withdrew is seen again, under the marking it has."""
        places = {d.existing.record: d for d in back if d.existing}
        for chunk in _chunks(list(places)):
            Record.objects.filter(pk__in=chunk).update(withdrawn_at=None, changed_at=clock.now())
            kept = Record.objects.filter(pk__in=chunk)
            Grant.objects.bulk_create(grant for record in kept for grant in grants_of(record))
        for record, decision in places.items():
            assert decision.existing is not None
            self.touched[decision.line.place] = Touched(record, None, decision.existing.version)
        for _ in self._entries([d for d in back if not d.write]):
            pass  # names that nobody knows are counted again
        if places:
            activities_stored.send(sender=Activity, ids=list(places))

    def _change(self, group: list[VersionDecision]) -> None:
        rows = Activity.objects.select_related("record").in_bulk([each.record for each in group])
        before = [None if each.decision.restore else rows[each.record].record.version for each in group]
        changes = [(rows[each.record], self._next(rows[each.record], each)) for each in group]
        for each, was, now in zip(group, before, storage.update_many(changes, by=self._by), strict=True):
            self.touched[each.decision.line.place] = Touched(each.record, was, now)

    def _next(self, activity: Activity, version: VersionDecision) -> ActivityEntry:
        if version.decision.line.record:
            return self._returned(activity, version.entry)
        return replace(version.entry, sort=activity.sort, measure=activity.measure)

    def _returned(self, activity: Activity, entry: ActivityEntry) -> ActivityEntry:
        """A row that names its record changes what it says differently; everything else stays."""
        assert self._way is not None
        shown = as_downloaded(row_of(activity, forum(), {}, 1), self._way)
        assert shown is not None  # or its digest would have met nothing
        assert isinstance(entry.content, bytes)
        now = ActivityEntry(
            facts=facts_of(activity.facts, activity.pk),
            content=activity.content,
            sort=activity.sort,
            measure=activity.measure,
            status=activity.status,
            shares=activity.shares,
            provenance={**activity.record.provenance, "sheet": entry.provenance},
            digest=activity.digest,
            updated_at=clock.now(),
        )
        return entry_of_row(now, shown, Parsed.from_json(entry.content))


def _chunks(ids: list[UUID]) -> Iterator[list[UUID]]:
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]


def write_report(
    found: Import, plan: ImportPlan, touched: Mapping[int, Touched] | None = None
) -> list[ImportReportRow]:
    """Replace the report of an earlier reading by this one. `touched`: line's place -> the record it made or met."""
    files = list(found.files.all())
    rows = report_of(plan.reading, plan.decisions, touched)
    ImportRow.objects.filter(of_import=found).delete()
    copy_rows(ImportRow, COLUMNS, as_columns(rows, found.pk, [file.pk for file in files]))
    _write_sums(files, plan, rows)
    return rows


def _write_sums(files: Sequence[ImportFile], plan: ImportPlan, rows: list[ImportReportRow]) -> None:
    for file, read, counts in zip(files, plan.reading.files, counts_of(rows, len(files)), strict=True):
        file.format, file.dropped = read.format, read.dropped
        file.refused = read.refused.code if read.refused else ""
        file.params = read.refused.params if read.refused else {}
        for name, count in counts.items():
            setattr(file, name, count)
        file.save()


@transaction.atomic
def try_out(import_id: UUID, *, by: Reader, limits: Limits = ACTIVITIES, tell: Tell = nobody_asked) -> list[Refused]:
    """The dry run: a report by row, nothing stored. The files that cannot be used."""
    found = own_import(import_id, by=by)
    if found.state != Import.State.TRYING:
        return []
    with Spool() as spool:
        plan = planned(sources_of(found), spool, _wish_of(found), by=by, limits=limits, tell=tell)
        write_report(found, plan)
        usable = [decision.line for decision in plan.decisions if decision.outcome != "rejected"]
        found.preview = msgspec.to_builtins(preview_of(usable, forum().codes))
    found.state = Import.State.TRIED
    found.attempts = 0
    found.save(update_fields=["state", "attempts", "preview"])
    audit.record("tried out", Import.KIND, found.pk, by=by)
    return plan.reading.refusals


@transaction.atomic
def confirm(import_id: UUID, *, by: Reader, only_region: bool = False) -> None:
    """What was tried out shall be stored, all of it or only what names an economy of the forum; whoever calls this
    sends the job on its way."""
    found = own_import(import_id, by=by)
    if found.state != Import.State.TRIED or not found.files.filter(refused="").exists():
        raise NotAllowed("import-state")
    found.state, found.only_region = Import.State.STORING, only_region
    found.save(update_fields=["state", "only_region"])
    ImportProgress.objects.filter(of_import=found).update(phase="waiting", done=0, total=0, at=clock.now())
    audit.record("confirmed", Import.KIND, found.pk, by=by)


@transaction.atomic
def store(import_id: UUID, *, by: Reader, tell: Tell = nobody_asked) -> None:
    """Store what was confirmed. Where it is stored already, nothing happens."""
    one_import_at_a_time(by.organisation)
    found = own_import(import_id, by=by)
    if found.state != Import.State.STORING:
        return
    wish = _wish_of(found)
    records.require_may_mark(wish.marking, by=by)
    with Spool() as spool:
        plan = planned(sources_of(found), spool, wish, by=by, tell=tell)
        _fill(found, plan, wish, by=by, tell=tell)
    forget_files(found)
    records.set_marking(
        found.record, wish.marking, wish.marking.tokens(owner=by.organisation, author=found.record.author)
    )
    found.record.changed_at = clock.now()
    found.record.save()
    records.grant(found.record)


@transaction.atomic
def store_paths(
    sources: Sequence[ImportSource], wish: Wish, *, by: Reader, tell: Tell = nobody_asked
) -> tuple[UUID, ImportPlan]:
    """Files of this machine, read and stored at once. Of an import that does not end nothing is there."""
    one_import_at_a_time(by.organisation)
    records.require_may_mark(wish.marking, by=by)
    with Spool() as spool:
        plan = planned(sources, spool, wish, by=by, tell=tell)
        if not plan.usable:
            raise NotAllowed("nothing-usable")
        found = create(wish, wish.marking, by=by)
        found.only_region = wish.only_region
        _note_files(found, sources)
        _fill(found, plan, wish, by=by, tell=tell)
    return found.pk, plan


def try_paths(sources: Sequence[ImportSource], wish: Wish, *, by: Reader, tell: Tell = nobody_asked) -> ImportPlan:
    """The dry run of files of this machine. Nothing is stored; what was read is gone with the answer."""
    records.require_may_mark(wish.marking, by=by)
    with Spool() as spool:
        return planned(sources, spool, wish, by=by, tell=tell)


def _note_files(found: Import, sources: Sequence[ImportSource]) -> None:
    for position, source in enumerate(sources):
        assert source.path is not None
        digest, size = "", 0
        if source.path.is_file():
            size = source.path.stat().st_size
            with source.path.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
        ImportFile.objects.create(of_import=found, position=position, name=source.name[:255], size=size, digest=digest)


def _fill(found: Import, plan: ImportPlan, wish: Wish, *, by: Reader, tell: Tell) -> None:
    filling = ImportLoader(plan, found.pk, wish, by=by, tell=tell)
    filling.run()
    rows = write_report(found, plan, filling.touched)
    found.unlisted = enqueue(filling.unknown, found.pk, marking=wish.marking, by=by)
    found.state = Import.State.STORED
    found.ended_at = clock.now()
    found.save()
    counts: dict[str, int] = dict.fromkeys(OUTCOMES, 0)
    for row in rows:
        counts[row.outcome] += 1
    audit.record("imported", Import.KIND, found.pk, by=by, **counts)
    fresh_statistics_after(len(filling.touched))


def _wish_of(found: Import) -> Wish:
    mapping = msgspec.convert(found.mapping, type=SheetMapping) if found.mapping else None
    return Wish(markings.of_json(found.marking), found.source, mapping, found.only_region)


SMALL = 2_000_000  # bytes of an upload that somebody may wait for
PATIENCE = Limits(input_bytes=SMALL, cpu_seconds=8, idle_seconds=10)


class UnusableError(Exception):
    """Files that cannot be used, each with its sentence; nothing was kept."""

    def __init__(self, refused: list[Refused]) -> None:
        super().__init__(len(refused))
        self.refused = refused


@transaction.atomic
def begin_small(uploads: list[Upload], wish: Wish, *, by: Reader) -> UUID:
    """Keep the files and try them out. Raises UnusableError where one of them cannot be used."""
    made = begin(uploads, wish, by=by)
    if refused := try_out(made, by=by, limits=PATIENCE):
        raise UnusableError(refused)
    return made


def is_small(uploads: list[Upload]) -> bool:
    return sum(upload.size for upload in uploads) <= SMALL
