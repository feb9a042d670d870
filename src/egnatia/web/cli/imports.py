"""`egnatia import`: files of this machine into the database, as somebody, under a marking."""

import json
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from egnatia.activities.imports.actions.storage import store_paths, try_paths
from egnatia.activities.imports.actions.undo import ask_to_undo, undo
from egnatia.activities.imports.files import FileRead, ImportSource
from egnatia.activities.imports.plan import ImportPlan, Wish
from egnatia.activities.imports.progress.callbacks import Tell, now_and_then
from egnatia.activities.imports.queries.lists import import_seen_by
from egnatia.activities.imports.report import ImportReportRow, counts_of, report_of
from egnatia.activities.imports.sentences import FAILURES
from egnatia.formats.files import files_in
from egnatia.formats.refusal import Refusal
from egnatia.formats.sheets import Mapping, read_mapping
from egnatia.kernel.access.marking import Marking, MarkingError, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import AlreadyThere, NotAllowed, NotFound
from egnatia.kernel.models import Person
from egnatia.kernel.readers import reader_named
from egnatia.kernel.rooms import refusals
from egnatia.matching.actions import compare_waiting
from egnatia.people.marking.words import FAULTS
from egnatia.web.cli import needs
from egnatia.web.cli.database import on_database
from egnatia.web.serve.faults import ExitCode, FaultError

SOME_REFUSED = 3
NOTHING_USABLE = "nothing-usable"
SHOWN = 10  # rejected rows on the terminal; all of them are on the import's page
EPILOG = (
    "Exit codes: 0 done, single rows may be rejected; 1 nothing was stored; 2 a mistake in the command line; "
    "3 done, but at least one file was refused; 12 to 17 as of `egnatia serve`."
)
LEVELS = {level.name.lower().replace("_", "+"): level for level in Tlp}
PHASES = {"reading": "Reading", "storing": "Storing", "undoing": "Undoing", "comparing": "Comparing"}

app = typer.Typer(add_completion=False)


MappingFile = Annotated[
    Path | None,
    typer.Option(
        "--mapping", metavar="FILE", help="A column mapping (YAML, JSON) for spreadsheets, Word tables and PDFs."
    ),
]


@app.command(epilog=EPILOG)
@on_database
def bring_in(  # noqa: PLR0913, PLR0917 - one parameter per option
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PATH...", help="IATI files (.xml), JSON lines, plain or .gz; folders; spreadsheets."),
    ] = None,
    username: Annotated[
        str, typer.Option("--as", help="User name of the person who imports; their organisation owns the activities.")
    ] = "",
    tlp: Annotated[str, typer.Option(help="Who can see it: clear, green, amber, amber+strict or red.")] = "",
    community: Annotated[list[str] | None, typer.Option(help="A group that can see it; may be repeated.")] = None,
    economy: Annotated[list[str] | None, typer.Option(help="At amber: only its members from here (ALB).")] = None,
    source: Annotated[str, typer.Option(help="The source of the activities; otherwise each file states it.")] = "",
    mapping: MappingFile = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Preview only; nothing is stored.")] = False,
    undo_import: Annotated[str, typer.Option("--undo", metavar="IMPORT", help="Undo an import instead.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object at the end.")] = False,
) -> None:
    """Import activities (IATI files of every version, JSON lines, spreadsheets), or needs from spreadsheets.

    An import is stored as a whole or not at all. The same file again changes nothing; different values become a new
    version. Another marking creates separate records: it never lowers the marking of an existing one.

    Preview:     egnatia import folder/ --as officer --tlp green --dry-run
    Import:      egnatia import folder/ --as officer --tlp amber --community focal-points
    Spreadsheet: egnatia import partner.xlsx --mapping partner.yaml --as officer --tlp green
    Undo:        egnatia import --undo 1f0c… --as officer
    """
    by = _reader(username)
    if undo_import:
        _undone(undo_import, by, as_json=as_json)
        return
    sources = _sources(paths or [])
    wish = Wish(_marking(tlp, community or [], economy or []), source.strip(), _mapping(mapping))
    if wish.mapping and wish.mapping.rows == "needs":
        raise typer.Exit(needs.bring_in(sources, wish, by=by, dry_run=dry_run, as_json=as_json))
    report = _imported(sources, wish, by, dry_run=dry_run)
    report.print(as_json=as_json)
    raise typer.Exit(report.exit_code)


