"""What an importer says: who will see it, what it counts for, which files."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from egnatia.activities.imports.actions.uploads import Upload
from egnatia.activities.imports.sheets import is_table
from egnatia.formats.sentences import ANY_FILE
from egnatia.pages.refusals import told

MOST_FILES = 60
ALONE = _("%(name)s is a spreadsheet or document. Import it by itself: you are asked what its columns mean.")
ACCEPTED = ".xml,.jsonl,.ndjson,.gz,.xlsx,.xls,.ods,.csv,.tsv,.txt,.docx,.pdf,.json"


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or more files; each checked as a single one would be."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[bytes]]":  # noqa: ANN401 - Django's signature
        files = data if isinstance(data, list) else [data]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("Select at most %(count)s files at a time."), params={"count": MOST_FILES})
        for file in files:
            if isinstance(file, UploadedFile) and not file.size:
                raise forms.ValidationError(told("empty", {"file": file.name, "expected": ANY_FILE}))
        return [super(FilesField, self).clean(file, initial) for file in files or [None]]


class ImportForm(forms.Form):
    """The files and what their activities count for. The marking has a form of its own beside it."""

    table = False  # the file is read as tables; only after `is_valid()`

    source = forms.CharField(
        label=_("Source"),
        required=False,
        max_length=200,
        help_text=_("The register, publisher or partner the records come from. If empty, it is taken from the file."),
    )
    upload = FilesField(
        label=_("Files"),
        help_text=_(
            "IATI (.xml), JSON Lines (.jsonl), a spreadsheet (.xlsx, .xls, .ods, .csv), a Word document or PDF with "
            "tables, or HXL. A file downloaded from this platform is recognised. You can select several IATI files."
        ),
        error_messages={"required": _("Select at least one file.")},
        widget=FilesInput(attrs={"accept": ACCEPTED}),
    )

    def say_forgotten(self, names: list[str]) -> None:
        """A browser cannot be given chosen files back, so the field asks for them again."""
        if names:
            said = {"names": ", ".join(names)}
            again = _("Please select your files again (%(names)s). They were not saved.") % said
            self.fields["upload"].help_text = f"{again} {self.fields['upload'].help_text}"

    def clean_upload(self) -> "list[UploadedFile[bytes]]":
        files: list[UploadedFile[bytes]] = self.cleaned_data["upload"]
        table = next((file for file in files if file.file and is_table(file.file)), None)
        if table and len(files) > 1:
            raise forms.ValidationError(ALONE, params={"name": table.name})
        self.table = table is not None
        return files

    def uploads(self) -> list[Upload]:
        """The files at their beginning. Only after `is_valid()`."""
        return [Upload(file.name or "", file.size or 0, file.file) for file in self.cleaned_data["upload"]]


class RowFilters(forms.Form):
    """Which rows of a report are shown."""

    outcome = forms.ChoiceField(
        label=_("Outcome"),
        required=False,
        choices=[
            ("", _("all")),
            ("accepted", _("accepted")),
            ("changed", _("changed")),
            ("unchanged", _("unchanged")),
            ("rejected", _("rejected")),
            ("left_out", _("left out")),
        ],
    )
    undone = forms.ChoiceField(
        label=_("Undo result"),
        required=False,
        choices=[
            ("", _("all")),
            ("withdrawn", _("withdrawn")),
            ("put-back", _("earlier version restored")),
            ("stayed", _("kept")),
        ],
    )
    file = forms.TypedChoiceField(label=_("File"), required=False, coerce=int, empty_value=None)
    noted = forms.BooleanField(label=_("Only rows with remarks"), required=False)
    inside = forms.BooleanField(label=_("Only in your economies"), required=False)

    def __init__(self, data: Any, *, files: list[tuple[int, str]], was_undone: bool, elsewhere: bool) -> None:  # noqa: ANN401 - a request's
        super().__init__(data)
        field = self.fields["file"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", _("all")), *((str(position), name) for position, name in files)]
        if not was_undone:
            del self.fields["undone"]
        if len(files) < 2:
            del self.fields["file"]
        if not elsewhere:
            del self.fields["inside"]

    def chosen(self) -> dict[str, Any]:
        """Arguments for `Rows.only`; nothing where the address says nonsense."""
        if not self.is_valid():
            return {}
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}
