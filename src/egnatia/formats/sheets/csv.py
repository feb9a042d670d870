"""Grids of text with separators, in the encodings and with the separators that the region's computers write."""

import csv
import io
from collections import Counter
from collections.abc import Iterator

from egnatia.formats.cells import unquoted
from egnatia.formats.documents.plain import encoding_of
from egnatia.formats.refusal import Refusal
from egnatia.formats.sentences import SEPARATED
from egnatia.formats.sheets.tables import Grid
from egnatia.formats.sheets.workbook import cleaned

_SEPARATORS = ";\t,|"
_LOOKED_AT = 60  # rows
_LONGEST_CELL = 1_000_000


def grids_of_text(content: bytes) -> Iterator[Grid]:
    text = content.decode(encoding_of(content), "replace")
    separator, text = _said(text)
    csv.field_size_limit(_LONGEST_CELL)
    try:
        found = separator or separator_of(text)
        rows = [[cleaned(unquoted(cell)) for cell in row] for row in _read(text, found)]
    except csv.Error as error:
        raise Refusal("broken-sheet", expected=SEPARATED) from error
    yield Grid("", rows)


def _read(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _said(text: str) -> tuple[str, str]:
    """(the separator that the first line states as spreadsheets do: "sep=;", or ""; the text)."""
    first, _, rest = text.partition("\n")
    said = first.strip().removeprefix("\ufeff")
    if said.lower().startswith("sep=") and len(said) == len("sep=") + 1:
        return said[-1], "\n" + rest  # rows keep their numbers
    return "", text


def separator_of(text: str) -> str:
    """The one that gives most rows the same number of cells, more than one; a comma where none does."""
    sample = text[:400_000]
    return max(_SEPARATORS, key=lambda separator: _regular(sample, separator))


def _regular(sample: str, separator: str) -> tuple[int, int]:
    counts: Counter[int] = Counter()
    for number, row in enumerate(_read(sample, separator)):
        if number > _LOOKED_AT:
            break
        counts[len(row)] += len(row) > 1
    width, rows = counts.most_common(1)[0] if counts else (0, 0)
    return rows, width
