"""Needs as rows of a table: what is written out, and what comes back. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from egnatia.formats import neutralised
from egnatia.needs.needs.rules import Said
from egnatia.pages.originals import in_original

EDITABLE = (
    "economy", "objective", "priority", "nature", "perspective", "language", "words", "words_en", "source", "page",
    "round",
)  # fmt: skip
HEADER = ("record", *EDITABLE, "status", "confirmed_by", "confirmed_on", "tlp", "marking")
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # no workbook takes them
FORMULA = ("'=", "'+", "'-", "'@")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of a table that somebody sent: its number in the file, its cells by column, as text."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row cannot be used: which column, what was found, what was expected."""

    row: int
    column: str
    found: str
    expected: str


def cells_of(said: Said) -> dict[str, str]:
    """The cells that can be changed, by column."""
    words, language = in_original(said.words, said.language)
    return {
        "economy": said.economy,
        "objective": said.objective,
        "priority": said.priority,
        "nature": said.nature,
        "perspective": said.perspective,
        "language": language,
        "words": words,
        "words_en": said.words.get("en", "") if language != "en" else "",
        "source": said.source,
        "page": said.page,
        "round": str(said.round or ""),
    }


def canonical(cell: str) -> str:
    """A cell without what a spreadsheet adds or takes away: blanks around, empty lines, the mark before a formula."""
    text = UNSEEN.sub("", cell.replace("\r\n", "\n").replace("\r", "\n"))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    plain = "\n".join(filter(None, lines))
    return plain[1:] if plain.startswith(FORMULA) else plain


def changed_cells(row: SheetRow, before: Said) -> dict[str, str]:
    """The cells that say something else than the need does now. A column that the table has not is as it was."""
    now = {column: canonical(neutralised(cell)) for column, cell in cells_of(before).items()}
    sent = {column: canonical(row.cells[column]) for column in EDITABLE if column in row.cells}
    return {column: cell for column, cell in sent.items() if cell != now[column]}
