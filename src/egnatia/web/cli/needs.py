"""`egnatia import --mapping` with rows that are needs: the dry run, the report and the undo that such sheets have."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from egnatia.activities.imports.plan import Wish
from egnatia.activities.imports.sheets import ImportSource
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotFound
from egnatia.kernel.rooms import refusals
from egnatia.needs.needs.actions import carry_out, tried, undo_sheet
from egnatia.needs.needs.rules import may_state_any
from egnatia.needs.needs.sheets import NeedSheetPlan
from egnatia.needs.spreadsheets.queries import plan_of_file, replace_source
from egnatia.pages.sheets import Fault
from egnatia.web.serve.faults import ExitCode, FaultError

SHOWN = 10  # faults on the terminal; --json prints all


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file. `sheet`: under which identifier it is undone; none after a dry run."""

    plan: NeedSheetPlan
    faults: tuple[Fault, ...]
    sheet: UUID | None

    @property
    def counts(self) -> dict[str, int]:
        """As the command counts activities; a row with two faults is one row."""
        left_out = {fault.row for fault in self.faults if fault.row}
        done = [row for row in self.plan.rows if row.row not in left_out]
        new = sum(row.is_new for row in done)
        rejected = len(left_out)
        return {"accepted": new, "changed": len(done) - new, "unchanged": self.plan.unchanged, "rejected": rejected}


def bring_in(files: Sequence[ImportSource], wish: Wish, *, by: Reader, dry_run: bool, as_json: bool) -> int:
    """Each file by itself: its rows that can be used are stored at once, the others are told. The exit code."""
    assert wish.mapping is not None
    if not may_state_any(by):
        raise FaultError(ExitCode.FAILED, str(refusals()["need-economy"]))
    mapping = replace_source(wish.mapping, wish.source)
    told = [_file(plan_of_file(by, file, mapping), wish.marking, by=by, dry_run=dry_run) for file in files]
    _report(told, as_json=as_json)
    return _exit_code(told, dry_run=dry_run)


def _file(plan: NeedSheetPlan, marking: Marking, *, by: Reader, dry_run: bool) -> FileResult:
    if dry_run or not plan.rows:
        return FileResult(plan, _in_order(plan.faults, tried(plan, marking, by=by)), None)
    outcome = carry_out(plan, marking, by=by)
    return FileResult(plan, _in_order(plan.faults, outcome.faults), outcome.sheet if outcome.done else None)


def _in_order(*faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    return tuple(sorted((fault for each in faults for fault in each), key=lambda fault: (fault.row, fault.column)))


def undone(sheet: UUID, *, by: Reader) -> dict[str, int] | None:
    """How many rows of a sheet of needs were taken back, and how many stay; None where there is no such sheet."""
    try:
        found = undo_sheet(sheet, by=by)
    except NotFound:
        return None
    return {"withdrawn": found.back, "stayed": found.stay}


def _exit_code(told: Sequence[FileResult], *, dry_run: bool) -> int:
    """Nothing usable, or nothing stored where something should have been, is a failure."""
    good = [each for each in told if each.counts["accepted"] + each.counts["changed"] + each.counts["unchanged"]]
    return 0 if good and (dry_run or any(each.sheet or not each.plan.rows for each in good)) else ExitCode.FAILED


def _report(told: Sequence[FileResult], *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps({"files": [_as_json(each) for each in told]}, ensure_ascii=False))
        return
    console, errors = Console(), Console(stderr=True)
    table = Table("File", "New", "Changed", "Unchanged", "Rejected")
    for each in told:
        table.add_row(escape(each.plan.file), *(f"{count:,}" for count in each.counts.values()))
        for fault in each.faults[:SHOWN]:
            errors.print(escape(_sentence(fault, each.plan.file)), highlight=False, soft_wrap=True)
    console.print(table)
    for each in told:
        stored = f"Stored as import {each.sheet}." if each.sheet else "Nothing was stored."
        console.print(f"{escape(each.plan.file)}: {stored}", highlight=False, soft_wrap=True)


def _sentence(fault: Fault, file: str) -> str:
    """Of a whole file the fault is a sentence already."""
    if not fault.row:
        return fault.expected
    column = f", column {fault.column}" if fault.column else ""
    found = f" found is “{fault.found}”;" if fault.found else " the cell is empty;"
    return f"{file}, row {fault.row}{column}:{found} expected: {fault.expected}."


def _as_json(told: FileResult) -> dict[str, object]:
    faults = [
        {"row": fault.row, "column": fault.column, "found": fault.found, "expected": fault.expected}
        for fault in told.faults
    ]
    return {"name": told.plan.file, "sheet": str(told.sheet) if told.sheet else None, **told.counts, "faults": faults}
