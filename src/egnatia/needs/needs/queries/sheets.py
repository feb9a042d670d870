"""What a sheet of needs would change, and what came with one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotFound
from egnatia.kernel.models import Version
from egnatia.kernel.records.content import body_of
from egnatia.needs.needs.cells import EDITABLE, NeedCellParser, changed_cells
from egnatia.needs.needs.fields import NEED, represented
from egnatia.needs.needs.models import Need
from egnatia.needs.needs.sheets import MOST_PLANNED, NeedSheetPlan, PlannedNeed
from egnatia.pages.record_presenters import changes_between
from egnatia.pages.sheets import Fault, SheetRow, canonical
from egnatia.taxonomy.forum import ForumNames
from egnatia.taxonomy.vocabularies import Objectives


@dataclass(frozen=True, slots=True)
class Planning:
    """Who sent the sheet, and in which words they are answered."""

    reader: Reader
    names: ForumNames
    objectives: Objectives

    def plan(self, rows: Iterable[SheetRow], file: str) -> NeedSheetPlan:
        """Each row is a new need, a changed one, an unchanged one, or a fault that says what was expected."""
        filled = [row for row in rows if any(row.cells.get(column, "").strip() for column in ("record", *EDITABLE))]
        known = self._known(filled)
        found = [each for row in filled for each in self._row(row, known)]
        planned = tuple(each for each in found if isinstance(each, PlannedNeed))
        faults = [each for each in found if isinstance(each, Fault)] + list(_too_many(planned))
        unchanged = len(filled) - len(planned) - len({each.row for each in faults if each.row})
        return NeedSheetPlan(file, self.reader.person, planned[:MOST_PLANNED], tuple(faults), unchanged)

    def _known(self, rows: Iterable[SheetRow]) -> dict[str, Need]:
        """The needs that the sheet names and its sender sees."""
        named = {row.cells.get("record", "").strip() for row in rows}
        needs = Need.visible_to(self.reader).in_bulk([UUID(each) for each in named if _is_uuid(each)])
        return {str(pk): need for pk, need in needs.items() if may_read(self.reader, need.record.envelope).allowed}

    def _row(self, row: SheetRow, known: dict[str, Need]) -> Iterator[PlannedNeed | Fault]:
        record = row.cells.get("record", "").strip().lower()
        if not record:
            yield from self._new(row)
        elif record in known:
            yield from self._change(row, known[record])
        else:
            yield Fault(row.number, "record", record[:80], _("the identifier of an existing need, or an empty cell"))

    def _new(self, row: SheetRow) -> Iterator[PlannedNeed | Fault]:
        cells = {column: canonical(row.cells[column]) for column in EDITABLE if column in row.cells}
        read = self._reading().said(row.number, cells, None)
        if isinstance(read, list):
            yield from read
        else:
            yield PlannedNeed(row.number, "", 0, read)

    def _change(self, row: SheetRow, need: Need) -> Iterator[PlannedNeed | Fault]:
        before = NEED.said(need)
        cells = changed_cells(row, before)
        if not cells:
            return
        if not NEED.writable(self.reader, need):
            expected = _("no change (only the owner can change this record)")
            yield Fault(row.number, next(iter(cells)), next(iter(cells.values()))[:80], expected)
            return
        read = self._reading().said(row.number, cells, before)
        if isinstance(read, list):
            yield from read
            return
        changes = changes_between(NEED, self.reader, need, need.content, body_of(read))
        if changes:
            yield PlannedNeed(row.number, str(need.pk), need.record.version, read, changes)

    def _reading(self) -> NeedCellParser:
        return NeedCellParser(self.names, self.objectives, frozenset(represented(self.reader)))


def _too_many(planned: tuple[PlannedNeed, ...]) -> Iterator[Fault]:
    if len(planned) > MOST_PLANNED:
        yield Fault(
            0, "", str(len(planned)), _("at most %(most)s new or changed rows at once") % {"most": MOST_PLANNED}
        )


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class SheetVersion:
    """A version that a sheet made. `state`: "here", "changed" since then, "undone"."""

    need: UUID
    row: int
    number: int
    created: bool
    state: str


@dataclass(frozen=True, slots=True)
class SheetPage:
    """A sheet that the reader's organisation sent."""

    id: UUID
    file: str
    by: str
    at: datetime
    versions: tuple[SheetVersion, ...]

    @property
    def undoable(self) -> int:
        """How many rows an undo would take back."""
        return sum(version.state == "here" for version in self.versions)

    def needs(self) -> list[UUID]:
        return [version.need for version in self.versions]


def sheet_of(reader: Reader, sheet: UUID) -> SheetPage:
    """Raises NotFound where their organisation sent none, or none of whose needs they see."""
    if reader.is_anonymous:
        raise NotFound
    own = Need.visible_to(reader).filter(record__owner=UUID(reader.organisation)).values("pk")
    gone = Need.withdrawn_by_own_organisation(reader).values("pk")
    made = Version.objects.filter(Q(record__in=own) | Q(record__in=gone), tokens__overlap=sorted(reader.held))
    rows = list(made.filter(provenance__sheet=str(sheet)).select_related("record").order_by("number", "record_id"))
    if not rows:
        raise NotFound
    versions = sorted((_version(row) for row in rows), key=lambda each: (each.row, each.need))
    return SheetPage(sheet, rows[0].provenance.get("file", ""), rows[0].by, rows[0].at, tuple(versions))


def _version(row: Version) -> SheetVersion:
    record = row.record
    undone = record.withdrawn_at is not None or "undone" in record.provenance
    state = "undone" if undone else "changed" if record.version != row.number else "here"
    return SheetVersion(record.pk, int(row.provenance.get("row", 0)), row.number, created=row.number == 1, state=state)
