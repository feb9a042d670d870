"""A sheet of needs that comes back: any file of tables whose header has our columns."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from egnatia.formats import Refused
from egnatia.formats.sheets import Table, read_tables
from egnatia.mapping.imports.sentences import said
from egnatia.mapping.needs.exchange import EDITABLE, HEADER, SheetRow

MOST_BYTES = 5_000_000


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
        self.rows: tuple[SheetRow, ...] = ()
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

    def _rows(self, table: Table) -> tuple[SheetRow, ...]:
        at = {column: place for column in HEADER if (place := table.column(column)) is not None}
        if not set(EDITABLE) & set(at):
            found = ", ".join(column.words for column in table.header if column.words)[:200]
            expected = ", ".join(("record", *EDITABLE))
            words = _("“%(file)s”: found the columns %(found)s; expected %(expected)s, as our download has them.")
            raise forms.ValidationError(words % {"file": self.file, "found": found or "–", "expected": expected})
        return tuple(
            SheetRow(row.number, {column: row.cells[place] for column, place in at.items()}) for row in table.rows
        )


def _ours(table: Table) -> tuple[int, int]:
    """The table with most of our columns is meant: a download has a second sheet that explains the first."""
    return (sum(table.column(column) is not None for column in HEADER), -table.place)
