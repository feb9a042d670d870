"""A file of a list that comes back: what each row would change, and carrying that out. Derived from the content.

A row with the identifier of a record changes that record, one without is a new record, one that is missing changes
nothing. What may be said is judged by the form of the kind, so that file and form take the same.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import msgspec
from django.core import signing
from django.db import transaction  # noqa: TID251 - each row is carried out or left out by itself
from django.utils.translation import gettext as _
from msgspec.structs import asdict, replace

from egnatia.formats import neutralised
from egnatia.formats.sheets import Table
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import ChangedMeanwhile, NotAllowed, NotFound
from egnatia.kernel.models import ContentKind
from egnatia.kernel.records import lifecycle
from egnatia.kernel.records.content import SEVERAL, Content, parts_of
from egnatia.kernel.records.lifecycle import ContentRefused, RecordKind
from egnatia.pages.forms import uuid_of
from egnatia.pages.history import Change
from egnatia.pages.record_forms import RecordForm, typed_of
from egnatia.pages.record_presenters import columns_of, differences, file_row, header_of
from egnatia.pages.sheets import Fault, SheetForm, SheetRow, canonical
from egnatia.taxonomy.vocabularies import choices_of

M = TypeVar("M", bound=ContentKind)
C = TypeVar("C", bound=Content)
MOST_PLANNED = 500  # new or changed rows of one file
A_DAY = 24 * 3600


class RecordSheetForm(SheetForm):
    """`rows` and `file` after `is_valid()`."""

    rows: tuple[SheetRow, ...] = ()

    def __init__(self, content: type[Content], *sent: Any) -> None:  # noqa: ANN401 - data and files, if any
        super().__init__(*sent)
        self.content = content

    def columns_of_ours(self, table: Table) -> int:
        return sum(table.column(column) is not None for column in header_of(self.content))

    def take(self, table: Table) -> None:
        at = {column: place for column in header_of(self.content) if (place := table.column(column)) is not None}
        if not set(columns_of(self.content)) & set(at):
            found = (column.words for column in table.header if column.words)
            raise self.other_columns(found, header_of(self.content))
        self.rows = tuple(
            SheetRow(row.number, {column: canonical(row.cells[place]) for column, place in at.items()})
            for row in table.rows
        )


class PlannedRow(msgspec.Struct, frozen=True):
    """A row that would become a record (`record` is "") or change one, at the version that it was compared with.

    `typed` is what would have been typed into the form.
    """

    row: int
    record: str
    version: int
    typed: dict[str, Any]
    changes: tuple[Change, ...] = ()


class SheetPlan(msgspec.Struct, frozen=True):
    """All rows of one file. `unchanged` say what their records say already."""

    file: str
    person: str
    rows: tuple[PlannedRow, ...] = ()
    faults: tuple[Fault, ...] = ()
    unchanged: int = 0

    @property
    def new(self) -> int:
        return sum(not each.record for each in self.rows)

    @property
    def changed(self) -> int:
        return len(self.rows) - self.new


def packed(plan: SheetPlan, salt: str) -> str:
    return signing.dumps(msgspec.to_builtins(plan), salt=salt, compress=True)


def unpacked(sent: str, salt: str, reader: Reader) -> SheetPlan | None:
    """The dry run that comes back, if it is this reader's and not older than a day."""
    try:
        plan = msgspec.convert(signing.loads(sent, salt=salt, max_age=A_DAY), SheetPlan)
    except signing.BadSignature:
        return None
    return plan if plan.person == reader.person else None


