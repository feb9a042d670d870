"""In what one state of a round is other than an earlier one, as far as one reader reads both. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from egnatia.coverage import EMPTY, Key, State
from egnatia.reporting.snapshots.findings import Findings
from egnatia.reporting.snapshots.items import NeedKept


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell whose state is another one."""

    key: Key
    before: State
    now: State


@dataclass(frozen=True, slots=True)
class SnapshotChanges:
    """Needs and activities by record: those that came, those that went, and needs that say something else now."""

    needs_new: tuple[UUID, ...]
    needs_gone: tuple[UUID, ...]
    needs_changed: tuple[UUID, ...]
    works_new: tuple[UUID, ...]
    works_gone: tuple[UUID, ...]
    cells: tuple[CellChange, ...]


def changes(before: Findings, now: Findings) -> SnapshotChanges:
    """What is new in `now`, what is no more, and the cells whose state differs, in their order."""
    old, new, earlier = before.leaves(), now.leaves(), before.needs
    moved = (
        CellChange(key, old.get(key, EMPTY).state, new.get(key, EMPTY).state) for key in sorted(old.keys() | new.keys())
    )
    return SnapshotChanges(
        needs_new=_without(now.needs, before.needs),
        needs_gone=_without(before.needs, now.needs),
        needs_changed=tuple(
            record for record, need in now.needs.items() if record in earlier and _other(earlier[record], need)
        ),
        works_new=_without(now.works, before.works),
        works_gone=_without(before.works, now.works),
        cells=tuple(each for each in moved if each.before != each.now),
    )


def _without(these: Mapping[UUID, object], those: Mapping[UUID, object]) -> tuple[UUID, ...]:
    return tuple(record for record in these if record not in those)


def _other(before: NeedKept, now: NeedKept) -> bool:
    """Whether a need says something else: not that it was confirmed once more."""
    return (before.objective, before.priority, before.texts) != (now.objective, now.priority, now.texts)
