"""`egnatia analyse`: matches of published files, without a database."""

import json
import time
from collections import Counter
from datetime import UTC, datetime
from enum import StrEnum
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from egnatia.coverage import FrameworkError, ObjectiveFramework, framework_of
from egnatia.formats import Progress as Read
from egnatia.overlap import DEFAULT_MIN_SCORE, KINDS
from egnatia.web.analysis import phrases
from egnatia.web.analysis.coverage import Served, serving
from egnatia.web.analysis.entries import Collected, collect
from egnatia.web.analysis.executors import Executor, in_arrays, on_spark
from egnatia.web.analysis.matches import InputMatch, find, similar_work
from egnatia.web.analysis.report import summary, write_report
from egnatia.web.analysis.tables import write_matches, write_matrix, write_rejected, write_similar
from egnatia.web.serve.faults import ExitCode, FaultError

REFERENCE, MATRIX, SIMILAR = "reference", "matrix.csv", "similar.csv"
LARGEST = 10_000_000  # bytes


def framework_named(name: str) -> ObjectiveFramework:
    """The shipped framework for "reference", else the one in the file `name`.

    Raises FrameworkError with a sentence that names the file.
    """
    if name == REFERENCE:
        shipped = files("egnatia.taxonomy") / "reference.json"
        return framework_of(json.loads(shipped.read_text(encoding="utf-8")))
    path = Path(name)
    try:
        return framework_of(_read(path))
    except FrameworkError as error:
        raise FrameworkError(f"{path.name} is not a valid framework: {error}") from error


def _read(path: Path) -> dict[str, object]:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise FrameworkError(f"it cannot be read ({error.strerror}).") from error
    if len(content) > LARGEST:
        raise FrameworkError("it is larger than 10 MB.")
    try:
        stated = json.loads(content.decode())
    except (ValueError, RecursionError) as error:
        raise FrameworkError("it is not JSON in UTF-8.") from error
    if not isinstance(stated, dict):
        raise FrameworkError("it contains no object with slug, version and objectives.")
    return stated


NOTHING_READ, SOME_REFUSED = 1, 3
EPILOG = (
    "Exit codes: 0 done, single rows may be rejected; 1 no file could be used; 2 a mistake in the command line; "
    "3 done, but at least one file was refused; 12 the folder cannot be written; 19 Spark cannot be used."
)
resource = import_module("resource") if find_spec("resource") else None  # not on Windows


class Engine(StrEnum):
    """What compares the activities."""

    ARRAYS = "arrays"
    SPARK = "spark"


LOCAL = "local[*]"
ByFramework = Annotated[
    str,
    typer.Option(
        metavar="FILE|reference", help="Also write matrix.csv for a framework (a JSON file, or the reference one)."
    ),
]
ComparedBy = Annotated[
    Engine, typer.Option(help="Compare in this process (arrays), or on Spark if one machine is too small.")
]
AndSimilar = Annotated[
    bool,
    typer.Option(
        "--similar", help="Also write similar.csv: up to ten activities of similar work for each, without overlaps."
    ),
]
Master = Annotated[
    str, typer.Option(metavar="URL", help=f"With --engine spark: the cluster, spark://HOST:7077; by default {LOCAL}.")
]

app = typer.Typer(add_completion=False)


@app.command(epilog=EPILOG)
def analyse(  # noqa: PLR0913, PLR0917 - one parameter per option
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH...", help="IATI activity files or JSON lines, plain or .gz; folders."),
    ],
    out: Annotated[Path, typer.Option(help="The folder for matches.csv, rejected.csv and report.html.")],
    min_score: Annotated[
        float, typer.Option(min=0, max=100, help="Leave out pairs below this value of score times confidence.")
    ] = DEFAULT_MIN_SCORE,
    framework: ByFramework = "",
    engine: ComparedBy = Engine.ARRAYS,
    master: Master = "",
    similar: AndSimilar = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object at the end.")] = False,
) -> None:
    """Find published activities that are reported twice, funded from one another or possibly overlapping.

    Compares all activities in the files and writes report.html (a report), matches.csv (all results) and rejected.csv
    (data that could not be used, with the reason). With --framework it also suggests the objectives that each activity
    serves, and writes matrix.csv. With --similar it writes similar.csv: what is no match, but worth a look, and why.
    No database is needed, and nothing is sent anywhere.

    With --engine spark, Spark does the comparison on this machine or on the cluster of --master; the results are the
    same. This needs the extra "spark" and Java 17 or 21; see docs/operate.md.

    Example: egnatia analyse folder/ more.xml.gz --out result --framework reference
    """
    started = time.perf_counter()
    used, compare = _framework(framework), _executor(engine, master)
    _make(out, *([MATRIX] if used else []), *([SIMILAR] if similar else []))
    console = Console(stderr=True)
    collected, found = _worked(console, paths, min_score, compare)
    _write_pairs(console, out, collected, found, similar=similar)
    write_rejected(out / "rejected.csv", collected.refused, collected.rejected)
    write_report(out / "report.html", collected, found, min_score, _matrix(out, collected, found, used))
    for refused in collected.refused:
        console.print(escape(refused.sentence), style="bold", highlight=False, soft_wrap=True)
    _tell(collected, found, out, time.perf_counter() - started, as_json=as_json)
    if collected.refused or not collected.finished:
        raise typer.Exit(SOME_REFUSED if collected.finished else NOTHING_READ)


