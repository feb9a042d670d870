"""The report of an import row by row, as the database takes it, and its sums by file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import msgspec

from egnatia.activities.imports.files import ImportedFiles
from egnatia.activities.imports.rules import OUTCOMES, Decision, Outcome
from egnatia.activities.imports.sentences import said
from egnatia.formats import Rejected
from egnatia.formats.sentences import shortened

COLUMNS = (
    *(
        "of_import_id",
        "file_id",
        "number",
        "element",
        "line",
        "identifier",
        "title",
        "outcome",
        "code",
        "value",
        "params",
    ),
    *("sentence", "record_id", "version_before", "version_after", "undone", "stayed_because"),
)
LONGEST = 500


@dataclass(frozen=True, slots=True)
class Touched:
    """The record that a line made or met. `before` is None where it was not there; `after` as the import leaves it."""

    record: UUID
    before: int | None
    after: int


@dataclass(frozen=True, slots=True)
class ImportReportRow:
    """One row, with its file's position."""

    file: int
    element: int
    line: int
    identifier: str
    outcome: Outcome
    code: str = ""
    value: str = ""
    params: Mapping[str, str] | None = None
    sentence: str = ""
    touched: Touched | None = None
    title: str = ""


def report_of(
    reading: ImportedFiles, decisions: Iterable[Decision], touched: Mapping[int, Touched] | None = None
) -> list[ImportReportRow]:
    """A row for each activity element of the files, in their order."""
    rows = [_rejected(file, fault, reading.seen) for file, fault in reading.faults]
    rows += [_decided(decision, reading, touched or {}) for decision in decisions]
    return sorted(rows, key=lambda row: (row.file, row.element, row.line))


def _rejected(file: int, fault: Rejected, seen: frozenset[str]) -> ImportReportRow:
    """A row that names a record hangs on it: whoever does not see the record does not see what the row says of it."""
    record = fault.params.get("record", "").lower()
    return ImportReportRow(
        file, fault.element, fault.line, fault.identifier, "rejected", fault.code, fault.value, fault.params,
        fault.sentence, Touched(UUID(record), None, 0) if record in seen else None,
    )  # fmt: skip


def _decided(decision: Decision, reading: ImportedFiles, touched: Mapping[int, Touched]) -> ImportReportRow:
    line = decision.line
    params = {**decision.params, "identifier": line.identifier} if decision.code else {}
    if "element" in params:
        params["file"] = reading.files[int(params.get("file", line.file))].name
    return ImportReportRow(
        file=line.file,
        element=line.element,
        line=line.line,
        identifier=line.identifier,
        outcome=decision.outcome,
        code=decision.code,
        value=shortened(line.identifier) if decision.outcome == "rejected" else "",
        params=params,
        sentence=said(decision.code, params) if decision.code else "",
        touched=touched.get(line.place) or _met(decision),
        title=line.named,
    )


def _met(decision: Decision) -> Touched | None:
    """The record that an unchanged line stands for; none where it is out of sight."""
    found = decision.existing
    return Touched(found.record, found.version, found.version) if found and not found.absent else None


def as_columns(rows: Sequence[ImportReportRow], import_id: UUID, files: Sequence[UUID]) -> Iterator[tuple[object, ...]]:
    """The rows as COPY takes them; `files` by position."""
    for number, row in enumerate(rows, start=1):
        touched = row.touched
        yield (
            *(
                import_id,
                files[row.file],
                number,
                row.element,
                row.line,
                row.identifier[:LONGEST],
                row.title,
                row.outcome,
            ),
            *(row.code, row.value[:200], msgspec.json.encode(row.params or {}).decode(), row.sentence),
            *((touched.record, touched.before, touched.after) if touched else (None, None, None)),
            *("", ""),
        )


def counts_of(rows: Iterable[ImportReportRow], files: int) -> list[dict[str, int]]:
    """For each file: how many rows of each outcome."""
    found: list[dict[str, int]] = [dict.fromkeys(OUTCOMES, 0) for _ in range(files)]
    for row in rows:
        found[row.file][row.outcome] += 1
    return found
