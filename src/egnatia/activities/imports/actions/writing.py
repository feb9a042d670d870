"""Writing down what an import found: rows, and sums by file."""

from collections.abc import Mapping, Sequence

from egnatia.activities.activities.models import copy_rows
from egnatia.activities.imports.models import Import, ImportFile, ImportRow
from egnatia.activities.imports.planning import Plan
from egnatia.activities.imports.report import COLUMNS, ReportRow, Touched, as_columns, counts_of, report_of


def write_report(found: Import, plan: Plan, touched: Mapping[int, Touched] | None = None) -> list[ReportRow]:
    """Replace the report of an earlier reading by this one. `touched`: line's place -> the record it made or met."""
    files = list(found.files.all())
    rows = report_of(plan.reading, plan.decisions, touched)
    ImportRow.objects.filter(of_import=found).delete()
    copy_rows(ImportRow, COLUMNS, as_columns(rows, found.pk, [file.pk for file in files]))
    _write_sums(files, plan, rows)
    return rows


def _write_sums(files: Sequence[ImportFile], plan: Plan, rows: list[ReportRow]) -> None:
    for file, read, counts in zip(files, plan.reading.files, counts_of(rows, len(files)), strict=True):
        file.format, file.dropped = read.format, read.dropped
        file.refused = read.refused.code if read.refused else ""
        file.params = read.refused.params if read.refused else {}
        for name, count in counts.items():
            setattr(file, name, count)
        file.save()
