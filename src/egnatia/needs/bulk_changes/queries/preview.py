"""What a change of many would do, record by record: the page before it is done."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from egnatia.activities.activities.labels import label
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.access.tokens import covers
from egnatia.kernel.audience import Group, group_of
from egnatia.kernel.models import Record
from egnatia.needs.bulk_changes.queries.names import NAMING, WHY, BulkLabels, RecordTitle
from egnatia.needs.bulk_changes.queries.visible import seen
from egnatia.needs.bulk_changes.rules import BulkPlan, BulkResult, PlannedRecord, Wish
from egnatia.pages.history import Change
from egnatia.people.marking.words import in_short
from egnatia.taxonomy.forum import community_names


@dataclass(frozen=True, slots=True)
class Badge:
    """A marking as a row shows it."""

    tlp: str
    audience: str


@dataclass(frozen=True, slots=True)
class Remarking:
    """Another marking: to whom it opens the record who does not see it now, and to whom it closes it.

    `opened` and `closed` are parts of an audience; whoever belongs to another part that sees it goes on seeing it.
    """

    before: Badge
    after: Badge
    opened: tuple[Group, ...]
    closed: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """A record that would be changed. `waits`: a second person has to agree before its wider marking holds."""

    named: RecordTitle
    changes: tuple[Change, ...]
    marking: Badge
    remarking: Remarking | None
    waits: bool


@dataclass(frozen=True, slots=True)
class SkippedRecords:
    """Records that would be left as they are, by the reason."""

    why: str
    records: tuple[RecordTitle, ...]


@dataclass(frozen=True, slots=True)
class AudienceChange:
    """What another marking does to some of the records: its audiences stand here by name, once.

    However the records were marked before: whom it opens and closes them to is the same.
    """

    after: Badge
    opened: tuple[Group, ...]
    closed: tuple[Group, ...]
    number: int


@dataclass(frozen=True, slots=True)
class Preview:
    lines: tuple[PreviewLine, ...]
    ways: tuple[AudienceChange, ...]
    left: tuple[SkippedRecords, ...]
    missing: int
    waits: int


@dataclass(frozen=True, slots=True)
class BulkSelection:
    """The records that were chosen, as they are now; `missing` are not there for them. `marking` is what all have."""

    rows: Mapping[UUID, Any]
    missing: int

    @property
    def marking(self) -> Marking | None:
        markings = {row.record.marking for row in self.rows.values()}
        return markings.pop() if len(markings) == 1 else None

    def plan(self, reader: Reader, listed: str, wish: Wish, marking: Marking | None) -> BulkPlan:
        records: Iterable[Record] = (row.record for row in self.rows.values())
        planned = tuple(PlannedRecord(record.pk, record.version, record.marking_digest) for record in records)
        return BulkPlan(reader.person, listed, wish, marking, planned)

    def named(self, listed: str) -> tuple[RecordTitle, ...]:
        return tuple(NAMING[listed].named(row) for row in self.rows.values())


def chosen_by(reader: Reader, listed: str, records: tuple[UUID, ...]) -> BulkSelection:
    """In the order in which they were chosen."""
    rows = seen(listed, records, by=reader)
    return BulkSelection({record: rows[record] for record in records if record in rows}, len(records) - len(rows))


@dataclass(slots=True)
class Previewing:
    """Who asks, for which change; each part of an audience is asked for once, however many records it is of."""

    words: BulkLabels
    plan: BulkPlan
    communities: Mapping[str, str] = field(default_factory=community_names)
    groups: dict[str, Group] = field(default_factory=dict)

    def of(self, chosen: BulkSelection, outcome: BulkResult) -> Preview:
        """`outcome`: what became of it when it was tried."""
        waits = outcome.waits
        lines = {
            record: self._line(chosen.rows[record], waits=record in waits)
            for record in outcome.changed
            if record in chosen.rows
        }
        return Preview(
            lines=tuple(lines.values()),
            ways=_ways(lines.values()),
            left=self._left(chosen, outcome),
            missing=chosen.missing + outcome.missing,
            waits=sum(line.waits for line in lines.values()),
        )

    def _line(self, row: Any, *, waits: bool) -> PreviewLine:  # noqa: ANN401 - of whatever kind
        naming, marking = NAMING[self.plan.listed], self.plan.marking
        remarked = marking is not None and marking != row.record.marking
        return PreviewLine(
            named=naming.named(row),
            changes=naming.changes(row, self.plan.wish, self.words),
            marking=self._badge(row.record.marking),
            remarking=self._remarking(row.record, marking) if marking and remarked else None,
            waits=waits,
        )

    def _remarking(self, record: Record, marking: Marking) -> Remarking:
        before = record.tokens
        after = marking.tokens(owner=str(record.owner_id), author=record.author)
        return Remarking(
            before=self._badge(record.marking),
            after=self._badge(marking),
            opened=self._groups(token for token in after if not covers(before, frozenset({token}))),
            closed=self._groups(token for token in before if not covers(after, frozenset({token}))),
        )

    def _badge(self, marking: Marking) -> Badge:
        return Badge(marking.tlp.words, in_short(marking, self.words.names, self.communities))

    def _groups(self, tokens: Iterable[str]) -> tuple[Group, ...]:
        return tuple(self._group(token) for token in sorted(tokens))

    def _group(self, token: str) -> Group:
        if token not in self.groups:
            self.groups[token] = group_of(token, asker=self.words.reader)
        return self.groups[token]

    def _left(self, chosen: BulkSelection, outcome: BulkResult) -> tuple[SkippedRecords, ...]:
        naming, found = NAMING[self.plan.listed], dict[str, list[RecordTitle]]()
        for record, why in outcome.left.items():
            if record in chosen.rows:
                found.setdefault(why, []).append(naming.named(chosen.rows[record]))
        return tuple(SkippedRecords(label(WHY, why), tuple(records)) for why, records in sorted(found.items()))


def _ways(lines: Iterable[PreviewLine]) -> tuple[AudienceChange, ...]:
    remarked = [line.remarking for line in lines if line.remarking]
    counted = Counter((each.after, each.opened, each.closed) for each in remarked)
    return tuple(AudienceChange(*way, number) for way, number in counted.items())