@dataclass(frozen=True, slots=True)
class SheetPlanning(Generic[M, C]):
    """What a file would change, worked out from what its sender sees."""

    kind: RecordKind[M, C]
    reader: Reader

    def plan(self, rows: Iterable[SheetRow], file: str) -> SheetPlan:
        filled = [row for row in rows if any(row.cells.values())]
        known = self._known(filled)
        found = [each for row in filled for each in self._row(row, known)]
        planned = tuple(each for each in found if isinstance(each, PlannedRow))
        faults = [each for each in found if isinstance(each, Fault)]
        if len(planned) > MOST_PLANNED:
            most = _("at most %(most)s new or changed rows at once") % {"most": MOST_PLANNED}
            faults.append(Fault(0, "", str(len(planned)), most))
        unchanged = len(filled) - len(planned) - len({each.row for each in faults if each.row})
        return self._tried(SheetPlan(file, self.reader.person, planned[:MOST_PLANNED], tuple(faults), unchanged))

    def _tried(self, plan: SheetPlan) -> SheetPlan:
        """Without the rows that would be refused: everything is done as in earnest, and undone at once."""
        with transaction.atomic():
            _done, faults = self.carry_out(plan, Marking(Tlp.GREEN))
            transaction.set_rollback(True)
        refused = {each.row for each in faults}
        rows = tuple(each for each in plan.rows if each.row not in refused)
        return replace(plan, rows=rows, faults=(*plan.faults, *faults))

    def _known(self, rows: Iterable[SheetRow]) -> dict[str, M]:
        """The records that the file names and its sender sees."""
        named = [uuid_of(row.cells, "record") for row in rows]
        return {str(pk): row for pk, row in self.kind.model.visible_to(self.reader).in_bulk(named).items()}

    def _row(self, row: SheetRow, known: Mapping[str, M]) -> Iterator[PlannedRow | Fault]:
        record = row.cells.get("record", "").lower()
        cells = {column: row.cells[column] for column in columns_of(self.kind.content) if column in row.cells}
        if not record:
            yield from self._judged(row, cells, None)
        elif record not in known:
            yield Fault(row.number, "record", record[:80], _("the identifier of an existing record, or an empty cell"))
        elif sent := self._differing(cells, known[record]):
            if self.kind.writable(self.reader, known[record]):
                yield from self._judged(row, sent, known[record])
            else:
                column, cell = next(iter(sent.items()))
                expected = _("no change (only the owner can change this record)")
                yield Fault(row.number, column, cell[:80], expected)

    def _differing(self, cells: Mapping[str, str], found: M) -> dict[str, str]:
        """The cells that say something else than the record does now."""
        shown = zip(header_of(self.kind.content), file_row(self.kind.content, self.reader, found), strict=True)
        now = {column: canonical(str(neutralised(cell))) for column, cell in shown}
        return {column: cell for column, cell in cells.items() if cell != now[column]}

    def _judged(self, row: SheetRow, cells: Mapping[str, str], found: M | None) -> Iterator[PlannedRow | Fault]:
        kept = self.kind.said(found) if found else None
        typed = {**(_posted(typed_of(asdict(kept))) if kept else {}), **self._typed(cells)}
        form = self._form(typed, found)
        for field, wrong in form.errors.items():
            column = "" if field == "__all__" else field
            yield Fault(row.number, column, cells.get(column, "")[:80], " ".join(map(str, wrong)))
        if form.is_valid():
            differing = differences(self.reader, kept, form.said())
            if differing or found is None:
                version = found.record.version if found else 0
                yield PlannedRow(row.number, str(found.pk) if found else "", version, typed, differing)

    def _form(self, typed: Mapping[str, Any], found: M | None) -> RecordForm[C]:
        if found is None:
            return RecordForm(self.kind.content, typed, reader=self.reader)
        parts, known = parts_of(self.kind.content), self.kind.known(self.reader, found)
        hidden = [name for name, part in parts.items() if name not in known or part.field.asked == "later"]
        return RecordForm(self.kind.content, typed, reader=self.reader, kept=self.kind.said(found), hidden=hidden)

    def _typed(self, cells: Mapping[str, str]) -> dict[str, Any]:
        """Cells as the form would have them: choices by code or by what they are called, several with commas."""
        typed: dict[str, Any] = dict(cells)
        for name, part in parts_of(self.kind.content).items():
            if name in cells and part.field.choices:
                codes = {words.casefold(): code for code, words in choices_of(part, self.reader).items()}
                said = [each.strip() for each in cells[name].split(",")] if part.type == SEVERAL else [cells[name]]
                meant = [codes.get(each.casefold(), each) for each in said if each]
                typed[name] = meant if part.type == SEVERAL else "".join(meant)
            elif name in cells and part.type is bool:
                typed[name] = "on" if cells[name].casefold() in ("yes", str(_("yes")).casefold()) else ""
        return typed

    def carry_out(self, plan: SheetPlan, marking: Marking | None) -> tuple[int, tuple[Fault, ...]]:
        """How many rows were carried out, and why others were not: changed or withdrawn meanwhile, or refused."""
        done, faults = 0, []
        for row in plan.rows:
            try:
                with transaction.atomic():
                    self._carry_out(row, marking)
            except ChangedMeanwhile:
                meanwhile = _("the record was changed in the meantime; download the list again")
                faults.append(Fault(row.row, "record", row.record, meanwhile))
            except (NotFound, NotAllowed):
                faults.append(Fault(row.row, "record", row.record, _("you can no longer change this record")))
            except ContentRefused as refused:
                faults.append(Fault(row.row, refused.field, "", str(refused.sentence)))
            else:
                done += 1
        return done, tuple(faults)

    def _carry_out(self, row: PlannedRow, marking: Marking | None) -> None:
        found = self.kind.model.visible_to(self.reader).filter(pk=row.record).first() if row.record else None
        if row.record and found is None:
            raise NotFound
        form = self._form(row.typed, found)
        if not form.is_valid():
            raise ChangedMeanwhile  # what was on offer at the dry run is not any more
        if found:
            lifecycle.change(self.kind, found.pk, form.said(), expected=row.version, by=self.reader)
        elif marking:
            lifecycle.create(self.kind, form.said(), marking, by=self.reader)


def _posted(typed: Mapping[str, Any]) -> dict[str, Any]:
    """What the form starts from, as a browser would send it back."""
    return {name: _sent(value) for name, value in typed.items() if value not in (None, False)}


def _sent(value: Any) -> Any:  # noqa: ANN401 - of the field's type
    return "on" if value is True else value if isinstance(value, list) else str(value)
