"""The sheet of a request, filled in."""

from egnatia.activities.partners.sheet import COLUMNS
from egnatia.formats.sheets import Table
from egnatia.pages.sheets import SheetForm


class ReturnedForm(SheetForm):
    """`table` after `is_valid()`."""

    table: Table

    def columns_of_ours(self, table: Table) -> int:
        return sum(table.column(column) is not None for column in COLUMNS)

    def take(self, table: Table) -> None:
        if table.column("record") is None or table.column("title") is None:
            raise self.other_columns((column.words for column in table.header if column.words), COLUMNS)
        self.table = table
