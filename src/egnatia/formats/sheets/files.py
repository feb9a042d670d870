"""The parent's side: the tables of a file, read in a process of its own."""

from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import msgspec

from egnatia.formats import sandbox
from egnatia.formats.confinement import Job
from egnatia.formats.inflate import too_big
from egnatia.formats.limits import SHEETS, Limits
from egnatia.formats.outcomes import Progress, Refused
from egnatia.formats.refusal import Refusal
from egnatia.formats.sheets.tables import Table, folded
from egnatia.formats.sniff import HEAD, kind_of

_SHEETS = "egnatia.formats.tables.worker"
_DOCUMENTS = "egnatia.formats.tables.documents"
_MAY_BE_DOCUMENTS = frozenset({"docx", "pdf", "zip"})  # of a zip only the whole says whether it is a Word document
_decoder: msgspec.json.Decoder[Table | Refused | Progress] = msgspec.json.Decoder(Table | Refused | Progress)


def read_tables(source: bytes | Path | BinaryIO, name: str = "", *, limits: Limits = SHEETS) -> list[Table] | Refused:
    """All tables of a sheet (.xlsx, .xls, .ods, .csv, HXL JSON), Word document or PDF, or the sentence why not.

    A stream is read from its beginning; `name` stands in the sentences.
    """
    try:
        if isinstance(source, bytes):
            return _read(BytesIO(source), len(source), name, limits)
        if isinstance(source, Path):
            name = name or source.name
            with source.open("rb", buffering=0) as stream:
                return _read(stream, source.stat().st_size, name, limits)
        size = source.seek(0, 2)
        source.seek(0)
        return _read(source, size, name, limits)
    except FileNotFoundError:
        return Refusal("missing").of(name)
    except OSError as error:
        return Refusal("unreadable", found=error.strerror or type(error).__name__).of(name)
    except Refusal as refusal:
        return refusal.of(name)


def read_table(
    source: bytes | Path | BinaryIO, name: str = "", *, table: str = "", limits: Limits = SHEETS
) -> Table | Refused:
    """The one table that is meant: the one of that name, else the largest that no sheet hides."""
    found = read_tables(source, name, limits=limits)
    if isinstance(found, Refused):
        return found
    if not table:
        return max(found, key=lambda each: (not each.hidden, len(each.rows) * len(each.header), -each.place))
    named = [each for each in found if folded(each.name) == folded(table)]
    names = ", ".join(each.name for each in found)
    return named[0] if named else Refusal("no-such-table", table=table, found=names).of(name)


def _read(stream: BinaryIO, size: int, name: str, limits: Limits) -> list[Table] | Refused:
    if size > limits.input_bytes:
        raise too_big(size, limits)
    program = _DOCUMENTS if kind_of(stream.read(HEAD)) in _MAY_BE_DOCUMENTS else _SHEETS
    stream.seek(0)
    found: dict[int, list[Table]] = {}
    with closing(sandbox.lines_of(program, Job(file=name, size=size, limits=limits), stream)) as lines:
        for line in lines:
            piece = _decoder.decode(line)
            if isinstance(piece, Refused):
                return piece
            if isinstance(piece, Table):
                found.setdefault(piece.place, []).append(piece)
    return list(map(_joined, found.values()))


def _joined(pieces: list[Table]) -> Table:
    rows = tuple(row for piece in pieces for row in piece.rows)
    return msgspec.structs.replace(pieces[0], rows=rows)


def tables_in(found: list[Table]) -> Iterator[Table]:
    """Those that no sheet hides; all of them where every one is hidden."""
    shown = [table for table in found if not table.hidden]
    yield from shown or found
