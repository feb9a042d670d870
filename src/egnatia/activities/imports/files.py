"""Reading the files of an import: every activity into the spool, every rejected row and refused file noted."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import msgspec

from egnatia.activities.activities.facts import gaps_of, known_economies
from egnatia.activities.imports.progress.callbacks import Tell, nobody_asked
from egnatia.activities.imports.rules import ImportedActivity, key_of, moment, title_digest
from egnatia.activities.imports.sheets import ImportSource, SheetSchema, ours_in, outcomes_of, row_digest
from egnatia.activities.imports.spool import Spool
from egnatia.formats import Finished, Outcome, Parsed, Progress, Refused, Rejected
from egnatia.formats.files import read_file, read_upload
from egnatia.formats.limits import ACTIVITIES, Limits
from egnatia.formats.sentences import shortened

LONGEST_TITLE = 200


@dataclass(slots=True)
class FileRead:
    """What a file turned out to be. `refused`: why nothing of it is used."""

    name: str
    size: int
    format: str = ""
    dropped: dict[str, int] = field(default_factory=dict)
    refused: Refused | None = None


@dataclass(slots=True)
class ImportedFiles:
    """All files of an import, read."""

    spool: Spool
    files: list[FileRead] = field(default_factory=list)
    lines: list[ImportedActivity] = field(default_factory=list)
    faults: list[tuple[int, Rejected]] = field(default_factory=list)  # position of the file, row
    seen: frozenset[str] = frozenset()  # records that faulty rows name, as far as the importer sees them

    @property
    def refusals(self) -> list[Refused]:
        return [file.refused for file in self.files if file.refused]


def read_all(  # noqa: PLR0913 - the files, how to read them and in which setting
    sources: Iterable[ImportSource],
    spool: Spool,
    *,
    source: str = "",
    limits: Limits = ACTIVITIES,
    tell: Tell = nobody_asked,
    way: SheetSchema | None = None,
) -> ImportedFiles:
    """Reads one file after the other. `source` is what the activities count for, where it is not left to the files;
    `way` is how sheets are understood."""
    reading = ImportedFiles(spool)
    sources = list(sources)
    total, before = sum(file.size for file in sources), 0
    for position, file in enumerate(sources):
        reading.files.append(FileRead(file.name, file.size))

        def on_progress(progress: Progress, before: int = before) -> None:
            tell("reading", before + progress.done, total)

        outcomes = outcomes_of(file, way) if way else _outcomes(file, limits, on_progress)
        _take(reading, position, outcomes, source)
        before += file.size
        tell("reading", before, total)
    return reading


def _take(reading: ImportedFiles, position: int, outcomes: Iterable[Outcome], source: str) -> None:
    """What a file gives. Where it is refused in the end, nothing that came before is kept."""
    found = reading.files[position]
    lines, faults = len(reading.lines), len(reading.faults)
    for outcome in outcomes:
        match outcome:
            case Parsed():
                reading.lines.append(_line(outcome, position, reading.spool, source))
            case Rejected():
                reading.faults.append((position, outcome))
            case Finished():
                found.format, found.dropped = outcome.format, dict(outcome.dropped)
            case Refused():
                found.refused = outcome
                del reading.lines[lines:], reading.faults[faults:]


def _outcomes(file: ImportSource, limits: Limits, on_progress: Callable[[Progress], None]) -> Iterable[Outcome]:
    for outcome in _read(file, limits, on_progress):
        wrong = isinstance(outcome, Refused) and outcome.code == "wrong-kind"
        yield (ours_in(file) if wrong else None) or outcome


def _read(file: ImportSource, limits: Limits, on_progress: Callable[[Progress], None]) -> Iterable[Outcome]:
    if file.path is not None:
        yield from read_file(file.path, limits=limits, on_progress=on_progress)
    elif file.opened is not None:
        with file.opened() as stream:
            yield from read_upload(stream, file.name, size=file.size, limits=limits, on_progress=on_progress)


def _line(parsed: Parsed, position: int, spool: Spool, source: str) -> ImportedActivity:
    if source:
        provenance = msgspec.structs.replace(parsed.provenance, source=source)
        parsed = msgspec.structs.replace(parsed, provenance=provenance)
    return ImportedActivity(
        place=spool.add(parsed),
        file=position,
        element=parsed.provenance.element,
        line=parsed.provenance.line,
        identifier=parsed.identifier or parsed.record,
        key=f"record:{parsed.record}" if parsed.record else key_of(parsed),
        title=title_digest(parsed),
        named=shortened(parsed.title, LONGEST_TITLE),
        digest=row_digest(parsed) if parsed.record else parsed.digest,
        updated=moment(parsed.updated),
        record=parsed.record,
        economies=known_economies(parsed),
        gaps=gaps_of(parsed),
    )


__all__ = ["FileRead", "ImportSource", "ImportedFiles", "read_all"]
