"""What changed since the reader last said that they have seen all, or since a day that they chose."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from math import ceil
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.changes import MOST, ChangeEntry, ChangeEvent, ChangeSubject, Span, Telling, moved_for, number_for
from egnatia.kernel.records.versions import CHANGED, MARKED, NEW, VersionChange, standing_since
from egnatia.kernel.rooms import tellings
from egnatia.people.changes.models import Looked
from egnatia.people.changes.rules import (
    ASKED,
    AT_FIRST,
    OTHER,
    OWN,
    PAGE,
    Beginning,
    ChangeCount,
    ChangeUnit,
    counted,
    group_of,
    morning_of,
    on_page,
    page_asked,
    units_of,
)

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

FATES = {NEW: _("new"), CHANGED: _("changed"), MARKED: _("marking changed")}
HISTORY = "#history"  # where a page of a record shows what each version changed


@dataclass(frozen=True, slots=True)
class ChangeSummary:
    """How much changed since when: for the reader's home."""

    count: ChangeCount
    since: Beginning


@dataclass(frozen=True, slots=True)
class ChangedRecordLine:
    """One thing that changed. `difference` is where its page shows what changed, "" where there is nothing to see.

    `imported`: how many things came in one run with it, 1 for what came alone; `beside` are some of them.
    """

    at: datetime
    sort: "str | _StrPromise"
    fate: str
    told: ChangeEntry
    by: str
    difference: str
    imported: int = 1
    beside: tuple[ChangeEntry, ...] = ()

    @property
    def fate_words(self) -> str:
        """What became of it; a fate that a domain tells stands in words already."""
        return str(FATES.get(self.fate, self.fate))


GROUPS = {ASKED: _("Asked of you"), OWN: _("My economy"), OTHER: _("Other changes")}
BESIDE = 9  # of one run of an import, beside the newest


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """Lines that belong together; `title` is "" where there is only one group."""

    title: "str | _StrPromise"
    lines: tuple[ChangedRecordLine, ...]


@dataclass(frozen=True, slots=True)
class KindCount:
    """One kind of things that changed, and how many."""

    kind: str
    title: "str | _StrPromise"
    count: ChangeCount


@dataclass(frozen=True, slots=True)
class KindLines:
    """The newest of one kind of things that changed."""

    kind: str
    title: "str | _StrPromise"
    count: ChangeCount
    lines: tuple[ChangedRecordLine, ...]

    @property
    def more(self) -> int:
        """How many are not listed."""
        return max(0, self.count.number - sum(line.imported for line in self.lines))


@dataclass(frozen=True, slots=True)
class ChangePage:
    """One page of them; `until` is the moment that it was made at, and `kind` the one that it is narrowed to, or ""."""

    since: Beginning
    until: datetime
    kind: str
    parts: tuple[KindCount, ...]
    count: ChangeCount
    groups: tuple[ChangeGroup, ...]
    number: int
    last: int

    @property
    def lines(self) -> tuple[ChangedRecordLine, ...]:
        return tuple(line for group in self.groups for line in group.lines)

    @property
    def may_be_seen(self) -> bool:
        """Whether the page shows the newest of all that changed since the mark: only then is "all" what they saw."""
        return self.number == 1 and not (self.kind or self.since.chosen)

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.last else None


def beginning_for(reader: Reader, day: date | None = None) -> Beginning:
    """The day that they chose, else their mark, else a month ago. One query."""
    marks = Looked.objects.filter(person=UUID(reader.person), strong=reader.strong)
    until = marks.values_list("until", flat=True).first()
    if day is not None:
        return Beginning(morning_of(day), chosen=True)
    return Beginning(until, marked=True) if until else Beginning(clock.now() - AT_FIRST)


def news_for(reader: Reader) -> ChangeSummary:
    """Two queries, however much there is."""
    since = beginning_for(reader)
    number = number_for(reader, Span(since.at, clock.now()), tellings())
    return ChangeSummary(ChangeCount(min(number, MOST), number > MOST), since)


