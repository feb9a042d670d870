"""A sheet of ours that comes back changed: the form that takes it, its rows and cells, whatever they say."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from egnatia.formats import Refused
from egnatia.formats.sheets import Table, read_tables
from egnatia.pages.refusals import refusal_words

MOST_BYTES = 5_000_000
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


def canonical(cell: str) -> str:
    """A cell without what a spreadsheet adds or takes away: blanks around, empty lines, the mark before a formula."""
    text = UNSEEN.sub("", cell.replace("\r\n", "\n").replace("\r", "\n"))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    plain = "\n".join(filter(None, lines))
    return plain[1:] if plain.startswith(FORMULA) else plain


class SheetForm(forms.Form):
    """`file` is its name after `is_valid()`; what the rows are, a form for one kind of them keeps in `take`."""

    upload = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("Excel, LibreOffice or CSV, up to 5 MB."),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("The file is empty. Select a file with a table."),
        },
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, files: "Mapping[str, UploadedFile[bytes]] | None" = None
    ) -> None:
        super().__init__(data, files)  # type: ignore[arg-type]  # any mapping of files does
        self.file = ""

    def columns_of_ours(self, table: Table) -> int:
        """How many columns of the table are ours."""
        raise NotImplementedError

    def take(self, table: Table) -> None:
        """Keep the rows of the table. Raises ValidationError where it is none of ours."""
        raise NotImplementedError

    def clean_upload(self) -> None:
        upload: UploadedFile[bytes] = self.cleaned_data["upload"]
        self.file = (upload.name or "")[:200]
        if (upload.size or 0) > MOST_BYTES:
            raise forms.ValidationError(
                _("“%(file)s” is larger than 5 MB. Upload a smaller file.") % {"file": self.file}
            )
        tables = read_tables(upload.read(), self.file)
        if isinstance(tables, Refused):
            raise forms.ValidationError(refusal_words(tables))
        # The table with most of our columns is meant: a download has a second sheet that explains the first.
        self.take(max(tables, key=lambda table: (self.columns_of_ours(table), -table.place)))

    def other_columns(self, found: Iterable[str], expected: Iterable[str]) -> forms.ValidationError:
        """The sentence about a table whose columns are not ours."""
        words = _("“%(file)s” has the columns %(found)s. Use the columns of the download: %(expected)s.")
        columns = ", ".join(found)[:200] or "–"
        return forms.ValidationError(words % {"file": self.file, "found": columns, "expected": ", ".join(expected)})
