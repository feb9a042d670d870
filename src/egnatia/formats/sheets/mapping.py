"""A mapping: which column says what, and what its values mean. Written as YAML or JSON, read without trust."""

from typing import Any

import msgspec
import yaml

from egnatia.formats.refusal import Refusal
from egnatia.formats.sentences import NO_COLUMN, NO_DECIMAL, NO_NOTATION, said_bytes
from egnatia.formats.sheets.fields import FIELDS, Kind
from egnatia.formats.sheets.tables import Table, folded

LARGEST = 1_000_000  # bytes of a mapping
DEEPEST = 20  # ours nest five deep; time to read grows with the square of it


class Use(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """One column in use, by the words of its header or its letters. `values`: as written -> codes, [] leaves out."""

    column: str
    field: str
    values: dict[str, tuple[str, ...]] = {}


class Mapping(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What the tables of a partner say. `always` holds what is true of every row: field -> values."""

    columns: tuple[Use, ...]
    rows: Kind = "activities"
    name: str = ""
    source: str = ""  # the register, publisher or sheet that the rows count for
    language: str = ""
    currency: str = ""
    day_first: bool | None = None  # how 03/04/2025 is meant
    decimal: str = ""  # the mark before cents, where the column does not tell it
    tables: tuple[str, ...] = ()  # by name; none: every table that has the columns
    title_of: tuple[str, ...] = ()  # columns that make the title together, where none is the title
    always: dict[str, tuple[str, ...]] = {}

    def uses(self, field: str) -> list[Use]:
        return [use for use in self.columns if use.field == field]

    def fits(self, table: Table) -> bool:
        """Whether the table says what no row can do without, and is one of those named where some are."""
        named = not self.tables or folded(table.name) in map(folded, self.tables)
        needed = [use.column for use in self.uses("title" if self.rows == "activities" else "words")]
        found = any(table.column(column) is not None for column in needed)
        made = bool(self.title_of) and all(table.column(column) is not None for column in self.title_of)
        return named and (found or (made and not needed))

    def covers(self, table: Table) -> bool:
        """Whether the table has every column that is used."""
        return self.fits(table) and all(table.column(use.column) is not None for use in self.columns)


def as_yaml(mapping: Mapping) -> str:
    return str(yaml.safe_dump(msgspec.to_builtins(mapping), allow_unicode=True, sort_keys=False, width=120))


def as_json(mapping: Mapping) -> str:
    return msgspec.json.format(msgspec.json.encode(mapping)).decode()


def read_mapping(text: bytes, file: str = "mapping") -> Mapping:
    """The inverse of both. Raises Refusal with one sentence for what is none."""
    if len(text) > LARGEST:
        raise Refusal("too-big", found=said_bytes(len(text)), limit=said_bytes(LARGEST), file=file)
    try:
        found = msgspec.convert(_plain(text), type=Mapping, strict=False)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise Refusal("no-mapping", found=NO_NOTATION, file=file) from error
    except msgspec.ValidationError as error:
        raise Refusal("no-mapping", found=str(error), file=file) from error
    _check(found, file)
    return found


def _plain(text: bytes) -> Any:  # noqa: ANN401 - a tree of strings, lists and dicts
    """Every scalar as a string ("no" is an answer, not a falsehood); no aliases, which can grow without end."""
    said = text.decode("utf-8-sig")
    depth = 0
    for event in yaml.parse(said, yaml.BaseLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST or isinstance(event, yaml.AliasEvent):
            raise yaml.YAMLError
    return yaml.load(said, yaml.BaseLoader)  # noqa: S506 - the base loader makes strings, lists and dicts only


def _check(mapping: Mapping, file: str) -> None:
    known = FIELDS[mapping.rows]
    fields = [use.field for use in mapping.columns] + list(mapping.always)
    wrong = next((field for field in fields if field not in known), "")
    if wrong:
        raise Refusal("no-mapping", found=f"{wrong} is not a field; use one of {', '.join(known)}", file=file)
    if mapping.decimal not in ("", ".", ","):
        raise Refusal("no-mapping", found=NO_DECIMAL, file=file)
    if not mapping.columns:
        raise Refusal("no-mapping", found=NO_COLUMN, file=file)
