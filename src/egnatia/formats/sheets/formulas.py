"""Which cells of a workbook are formulas: of these the value is read that was saved last."""

import io
import re
import zipfile
from itertools import islice

from egnatia.formats.sheets.tables import Place
from egnatia.formats.sheets.visibility import parts_of

_FORMULA = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*>\s*<(?:\w+:)?f\b')
MOST = 10_000  # of one sheet; whoever has more is told of these


def formulas_in(content: bytes) -> dict[str, frozenset[Place]]:
    """(row from 1, letters of the column) of each, by sheet of an .xlsx; nothing is said of other files."""
    if not content.startswith(b"PK"):
        return {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        parts = {sheet: part for sheet, part in parts_of(archive).items() if part in names}
        return {sheet: _found(archive.read(part)) for sheet, part in parts.items()}


def _found(markup: bytes) -> frozenset[Place]:
    found = islice(_FORMULA.finditer(markup), MOST)  # not `findall`, which would make a list of all of them first
    return frozenset((int(each[2]), each[1].decode()) for each in found)