def _reader(username: str) -> Reader:
    if not username:
        raise typer.BadParameter("name the user who imports: --as USERNAME")
    try:
        return reader_named(username)
    except Person.DoesNotExist as error:
        sentence = f"There is no user {username}; `egnatia demo users` names those of the demo."
        raise FaultError(ExitCode.FAILED, sentence) from error


def _sources(paths: list[Path]) -> list[ImportSource]:
    files, _ = files_in(paths)
    if not files:
        raise typer.BadParameter("no file to import; expected are .xml or .jsonl files, plain or .gz, or folders")
    return [ImportSource(file.name, file.stat().st_size if file.is_file() else 0, path=file) for file in files]


def _mapping(path: Path | None) -> Mapping | None:
    if path is None:
        return None
    try:
        found = read_mapping(path.read_bytes(), path.name)
    except OSError as error:
        raise FaultError(ExitCode.FAILED, f"{path.name} cannot be opened: {error.strerror}.") from error
    except Refusal as refusal:
        raise FaultError(ExitCode.FAILED, refusal.of(path.name).sentence) from refusal
    return found


def _marking(tlp: str, communities: list[str], economies: list[str]) -> Marking:
    level = LEVELS.get(tlp.lower().removeprefix("tlp:"))
    if level is None:
        raise typer.BadParameter(f"--tlp must be one of {', '.join(LEVELS)}")
    try:
        codes = frozenset(code.upper() for code in economies)
        return Marking(level, communities=frozenset(communities), economies=codes)
    except MarkingError as fault:
        raise FaultError(ExitCode.FAILED, str(FAULTS[fault.code])) from fault


def _imported(sources: list[ImportSource], wish: Wish, by: Reader, *, dry_run: bool) -> "ImportSummary":
    """What storing and comparing came to, with the seconds of both."""
    started = time.perf_counter()
    made, plan = _worked(sources, wish, by, dry_run=dry_run)
    stored = time.perf_counter()
    _compared(made)
    return ImportSummary(plan, made, stored - started, time.perf_counter() - stored)


def _worked(sources: list[ImportSource], wish: Wish, by: Reader, *, dry_run: bool) -> tuple[UUID | None, ImportPlan]:
    with _progress() as tell, _in_one_sentence():
        if dry_run:
            return None, try_paths(sources, wish, by=by, tell=tell)
        try:
            return store_paths(sources, wish, by=by, tell=tell)
        except NotAllowed as fault:
            if fault.code == NOTHING_USABLE:
                _say_refused(try_paths(sources, wish, by=by, tell=tell).reading.files)
            raise


def _say_refused(files: Iterable[FileRead]) -> None:
    console = Console(stderr=True)
    for file in files:
        if file.refused:
            console.print(escape(file.refused.sentence), style="bold", highlight=False, soft_wrap=True)


def _compared(made: UUID | None) -> None:
    """What was stored is compared with what is here. The import is whole by now; a running worker may be quicker."""
    if made:
        with _progress() as tell:
            tell("comparing", 0, 0)
            compare_waiting()


@contextmanager
def _progress() -> Iterator[Tell]:
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Starting", total=None)

        def tell(phase: str, done: int, total: int) -> None:
            bar.update(task, description=PHASES.get(phase, phase), completed=done, total=total or None)

        yield now_and_then(tell, 0.1)


