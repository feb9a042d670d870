"""A workbook of a round that comes back: found by what its columns say, however it was named or moved."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from egnatia.formats.sheets import Table
from egnatia.pages.sheets import SheetForm
from egnatia.rounds.workbook.labels import codes_of, header_of
from egnatia.rounds.workbook.rules import MOST_ROWS, NEEDED, Sent


class WorkbookForm(SheetForm):
    """`sent` after `is_valid()`. `participant` and `sort` say whose workbook is expected, `person` who sends it."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: "Mapping[str, UploadedFile[bytes]] | None" = None,
        *,
        participant: str,
        person: str,
        sort: str,
    ) -> None:
        super().__init__(data, files)
        self.participant, self.person, self.sort = participant, person, sort
        self.sent = Sent(participant, person, "", (), (), ())

    def columns_of_ours(self, table: Table) -> int:
        return len(set(self._codes(table)) - {""})

    def take(self, table: Table) -> None:
        codes = self._codes(table)
        words = tuple(column.words for column in table.header)
        if not set(NEEDED) <= set(codes):
            raise self.other_columns(filter(None, words), header_of(NEEDED))
        twice = sorted({code for code in codes if code and codes.count(code) > 1})
        if twice:
            said = _("“%(file)s” has the column %(columns)s twice. Keep only one.")
            raise forms.ValidationError(said % {"file": self.file, "columns": ", ".join(header_of(twice))})
        ours = [at for at, code in enumerate(codes) if code and code not in ("participant", "version", "number")]
        rows = tuple((row.number, row.cells) for row in table.rows if any(row.cells[at] for at in ours))
        self._require_few(len(rows))
        formulas = tuple(_formulas(table, codes, {number for number, _cells in rows}))
        self.sent = Sent(self.participant, self.person, self.file, codes, words, rows, formulas)
        self._require_ours(self.sent)

    def _codes(self, table: Table) -> tuple[str, ...]:
        return codes_of((column.words for column in table.header), self.sort)

    def _require_few(self, rows: int) -> None:
        if rows > MOST_ROWS:
            said = _("“%(file)s” has %(found)s completed rows. The maximum for a mapping round is %(most)s.")
            raise forms.ValidationError(said % {"file": self.file, "found": rows, "most": MOST_ROWS})

    def _require_ours(self, sent: Sent) -> None:
        """A single row that was copied from elsewhere is told by row; a whole file of another round at once."""
        of = {row.cells["participant"].strip().lower() for row in sent.sheet_rows() if row.cells["record"]}
        if of and self.participant not in of:
            said = _(
                "“%(file)s” belongs to another round or participant. Upload the file that you "
                "downloaded from this page."
            )
            raise forms.ValidationError(said % {"file": self.file})


def _formulas(table: Table, codes: Sequence[str], rows: set[int]) -> Iterator[tuple[int, str]]:
    """Those in rows and columns that are read."""
    ours = {column.letters: code for column, code in zip(table.header, codes, strict=True) if code}
    return ((row, ours[letters]) for row, letters in table.formulas if row in rows and letters in ours)
