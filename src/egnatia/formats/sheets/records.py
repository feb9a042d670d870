"""Grids of JSON: a list of records, or of rows; HXL has both."""

from collections.abc import Iterator

import msgspec

from egnatia.formats.refusal import Refusal
from egnatia.formats.sentences import KINDS, SHEET
from egnatia.formats.sheets.tables import Grid
from egnatia.formats.sheets.workbook import as_text

_decoder = msgspec.json.Decoder(list[dict[str, object] | list[object]])


def grids_of_records(content: bytes) -> Iterator[Grid]:
    try:
        found = _decoder.decode(content)
    except msgspec.MsgspecError as error:
        raise Refusal("wrong-kind", found=KINDS["json-array"], expected=SHEET) from error
    names = list(dict.fromkeys(name for record in found if isinstance(record, dict) for name in record))
    rows = [_cells(record, names) for record in found]
    yield Grid("", [names, *rows] if names else rows)


def _cells(record: dict[str, object] | list[object], names: list[str]) -> list[str]:
    values = [record.get(name) for name in names] if isinstance(record, dict) else record
    return [_text(value) for value in values]


def _text(value: object) -> str:
    """Lists become several values of one cell; anything deeper is left as JSON."""
    if isinstance(value, list):
        return "; ".join(map(_text, value))
    if value is None:
        return ""
    return as_text(value) if isinstance(value, int | float | str) else msgspec.json.encode(value).decode()
