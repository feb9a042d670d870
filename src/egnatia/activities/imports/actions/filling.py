"""Storing what was decided, inside the transaction of the import."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from egnatia.activities.activities import storing
from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.rows import row_of
from egnatia.activities.activities.signals import activities_stored
from egnatia.activities.activities.stored import Entry, facts_of
from egnatia.activities.imports.entries import entry_of
from egnatia.activities.imports.planning import Plan, Wish
from egnatia.activities.imports.progress.telling import Tell
from egnatia.activities.imports.queries.here import known_to
from egnatia.activities.imports.queries.standing import way_of
from egnatia.activities.imports.queue.unknown import Unknown
from egnatia.activities.imports.report import Touched
from egnatia.activities.imports.returning import as_downloaded, entry_of_row
from egnatia.activities.imports.rules import Decision
from egnatia.formats import Parsed
from egnatia.kernel import clock
from egnatia.kernel.forum import forum
from egnatia.kernel.models import Grant, Record
from egnatia.kernel.reader import Reader
from egnatia.kernel.records import grants_of

AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Version:
    """A decision that makes a new version of a record."""

    decision: Decision
    record: UUID
    entry: Entry


def each_once(versions: Iterable[Version], most: int) -> Iterator[list[Version]]:
    """Groups in which no record stands twice: the states of one activity are stored one after the other."""
    group: dict[UUID, Version] = {}
    for version in versions:
        if version.record in group or len(group) == most:
            yield list(group.values())
            group = {}
        group[version.record] = version
    if group:
        yield list(group.values())


class Filling:
    """One import on its way into the tables. `touched`: line's place -> the record that it made or met."""

    def __init__(self, plan: Plan, import_id: UUID, wish: Wish, *, by: Reader, tell: Tell) -> None:
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

    def _versions(self, made: dict[str, UUID]) -> Iterator[Version]:
        for decision, entry in self._entries([d for d in self._plan.decisions if d.write == "version"]):
            yield Version(decision, decision.existing.record if decision.existing else made[decision.line.key], entry)

    def _entries(self, decisions: list[Decision]) -> Iterator[tuple[Decision, Entry]]:
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
        found = storing.store_many(entries, marking=self._wish.marking, by=self._by)
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

    def _change(self, group: list[Version]) -> None:
        rows = Activity.objects.select_related("record").in_bulk([each.record for each in group])
        before = [None if each.decision.restore else rows[each.record].record.version for each in group]
        changes = [(rows[each.record], self._next(rows[each.record], each)) for each in group]
        for each, was, now in zip(group, before, storing.update_many(changes, by=self._by), strict=True):
            self.touched[each.decision.line.place] = Touched(each.record, was, now)

    def _next(self, activity: Activity, version: Version) -> Entry:
        if version.decision.line.record:
            return self._returned(activity, version.entry)
        return replace(version.entry, sort=activity.sort, measure=activity.measure)

    def _returned(self, activity: Activity, entry: Entry) -> Entry:
        """A row that names its record changes what it says differently; everything else stays."""
        assert self._way is not None
        shown = as_downloaded(row_of(activity, forum(), {}, 1), self._way)
        assert shown is not None  # or its digest would have met nothing
        assert isinstance(entry.content, bytes)
        now = Entry(
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
