"""A sheet of needs that comes back: any file of tables whose header has our columns."""

from egnatia.formats.sheets import Table
from egnatia.needs.needs.exchange import EDITABLE, HEADER
from egnatia.pages.sheets import SheetForm, SheetRow


class UploadForm(SheetForm):
    """`rows` and `file` after `is_valid()`."""

    rows: tuple[SheetRow, ...] = ()

    def columns_of_ours(self, table: Table) -> int:
        return sum(table.column(column) is not None for column in HEADER)

    def take(self, table: Table) -> None:
        at = {column: place for column in HEADER if (place := table.column(column)) is not None}
        if not set(EDITABLE) & set(at):
            raise self.other_columns((column.words for column in table.header if column.words), ("record", *EDITABLE))
        self.rows = tuple(
            SheetRow(row.number, {column: row.cells[place] for column, place in at.items()}) for row in table.rows
        )