@contextmanager
def _in_one_sentence() -> Iterator[None]:
    try:
        yield
    except NotAllowed as fault:
        known = {**refusals(), **OWN}
        raise FaultError(ExitCode.FAILED, str(known.get(fault.code, fault.code))) from fault
    except NotFound as fault:
        raise FaultError(ExitCode.FAILED, "There is no such import.") from fault
    except AlreadyThere as fault:
        raise FaultError(ExitCode.FAILED, str(FAILURES["taken"])) from fault


OWN = {
    NOTHING_USABLE: "No file could be used, so nothing was stored.",
    "import-state": "Only a stored import can be undone.",
}


def _undone(name: str, by: Reader, *, as_json: bool) -> None:
    try:
        import_id = UUID(name)
    except ValueError as error:
        raise typer.BadParameter(f"{name} is not an import; expected: the identifier in its address") from error
    if sums := needs.undone(import_id, by=by):
        typer.echo(json.dumps({"sheet": name, **sums}) if as_json else _said_undone(sums))
        return
    with _progress() as tell, _in_one_sentence():
        ask_to_undo(import_id, by=by)
        undo(import_id, by=by, tell=tell)
        compare_waiting()
        sums = import_seen_by(by, import_id).undone
    if as_json:
        typer.echo(json.dumps({"import": str(import_id), **sums}))
    else:
        typer.echo(_said_undone(sums))


def _said_undone(sums: dict[str, int]) -> str:
    put_back = f"{sums['put-back']} restored, " if "put-back" in sums else ""
    return f"Undone: {sums['withdrawn']} withdrawn, {put_back}{sums['stayed']} unchanged."


class ImportSummary:
    """What is said at the end."""

    def __init__(self, plan: ImportPlan, made: UUID | None, seconds: float, comparing: float) -> None:
        self.rows: list[ImportReportRow] = report_of(plan.reading, plan.decisions)
        self.files = plan.reading.files
        self.counts = counts_of(self.rows, len(self.files))
        self.made, self.seconds, self.comparing = made, seconds, comparing

    @property
    def exit_code(self) -> int:
        refused = sum(1 for file in self.files if file.refused)
        if refused == len(self.files):
            return ExitCode.FAILED
        return SOME_REFUSED if refused else 0

    def print(self, *, as_json: bool) -> None:
        _say_refused(self.files)
        if as_json:
            typer.echo(json.dumps(self._as_json(), ensure_ascii=False))
            return
        console = Console(stderr=True)
        Console().print(self._table())
        for row in [row for row in self.rows if row.outcome == "rejected"][:SHOWN]:
            console.print(escape(row.sentence), highlight=False, soft_wrap=True)
        stored = f"Stored as import {self.made}." if self.made else "Nothing was stored: this was a dry run."
        Console().print(f"{stored} {self.seconds:.1f} seconds.", highlight=False, soft_wrap=True)

    def sums(self) -> dict[str, int]:
        return {outcome: sum(counts[outcome] for counts in self.counts) for outcome in self.counts[0]}

    def _as_json(self) -> dict[str, object]:
        files = [
            {
                "name": file.name,
                "size": file.size,
                "format": file.format,
                **counts,
                "refused": file.refused.sentence if file.refused else "",
                "left_out": file.dropped,
            }
            for file, counts in zip(self.files, self.counts, strict=True)
        ]
        made = str(self.made) if self.made else None
        seconds = {"seconds": round(self.seconds, 2), "seconds_comparing": round(self.comparing, 2)}
        return {"import": made, **self.sums(), "files": files, **seconds}

    def _table(self) -> Table:
        table = Table("File", "New", "Changed", "Unchanged", "Rejected", show_footer=len(self.files) > 1)
        for file, counts in zip(self.files, self.counts, strict=True):
            table.add_row(escape(file.name), *(f"{count:,}" for count in counts.values()))
        for column, footer in zip(
            table.columns, ["All", *(f"{count:,}" for count in self.sums().values())], strict=True
        ):
            column.footer = footer
            column.justify = "left" if column.header == "File" else "right"
        return table
