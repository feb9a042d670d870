"""Sheets among the files of an import: read by a mapping; and what a row says of the record that it names."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO

import msgspec

from egnatia.activities.activities.entries import plain
from egnatia.activities.activities.facts import activity_of
from egnatia.formats import Outcome, Parsed, Refused
from egnatia.formats.refusal import Refusal
from egnatia.formats.sentences import ANY_FILE, IATI_OR_JSONL, KINDS, SHEET
from egnatia.formats.sheets import Codes, Mapping, Table, activities_of, folded, read_tables, tables_in
from egnatia.formats.sniff import HEAD, kind_of
from egnatia.pages.listings import returned, returned_words
from egnatia.pages.refusals import refusal_words


@dataclass(frozen=True, slots=True)
class ImportSource:
    """A file to read: where it lies on this machine (`path`), or how to open what was sent."""

    name: str
    size: int
    path: Path | None = None
    opened: Callable[[], AbstractContextManager[BinaryIO]] | None = None


@dataclass(frozen=True, slots=True)
class SheetSchema:
    """How sheets are understood: what their columns mean, and the codes of the vocabularies."""

    mapping: Mapping
    codes: Codes


TABLES = frozenset({"xlsx", "zip", "office", "text", "utf-16", "json-array", "docx", "pdf"})


def is_table(stream: IO[bytes]) -> bool:
    """Whether a file is read as tables, by its first bytes; any other is read as IATI or JSON lines."""
    stream.seek(0)
    kind = kind_of(stream.read(HEAD))
    stream.seek(0)
    return kind in TABLES


def tables_at_entry(stream: BinaryIO, name: str) -> tuple[list[Table], str]:
    """The tables of a file, or the sentence why it is not read here: one of ours that comes back elsewhere is sent
    there."""
    found = read_tables(stream, name)
    if isinstance(found, Refused):
        return [], words_at_entry(found)
    ours = returned(found, name, taken=("activities",))
    return found, returned_words(ours) if ours else ""


def words_at_entry(refused: Refused) -> str:
    """Why a file is refused where one of any kind may be brought: what it should have been, and what to do with it."""
    return refusal_words(_at_entry(refused))


def _at_entry(refused: Refused) -> Refused:
    found = refused.params.get("found", "")
    instead = {KINDS["zip"]: "archive", KINDS["image"]: "picture"}.get(found, refused.code)
    if refused.code == "wrong-kind" and instead != refused.code:
        return Refusal(instead).of(refused.file)
    if refused.params.get("expected") in (SHEET, IATI_OR_JSONL):
        return Refusal(refused.code, **{**refused.params, "expected": ANY_FILE}).of(refused.file)
    return refused


def tables_of(file: ImportSource) -> list[Table] | Refused:
    """All tables of a file of an import."""
    if file.path is not None:
        return read_tables(file.path, file.name)
    assert file.opened is not None
    with file.opened() as stream:
        return read_tables(stream, file.name)


def outcomes_of(file: ImportSource, way: SheetSchema) -> Iterator[Outcome]:
    """What the rows of a sheet say, each right or rejected with its row and column."""
    found = tables_of(file)
    if isinstance(found, Refused):
        yield found
        return
    if ours := ours_among(found, file.name, way.mapping.rows):
        yield ours
        return
    yield from activities_of(meant(found, way.mapping), way.mapping, file=file.name, codes=way.codes)


def ours_in(file: ImportSource) -> Refused | None:
    """What is said of a table that was downloaded, where none is read; None where it is no such table."""
    found = tables_of(file)
    return None if isinstance(found, Refused) else returned(found, file.name)


def ours_among(tables: list[Table], file: str, rows: str) -> Refused | None:
    """The same where rows are read: activities come back by their record, needs have a page of their own for that."""
    return returned(tables, file, taken=(rows,) if rows == "activities" else ())


def meant(tables: list[Table], mapping: Mapping) -> list[Table]:
    """Hidden sheets are left out, unless the mapping names them."""
    named = [table for table in tables if folded(table.name) in map(folded, mapping.tables)]
    return named or list(tables_in(tables))


def row_digest(parsed: Parsed) -> str:
    """What a row says of a record, in the fields that it has columns for."""
    source = parsed.provenance.source if "source" in parsed.given else ""
    named = msgspec.structs.replace(
        parsed,
        identifier=parsed.identifier or parsed.record,
        provenance=msgspec.structs.replace(parsed.provenance, source=source),
    )
    said = (plain(activity_of(named)), parsed.status, parsed.sort, parsed.measure, shares_of(parsed))
    return hashlib.sha256(msgspec.json.encode(said, order="deterministic")).hexdigest()


def shares_of(parsed: Parsed) -> dict[str, float]:
    """Percentages by economy, as the row declares them."""
    return {
        recipient.code: recipient.percentage
        for recipient in parsed.economies
        if recipient.code and recipient.percentage is not None
    }
