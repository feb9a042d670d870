"""A framework's sheet that comes back: any file of tables with our columns."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from egnatia.formats import Refused
from egnatia.formats.sheets import Table, read_tables
from egnatia.mapping.frameworks.reading import Row
from egnatia.mapping.frameworks.sheet import CROSSWALK, FIXED
from egnatia.mapping.imports.sentences import said

MOST_BYTES = 5_000_000
MOST_ROWS = 2_000
NEEDED = ("code", "level", "en")


class UploadForm(forms.Form):
    """`rows` and `file` after `is_valid()`."""

    upload = forms.FileField(
        label=gettext_lazy("The sheet"),
        help_text=gettext_lazy(
            "Excel, LibreOffice or CSV, at most 5 MB. Nothing is stored before you have seen what would change."
        ),
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, files: "Mapping[str, UploadedFile[bytes]] | None" = None
    ) -> None:
        super().__init__(data, files)  # type: ignore[arg-type]  # any mapping of files does
        self.rows: tuple[Row, ...] = ()
        self.file = ""

    def clean_upload(self) -> None:
        upload: UploadedFile[bytes] = self.cleaned_data["upload"]
        self.file = (upload.name or "")[:200]
        if (upload.size or 0) > MOST_BYTES:
            raise forms.ValidationError(
                _("“%(file)s” is larger than 5 MB; expected a smaller sheet.") % {"file": self.file}
            )
        tables = read_tables(upload.read(), self.file)
        if isinstance(tables, Refused):
            raise forms.ValidationError(said(tables.code, tables.params, tables.sentence))
        self.rows = self._rows(max(tables, key=_ours))

    def _rows(self, table: Table) -> tuple[Row, ...]:
        columns = {at: _named(column.words) for at, column in enumerate(table.header) if column.words}
        unknown = [name for name in columns.values() if name not in FIXED and not name.startswith(CROSSWALK)]
        missing = [name for name in NEEDED if name not in columns.values()]
        if unknown or missing:
            found = ", ".join(columns.values())[:200] or "–"
            words = _("“%(file)s”: found the columns %(found)s; expected %(expected)s, as our download has them.")
            expected = ", ".join((*FIXED, f"{CROSSWALK}…"))
            raise forms.ValidationError(words % {"file": self.file, "found": found, "expected": expected})
        if len(table.rows) > MOST_ROWS:
            words = _("“%(file)s” has %(rows)s rows; expected at most %(most)s.")
            raise forms.ValidationError(words % {"file": self.file, "rows": len(table.rows), "most": MOST_ROWS})
        return tuple(Row(row.number, {name: row.cells[at] for at, name in columns.items()}) for row in table.rows)


def _named(words: str) -> str:
    """Our own name of a column, however it is spelt; another one as it is."""
    plain = "".join(words.split())
    folded = plain.casefold()
    if folded.startswith(CROSSWALK):
        return CROSSWALK + plain[len(CROSSWALK) :]
    return folded if folded in FIXED else words


def _ours(table: Table) -> tuple[int, int]:
    """The table with most of our columns is meant: a download has a second sheet that explains the first."""
    return (sum(_named(column.words) in FIXED for column in table.header), -table.place)
