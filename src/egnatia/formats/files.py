"""Reading activities from paths and uploads, each file in a process of its own."""

import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

import msgspec

from egnatia.formats import sandbox
from egnatia.formats.confinement import Job
from egnatia.formats.inflate import too_big
from egnatia.formats.limits import ACTIVITIES, Limits
from egnatia.formats.outcomes import Outcome, Progress
from egnatia.formats.refusal import Refusal
from egnatia.formats.sentences import IATI_OR_JSONL

_WORKER = "egnatia.formats.worker"
_SUFFIXES = (".xml", ".jsonl", ".ndjson", ".xml.gz", ".jsonl.gz", ".ndjson.gz")
_decoder: msgspec.json.Decoder[Outcome | Progress] = msgspec.json.Decoder(Outcome | Progress)

OnProgress = Callable[[Progress], None]


def files_in(paths: Iterable[str | Path]) -> tuple[list[Path], list[Path]]:
    """(files to read, files passed over): a folder stands for the .xml and .jsonl files below it, plain or .gz,
    in the order of their names; a path that is no folder stands for itself. No file twice."""
    wanted: dict[Path, None] = {}
    passed: dict[Path, None] = {}
    for path in map(Path, paths):
        if not path.is_dir():
            wanted[path] = None
            continue
        for found in sorted(each for each in path.rglob("*") if each.is_file()):
            (wanted if found.name.casefold().endswith(_SUFFIXES) else passed)[found] = None
    return list(wanted), list(passed)


def read(*paths: str | Path, limits: Limits = ACTIVITIES, on_progress: OnProgress | None = None) -> Iterator[Outcome]:
    """Every activity and rejected row of the files and folders; for each file at last a Finished or a Refused.

    What came from a file before its Refused may not be kept. Never raises for what a file holds.
    """
    for path in files_in(paths)[0]:
        yield from read_file(path, limits=limits, on_progress=on_progress)


def read_file(path: Path, *, limits: Limits = ACTIVITIES, on_progress: OnProgress | None = None) -> Iterator[Outcome]:
    """One file. Its size is looked at before its content."""
    name = path.name
    try:
        size = _size(path, limits)
        with path.open("rb", buffering=0) as source:
            yield from read_upload(source, name, size=size, limits=limits, on_progress=on_progress)
    except FileNotFoundError:
        yield Refusal("missing").of(name)
    except OSError as error:
        yield Refusal("unreadable", found=error.strerror or type(error).__name__).of(name)
    except Refusal as refusal:
        yield refusal.of(name)


def read_upload(
    source: BinaryIO,
    name: str,
    *,
    size: int = 0,
    limits: Limits = ACTIVITIES,
    on_progress: OnProgress | None = None,
) -> Iterator[Outcome]:
    """One file from an open stream, an upload for instance; `size` in bytes where it is known."""
    if size > limits.input_bytes:
        yield too_big(size, limits).of(name)
        return
    try:
        with closing(sandbox.lines_of(_WORKER, Job(file=name, size=size, limits=limits), source)) as lines:
            for line in lines:
                outcome = _decoder.decode(line)
                if not isinstance(outcome, Progress):
                    yield outcome
                elif on_progress is not None:
                    on_progress(outcome)
    except Refusal as refusal:
        yield refusal.of(name)


def _size(path: Path, limits: Limits) -> int:
    state = path.stat()
    if not stat.S_ISREG(state.st_mode):
        raise Refusal("no-file", expected=IATI_OR_JSONL)
    if state.st_size > limits.input_bytes:
        raise too_big(state.st_size, limits)
    if state.st_size == 0:
        raise Refusal("empty", expected=IATI_OR_JSONL)
    return state.st_size
