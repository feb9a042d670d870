"""The file with people or organisations, and what of it is carried out."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from egnatia.formats.sheets import Table
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.lists import Listing
from egnatia.kernel.models import OrganisationType
from egnatia.pages.downloads import DownloadTable
from egnatia.pages.sheets import SheetForm
from egnatia.start.onboarding.sheets import MOST_ROWS, ORGANISATIONS, PEOPLE, ROLES, Row, SheetKind, languages
from egnatia.taxonomy.forum import community_names

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


def _listing(kind: SheetKind) -> Listing:
    return Listing(name=kind.code, title=kind.title, place="start:start", place_title=gettext_lazy("First steps"))


def template_of(kind: SheetKind) -> DownloadTable:
    """An empty table with lists to choose from, and a sheet that explains each column."""
    columns = kind.columns
    offered: dict[str, list[str]] = {}
    if kind is PEOPLE:
        offered["role"] = [*map(str, ROLES.values()), *community_names().values()]
        offered["language"] = list(languages().values())
    else:
        offered["type"] = [str(words) for words in OrganisationType.labels]
    return DownloadTable(
        of=_listing(kind),
        header=kind.header(),
        rows=(),
        about=list(_about(kind)),
        choices={str(columns[code]): words for code, words in offered.items() if len(",".join(words)) <= 250},
    )


def _about(kind: SheetKind) -> Iterator[str]:
    yield str(kind.title)
    yield _("Required columns: %(columns)s.") % {"columns": ", ".join(str(kind.columns[code]) for code in kind.needed)}
    if kind is PEOPLE:
        yield _("Organisation: the full name as listed under Organisations.")
        yield _(
            "Role: secretariat, administrator, the name of a group, or empty. A steward confirms access to a group."
        )
        yield _("Language: of the invitation e-mail.")
    else:
        yield _("Economy: only for a body of one economy. Otherwise leave it empty.")
        yield _("Functional mailbox: an office address, not a personal one.")
        yield _("Organisation identifier: as in IATI files, for example XM-DAC-41114.")