def _framework(name: str) -> ObjectiveFramework | None:
    try:
        return framework_named(name) if name else None
    except FrameworkError as error:
        raise typer.BadParameter(str(error), param_hint="--framework") from error


def _executor(engine: Engine, master: str) -> Executor:
    if engine is Engine.SPARK:
        return on_spark(master or LOCAL)
    if master:
        raise typer.BadParameter("--master requires --engine spark", param_hint="--master")
    return in_arrays


def _matrix(
    out: Path, collected: Collected, found: list[InputMatch], framework: ObjectiveFramework | None
) -> Served | None:
    """matrix.csv as of today, where a framework is given."""
    if framework is None:
        return None
    served = serving(collected.entries, found, framework, datetime.now(tz=UTC).date())
    write_matrix(out / MATRIX, served)
    return served


def _make(out: Path, *more: str) -> None:
    """The folder, tried with a file before the long work begins."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name in ("matches.csv", "rejected.csv", "report.html", *more):
            (out / name).touch()
    except OSError as error:
        sentence = f"{out} cannot be written ({error.strerror}); expected: a folder for the results."
        raise FaultError(ExitCode.READ_ONLY, sentence) from error


def _worked(
    console: Console, paths: list[Path], min_score: float, compare: Executor
) -> tuple[Collected, list[InputMatch]]:
    with _progress(console) as progress:
        reading = progress.add_task("Reading", total=None)

        def starts(path: Path) -> None:
            progress.update(reading, description=f"Reading {escape(path.name)}", completed=0, total=None)

        def read(far: Read) -> None:
            progress.update(reading, completed=far.done, total=far.total or None)

        collected = collect(paths, starts=starts, on_progress=read)
        progress.remove_task(reading)
        entries = len(collected.entries)
        comparing = progress.add_task(
            f"Comparing {phrases.counted(entries, 'activity', 'activities')}", total=2 * entries
        )
        found = find(
            collected.entries,
            min_score,
            step=lambda done: progress.update(comparing, completed=done),
            compare=compare,
        )
    return collected, found


def _write_pairs(console: Console, out: Path, collected: Collected, found: list[InputMatch], *, similar: bool) -> None:
    """The matches and, if asked, what is similar to each activity and no match."""
    write_matches(out / "matches.csv", found)
    if not similar:
        return
    entries = len(collected.entries)
    with _progress(console) as progress:
        comparing = progress.add_task("Looking for similar work", total=entries)
        work = similar_work(collected.entries, found, step=lambda done: progress.update(comparing, completed=done))
        write_similar(out / SIMILAR, work)


def _progress(console: Console) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True)


def _tell(collected: Collected, found: list[InputMatch], out: Path, seconds: float, *, as_json: bool) -> None:
    numbers = Counter(each.match.kind for each in found)
    if as_json:
        told = {
            "files": len(collected.finished) + len(collected.refused),
            "accepted": collected.accepted,
            "rejected": len(collected.rejected),
            "refused": [each.sentence for each in collected.refused],
            "compared": len(collected.entries),
            "dropped": dict(collected.dropped),
            "matches": {kind: numbers[kind] for kind in KINDS},
            "seconds": round(seconds, 1),
            "peak_mb": _peak_mb(),
            "out": str(out),
        }
        typer.echo(json.dumps(told, ensure_ascii=False))
        return
    read = phrases.counted(collected.accepted, "activity", "activities")
    files = phrases.counted(len(collected.finished), "file", "files")
    rejected = phrases.counted(len(collected.rejected), "row", "rows")
    typer.echo(f"{read} read from {files}, {rejected} rejected.")
    if not collected.finished:  # nothing was compared, so the report has nothing to say
        return
    took = phrases.counted(round(seconds), "second", "seconds")
    typer.echo(summary(found))
    typer.echo(f"Open {out / 'report.html'} ({took}, {_peak_mb()} MB).")


def _peak_mb() -> int:
    """The most memory that this process and the largest reading process took; 0 where the system does not say."""
    if resource is None:
        return 0
    peaks = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return int(sum(peaks) // 1000)
