"""The file with people or organisations, and what of it is carried out."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from egnatia.formats.sheets import Table
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.pages.sheets import SheetForm
from egnatia.start.onboarding.sheets import MOST_ROWS, ORGANISATIONS, Row, SheetKind

SALT, A_DAY = "start-sheet", 24 * 3600


class PeopleSheetForm(SheetForm):
    """`rows` after `is_valid()`: the number of each in the file, and its cells in the order of our columns."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: "Mapping[str, UploadedFile[bytes]] | None" = None,
        *,
        kind: SheetKind,
    ) -> None:
        super().__init__(data, files)
        self.kind = kind
        self.rows: tuple[Row, ...] = ()

    def columns_of_ours(self, table: Table) -> int:
        return len(set(self._codes(table)) - {""})

    def take(self, table: Table) -> None:
        codes = self._codes(table)
        if not set(self.kind.needed) <= set(codes):
            raise self.other_columns((column.words for column in table.header if column.words), self.kind.header())
        places = [codes.index(code) if code in codes else None for code in self.kind.columns]
        cells = (
            (row.number, tuple("" if at is None else row.cells[at] for at in places))
            for row in table.rows
            if not row.hidden
        )
        self.rows = tuple((number, found) for number, found in cells if any(each.strip() for each in found))
        if not self.rows:
            raise forms.ValidationError(_("“%(file)s” has no completed rows.") % {"file": self.file})
        if len(self.rows) > MOST_ROWS:
            words = _("“%(file)s” has %(found)s completed rows. Upload at most %(most)s at a time.")
            raise forms.ValidationError(words % {"file": self.file, "found": len(self.rows), "most": MOST_ROWS})

    def _codes(self, table: Table) -> list[str]:
        return self.kind.codes_of([column.words for column in table.header])


def packed(kind: SheetKind, rows: tuple[Row, ...], reader: Reader) -> str:
    """The rows as the preview hands them back, signed for whoever sent them."""
    return signing.dumps([kind.code, reader.person, rows], salt=SALT, compress=True)


class CarryingOutForm(forms.Form):
    """What the preview showed, as it comes back; `rows` after `is_valid()`."""

    sheet = forms.CharField(widget=forms.HiddenInput)
    tlp = forms.TypedChoiceField(
        label=gettext_lazy("Who can see these organisations"),
        coerce=int,
        choices=[
            (Tlp.CLEAR.value, gettext_lazy("Everyone (TLP:CLEAR)")),
            (Tlp.GREEN.value, gettext_lazy("All members (TLP:GREEN)")),
        ],
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, kind: SheetKind, reader: Reader, sheet: str = ""
    ) -> None:
        super().__init__(data, initial={"sheet": sheet, "tlp": Tlp.CLEAR.value})
        self.kind, self.reader = kind, reader
        self.rows: tuple[Row, ...] = ()
        if kind is not ORGANISATIONS:
            del self.fields["tlp"]

    def clean_sheet(self) -> None:
        try:
            code, person, rows = signing.loads(self.cleaned_data["sheet"], salt=SALT, max_age=A_DAY)
        except (signing.BadSignature, ValueError):
            code, person, rows = "", "", ()
        if (code, person) != (self.kind.code, self.reader.person):
            raise forms.ValidationError(_("This preview is no longer valid. Upload the file again."))
        self.rows = tuple((number, tuple(cells)) for number, cells in rows)

    def marking(self) -> Marking:
        return Marking(Tlp(self.cleaned_data["tlp"]))