def changes_for(reader: Reader, *, day: date | None = None, kind: str = "", page: str = "") -> ChangePage:
    """One page of what changed, of all kinds or of one."""
    since, until = beginning_for(reader, day), clock.now()
    known = {telling.kind: telling for telling in tellings()}
    moved = moved_for(reader, Span(since.at, until), known.values())
    narrowed = {kind: moved.get(kind, [])} if kind in known else moved
    count = counted(narrowed)
    units = _units(reader, narrowed, known)
    last = max(1, ceil(len(units) / PAGE))
    number = page_asked(page, last)
    there = (telling for kind_of, telling in known.items() if kind_of in moved)
    return ChangePage(
        since=since,
        until=until,
        kind=kind if kind in known else "",
        parts=tuple(KindCount(each.kind, each.title, counted({each.kind: moved[each.kind]})) for each in there),
        count=count,
        groups=_groups(reader, since.at, on_page(units, number), known),
        number=number,
        last=last,
    )


def _units(
    reader: Reader, moved: Mapping[str, Sequence[ChangeEvent]], known: Mapping[str, Telling]
) -> list[ChangeUnit]:
    subjects: dict[UUID, ChangeSubject] = {}
    for kind, events in moved.items():
        if (of := known[kind].subjects) and events:
            subjects |= of(reader, [each.id for each in events[:MOST]])
    asked = reader.focal_economies()
    return units_of(moved, subjects, lambda subject: group_of(subject, reader.economies | asked, asked))


def _groups(
    reader: Reader, since: datetime, units: Sequence[ChangeUnit], known: Mapping[str, Telling]
) -> tuple[ChangeGroup, ...]:
    """In the order given."""
    lines: dict[int, list[ChangedRecordLine]] = {}
    for unit, line in _lines(reader, since, units, known):
        lines.setdefault(unit.group, []).append(line)
    return tuple(ChangeGroup(GROUPS[at] if len(lines) > 1 else "", tuple(lines[at])) for at in sorted(lines))


def _lines(
    reader: Reader, since: datetime, units: Sequence[ChangeUnit], known: Mapping[str, Telling]
) -> Iterator[tuple[ChangeUnit, ChangedRecordLine]]:
    """In the order given; a few queries for each kind that is there."""
    shown = [event for unit in units for event in unit.events[: 1 + BESIDE]]
    standing = standing_since(reader, since, [unit.events[0].id for unit in units])
    told: dict[tuple[str, UUID], ChangeEntry] = {}
    for kind in dict.fromkeys(each.kind for each in shown):
        found = known[kind].told(reader, [each.id for each in shown if each.kind == kind])
        told |= {(kind, record): words for record, words in found.items()}
    for unit in units:
        first, *beside = unit.events
        if (first.kind, first.id) in told:
            entries = [told[each.kind, each.id] for each in beside[:BESIDE] if (each.kind, each.id) in told]
            line = _line(first, known[first.kind], told[first.kind, first.id], standing[first.id])
            yield unit, replace(line, imported=len(unit.events), beside=tuple(entries))


def newest_by_kind(reader: Reader, day: date, *, most: int) -> tuple[KindLines, ...]:
    """What changed since that day, the newest `most` lines of each kind."""
    since, known = morning_of(day), {telling.kind: telling for telling in tellings()}
    moved = moved_for(reader, Span(since, clock.now()), known.values())
    kept: dict[str, list[ChangeUnit]] = {}
    for unit in sorted(_units(reader, moved, known), key=lambda unit: unit.events[0], reverse=True):
        kept.setdefault(unit.events[0].kind, []).append(unit)
    lines: dict[str, list[ChangedRecordLine]] = {}
    for unit, line in _lines(reader, since, [unit for units in kept.values() for unit in units[:most]], known):
        lines.setdefault(unit.events[0].kind, []).append(line)
    return tuple(
        KindLines(kind, known[kind].title, counted({kind: moved[kind]}), tuple(there)) for kind, there in lines.items()
    )


def _line(moved: ChangeEvent, telling: Telling, told: ChangeEntry, standing: VersionChange) -> ChangedRecordLine:
    changed = telling.history and not told.fate and standing.fate == CHANGED
    return ChangedRecordLine(
        at=moved.at,
        sort=telling.name,
        fate=told.fate or standing.fate,
        told=told,
        by=told.by or (standing.by if telling.history else ""),
        difference=told.url + HISTORY if changed else "",
    )
