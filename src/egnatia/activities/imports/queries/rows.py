"""The report of an import as a reader sees it: without rows of records that they no longer see."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from egnatia.activities.imports.models import ImportRow
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Grant

PAGE = 50

WITHOUT_RECORD = Q(record__isnull=True)
# What this import's undoing withdrew was the reader's to see: the import says so. Nobody holds a grant to it.
TAKEN_BACK = Q(undone=ImportRow.Undone.WITHDRAWN, record__withdrawn_at__isnull=False)


@dataclass(frozen=True, slots=True)
class RowLine:
    """What became of one activity. `record` where it can be opened."""

    number: int
    file: str
    element: int
    line: int
    identifier: str
    title: str
    outcome: str
    code: str
    value: str
    params: dict[str, Any]
    sentence: str
    record: UUID | None
    undone: str
    stayed_because: str


@dataclass(frozen=True, slots=True)
class RowCursor:
    """Behind which row a page begins, or before which one it ends."""

    number: int
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class RowPage:
    """`next`: the row behind which the next page begins; `previous`: the one before which the last one ends."""

    lines: list[RowLine]
    previous: int | None
    next: int | None


@dataclass(frozen=True, slots=True)
class ImportRows:
    """Rows of one import; narrow them with `only`, then read a page, all of them or their sums."""

    reader: Reader
    import_id: UUID
    outcome: str = ""
    undone: str = ""
    file: int | None = None
    noted: bool = False
    inside: bool = False  # without those that are beyond the forum's economies

    def only(
        self,
        *,
        outcome: str = "",
        undone: str = "",
        file: int | None = None,
        noted: bool = False,
        inside: bool = False,
    ) -> "ImportRows":
        return replace(self, outcome=outcome, undone=undone, file=file, noted=noted, inside=inside)

    def _granted(self) -> "QuerySet[Grant]":
        return Grant.objects.filter(record=OuterRef("record"), token__in=sorted(self.reader.held))

    def _seen(self) -> "QuerySet[ImportRow]":
        # Not EXISTS: beside an OR the database would read every grant there is, even for a page of 50 rows.
        one = Subquery(self._granted().values("pk")[:1])
        return self._all().alias(grant=one).filter(WITHOUT_RECORD | Q(grant__isnull=False) | TAKEN_BACK)

    def _seen_in_parts(self) -> "list[QuerySet[ImportRow]]":
        """The same rows in parts that have none in common, each quick to count over a whole import."""
        return [self._all().filter(part) for part in (WITHOUT_RECORD, Q(Exists(self._granted())), TAKEN_BACK)]

    def _all(self) -> "QuerySet[ImportRow]":
        rows = ImportRow.objects.filter(of_import=self.import_id)
        narrowed = {name: value for name, value in (("outcome", self.outcome), ("undone", self.undone)) if value} | (
            {"file__position": self.file} if self.file is not None else {}
        )
        rows = rows.filter(**narrowed)
        rows = rows.exclude(code__in=("outside", "outside-region")) if self.inside else rows
        return rows.exclude(code="") if self.noted else rows

    def page(self, place: RowCursor | None = None) -> RowPage:
        """A page of rows in the order of the files, behind or before a row: however deep, it reads no more."""
        place = place or RowCursor(0)
        order = "-number" if place.backwards else "number"
        beyond = {"number__lt" if place.backwards else "number__gt": place.number}
        found = list(self._seen().filter(**beyond).order_by(order).values_list("pk", flat=True)[: PAGE + 1])
        lines = self._lines(found[:PAGE])
        more, turned = len(found) > PAGE, place.number > 0
        before, behind = (more, turned) if place.backwards else (turned, more)
        return RowPage(
            lines,
            previous=lines[0].number if lines and before else None,
            next=lines[-1].number if lines and behind else None,
        )

    def first(self, count: int) -> list[RowLine]:
        """The first rows, in the order of the files."""
        return self._lines(list(self._seen().order_by("number").values_list("pk", flat=True)[:count]))

    def _lines(self, chosen: list[int]) -> list[RowLine]:
        # What is passed over needs neither its file nor its record.
        rows = ImportRow.objects.filter(pk__in=chosen).select_related("file", "record").order_by("number")
        return [_line(row) for row in rows]

    def sums(self) -> tuple[dict[str, int], dict[str, int]]:
        """(rows by outcome, rows by what undoing did)."""
        outcomes = dict.fromkeys(ImportRow.Outcome.values, 0)
        undone = {value: 0 for value in ImportRow.Undone.values if value}
        for part in self._seen_in_parts():
            for outcome, what, count in part.order_by().values_list("outcome", "undone").annotate(Count("pk")):
                outcomes[outcome] += count
                if what:
                    undone[what] += count
        return outcomes, undone


def rows_of(reader: Reader, import_id: UUID) -> ImportRows:
    """All rows of an import that the reader sees."""
    return ImportRows(reader, import_id)


def _line(row: ImportRow) -> RowLine:
    there = row.record is not None and row.record.withdrawn_at is None
    return RowLine(
        *(
            row.number,
            row.file.name,
            row.element,
            row.line,
            row.identifier,
            row.title,
            row.outcome,
            row.code,
            row.value,
        ),
        *(row.params, row.sentence, row.record_id if there else None, row.undone, row.stayed_because),
    )
