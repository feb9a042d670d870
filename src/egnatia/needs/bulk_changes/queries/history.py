"""What a person changed many at once: their own changes, of the records that they still see."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from egnatia.activities.activities.labels import label
from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotFound
from egnatia.kernel.records.markings import of_json
from egnatia.needs.bulk_changes.models import BulkChange, BulkedRecord
from egnatia.needs.bulk_changes.queries.names import NAMING, WHY, BulkLabels, RecordTitle, wished
from egnatia.needs.bulk_changes.queries.preview import Badge
from egnatia.needs.bulk_changes.queries.visible import done_to_seen, own, seen
from egnatia.needs.bulk_changes.rules import UNDOABLE, undoable
from egnatia.people.marking.words import in_short
from egnatia.taxonomy.forum import community_names

State = BulkedRecord.State
MOST_LISTED = 50  # changes of one person; the last ones


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change in the list of one's own. `changed` counts the records that they still see."""

    id: UUID
    listed: str
    made_at: datetime
    undone_at: datetime | None
    wish: tuple[tuple[str, str], ...]
    marking: Badge | None
    changed: int
    undoable: bool
    until: datetime


@dataclass(frozen=True, slots=True)
class DoneRow:
    """One record of a change: what became of it, and of its undo. `asked`: nothing yet but a wish that waits."""

    named: RecordTitle
    state: str
    why: str
    waits: bool
    asked: bool


@dataclass(frozen=True, slots=True)
class DonePage:
    """`opened`: how many were opened to somebody who did not see them before."""

    row: ChangeRow
    records: tuple[DoneRow, ...]
    left: tuple[DoneRow, ...]
    opened: int
    waits: int


def changes_of(words: BulkLabels) -> tuple[ChangeRow, ...]:
    """The last ones first."""
    changes = list(own(words.reader).order_by("-made_at", "id")[:MOST_LISTED])
    counts, communities = _counts(words.reader, changes), community_names()
    return tuple(_row(change, counts[change.pk], words, communities) for change in changes)


def _counts(reader: Reader, changes: Sequence[BulkChange]) -> Counter[UUID]:
    """One query, however many there are."""
    return Counter(done_to_seen(reader).filter(change__in=changes).values_list("change_id", flat=True))


def _row(change: BulkChange, changed: int, words: BulkLabels, communities: Mapping[str, str]) -> ChangeRow:
    marking = of_json(change.marking) if change.marking else None
    return ChangeRow(
        id=change.pk,
        listed=change.listed,
        made_at=change.made_at,
        undone_at=change.undone_at,
        wish=wished(change.listed, change.wish, words),
        marking=Badge(marking.tlp.words, in_short(marking, words.names, communities)) if marking else None,
        changed=changed,
        undoable=undoable(change.made_at, change.undone_at, clock.now()),
        until=change.made_at + UNDOABLE,
    )


def change_page(words: BulkLabels, change_id: UUID) -> DonePage:
    """Raises NotFound where there is none of their own, or they see none of its records any more."""
    change = own(words.reader).filter(pk=change_id).first()
    if change is None:
        raise NotFound
    done = list(change.records.order_by("pk"))
    rows = seen(change.listed, [each.record_id for each in done], by=words.reader)
    there = [each for each in done if each.record_id in rows]
    told = [(each, _done_row(each, NAMING[change.listed].named(rows[each.record_id]))) for each in there]
    changed = [each for each in there if each.state != State.LEFT]
    return DonePage(
        row=_row(change, len(changed), words, community_names()),
        records=tuple(row for each, row in told if each.state != State.LEFT),
        left=tuple(row for each, row in told if each.state == State.LEFT),
        opened=sum(each.opened for each in changed),
        waits=sum(each.waits for each in changed),
    )


def _done_row(each: BulkedRecord, named: RecordTitle) -> DoneRow:
    asked = each.waits and each.after == each.before and each.state == State.CHANGED
    return DoneRow(named, each.state, label(WHY, each.because) if each.because else "", each.waits, asked)
