"""A framework's sheet that comes back: any file of tables with our columns."""

from django import forms
from django.utils.translation import gettext as _

from egnatia.formats.sheets import Table
from egnatia.needs.frameworks.reading import Row
from egnatia.needs.frameworks.sheet import CROSSWALK, FIXED
from egnatia.pages.sheets import SheetForm

MOST_ROWS = 2_000
NEEDED = ("code", "level", "en")


class UploadForm(SheetForm):
    """`rows` and `file` after `is_valid()`."""

    rows: tuple[Row, ...] = ()

    def columns_of_ours(self, table: Table) -> int:
        return sum(_named(column.words) in FIXED for column in table.header)

    def take(self, table: Table) -> None:
        columns = {at: _named(column.words) for at, column in enumerate(table.header) if column.words}
        unknown = [name for name in columns.values() if name not in FIXED and not name.startswith(CROSSWALK)]
        missing = [name for name in NEEDED if name not in columns.values()]
        if unknown or missing:
            raise self.other_columns(columns.values(), (*FIXED, f"{CROSSWALK}…"))
        if len(table.rows) > MOST_ROWS:
            words = _("“%(file)s” has %(rows)s rows; expected at most %(most)s.")
            raise forms.ValidationError(words % {"file": self.file, "rows": len(table.rows), "most": MOST_ROWS})
        self.rows = tuple(Row(row.number, {name: row.cells[at] for at, name in columns.items()}) for row in table.rows)


def _named(words: str) -> str:
    """Our own name of a column, however it is spelt; another one as it is."""
    plain = "".join(words.split())
    folded = plain.casefold()
    if folded.startswith(CROSSWALK):
        return CROSSWALK + plain[len(CROSSWALK) :]
    return folded if folded in FIXED else words
