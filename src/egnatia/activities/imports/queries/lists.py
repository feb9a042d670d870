"""Imports as a reader sees them: the list, and one of them with its files and sums."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from django.utils.translation import gettext

from egnatia.activities.imports.models import Import, ImportFile
from egnatia.activities.imports.name_queue.models import QueueEntry
from egnatia.activities.imports.progress.models import ImportProgress
from egnatia.activities.imports.queries.rows import rows_of
from egnatia.activities.imports.rules import OUTCOMES, ImportPreview
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotFound
from egnatia.kernel.models import Record
from egnatia.kernel.records import markings
from egnatia.pages.pagination import Page

PAGE = 20


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file of an import with what became of its activities."""

    position: int
    name: str
    size: int
    digest: str
    format: str
    accepted: int
    changed: int
    unchanged: int
    rejected: int
    left_out: int
    dropped: tuple[tuple[str, int], ...]
    refused: str
    params: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ImportLine:
    """An import in the list. `elements`: activities in its files, as they were read."""

    id: UUID
    state: str
    state_words: str
    source: str
    files: tuple[str, ...]
    elements: int
    rejected: int
    marking: Marking
    started_by: str
    started_at: datetime


@dataclass(frozen=True, slots=True)
class ProgressLine:
    phase: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class ImportPage:
    """One import. `marking` is who sees it now, `target` what its activities get; `own` where the reader may act."""

    id: UUID
    state: str
    source: str
    owner: str
    author: str
    own: bool
    marking: Marking
    target: Marking
    started_by: str
    started_at: datetime
    ended_at: datetime | None
    undone_at: datetime | None
    failure: str
    files: tuple[FileLine, ...]
    dropped: tuple[tuple[str, int], ...]
    outcomes: dict[str, int]
    undone: dict[str, int]
    unknown: int
    unlisted: int
    progress: ProgressLine
    sheet: bool  # its columns were chosen
    only_region: bool
    preview: ImportPreview  # of the dry run, before anything is stored

    @property
    def at_work(self) -> bool:
        return self.state in ("trying", "storing", "undoing")

    @property
    def usable(self) -> bool:
        return any(not file.refused for file in self.files)


def state_of(reader: Reader, import_id: UUID) -> str:
    """Raises NotFound."""
    return _seen(reader, import_id).state


def _seen(reader: Reader, import_id: UUID) -> Import:
    found: Import | None = Import.visible_to(reader).filter(pk=import_id).first()
    if found is None or not may_read(reader, found.record.envelope).allowed:
        raise NotFound
    return found


class Imports(Page[ImportLine]):
    """A page of the list."""

    SIZE = PAGE


def imports_seen_by(reader: Reader, *, page: int = 1) -> Imports:
    """The imports of a page, newest first."""
    start = (page - 1) * PAGE
    rows = list(Import.visible_to(reader).order_by("-started_at", "-pk")[start : start + PAGE + 1])
    shown = [found for found in rows[:PAGE] if may_read(reader, found.record.envelope).allowed]
    files: dict[UUID, list[ImportFile]] = {}
    for file in ImportFile.objects.filter(of_import__in=shown).order_by("of_import", "position"):
        files.setdefault(file.of_import_id, []).append(file)
    lines = tuple(_line(found, files.get(found.pk, [])) for found in shown)
    return Imports(lines, page, len(rows) > PAGE)


def _line(found: Import, files: Sequence[ImportFile]) -> ImportLine:
    return ImportLine(
        id=found.pk,
        state=found.state,
        state_words=_state_words(found, files),
        source=found.source,
        files=tuple(file.name for file in files),
        elements=sum(getattr(file, outcome) for file in files for outcome in OUTCOMES),
        rejected=sum(file.rejected for file in files),
        marking=markings.of_json(found.marking),
        started_by=found.started_by,
        started_at=found.started_at,
    )


def _state_words(found: Import, files: Sequence[ImportFile]) -> str:
    """Where nothing can be used there is nothing to decide."""
    if found.state == Import.State.TRIED and all(file.refused for file in files):
        return gettext("checked, nothing can be imported")
    return found.get_state_display()


def import_seen_by(reader: Reader, import_id: UUID) -> ImportPage:
    """Raises NotFound where there is none that this reader may know of. Sums count the rows that they see."""
    found = _seen(reader, import_id)
    record: Record = found.record
    files = tuple(_file(file) for file in found.files.all())
    outcomes, undone = rows_of(reader, import_id).sums()
    progress = ImportProgress.objects.filter(of_import=found).first() or ImportProgress()
    return ImportPage(
        id=found.pk,
        state=found.state,
        source=found.source,
        owner=str(record.owner_id),
        author=record.author,
        own=str(record.owner_id) == reader.organisation,
        marking=record.marking,
        target=markings.of_json(found.marking),
        started_by=found.started_by,
        started_at=found.started_at,
        ended_at=found.ended_at,
        undone_at=found.undone_at,
        failure=found.failure,
        files=files,
        dropped=_dropped(files),
        outcomes=outcomes,
        undone=undone,
        unknown=_unknown(reader, found),
        unlisted=sum(found.unlisted.values()),
        progress=ProgressLine(progress.phase, progress.done, progress.total),
        sheet=bool(found.mapping),
        only_region=found.only_region,
        preview=msgspec.convert(found.preview if found.state == Import.State.TRIED else {}, type=ImportPreview),
    )


def _file(file: ImportFile) -> FileLine:
    return FileLine(
        *(file.position, file.name, file.size, file.digest, file.format),
        *(file.accepted, file.changed, file.unchanged, file.rejected, file.left_out),
        *(tuple(sorted(file.dropped.items())), file.refused, file.params),
    )


def _dropped(files: Sequence[FileLine]) -> tuple[tuple[str, int], ...]:
    sums: dict[str, int] = {}
    for file in files:
        for name, count in file.dropped:
            sums[name] = sums.get(name, 0) + count
    return tuple(sorted(sums.items()))


def _unknown(reader: Reader, found: Import) -> int:
    """Names of this import that wait for an answer, among those that the reader sees."""
    open_ones = QueueEntry.visible_to(reader).filter(state=QueueEntry.State.OPEN)
    return open_ones.filter(sightings__of_import=found.pk).count()
