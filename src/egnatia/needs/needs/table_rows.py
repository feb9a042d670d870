"""Needs as rows of a table: what is written out, and what comes back. Pure."""

from msgspec.structs import asdict

from egnatia.formats import neutralised
from egnatia.needs.needs.fields import NeedContent
from egnatia.pages.record_forms import typed_of
from egnatia.pages.sheets import SheetRow, canonical

EDITABLE = (
    "economy", "objective", "priority", "nature", "perspective", "language", "words", "words_en", "source", "page",
    "round",
)  # fmt: skip
HEADER = ("record", *EDITABLE, "status", "confirmed_by", "confirmed_on", "tlp", "marking")


def cells_of(said: NeedContent) -> dict[str, str]:
    """The cells that can be changed, by column."""
    typed = typed_of(asdict(said))
    return {column: str(typed[column] or "") for column in EDITABLE}


def changed_cells(row: SheetRow, before: NeedContent) -> dict[str, str]:
    """The cells that say something else than the need does now. A column that the table has not is as it was."""
    now = {column: canonical(neutralised(cell)) for column, cell in cells_of(before).items()}
    sent = {column: canonical(row.cells[column]) for column in EDITABLE if column in row.cells}
    return {column: cell for column, cell in sent.items() if cell != now[column]}
