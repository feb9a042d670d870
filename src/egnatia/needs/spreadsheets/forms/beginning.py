"""The file, what it counts for, and a mapping that was kept."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from egnatia.formats.limits import SHEETS
from egnatia.pages.amounts import file_size

ACCEPTED = ".xlsx,.xls,.ods,.csv,.tsv,.txt,.docx,.pdf,.json"
TOO_BIG = _("%(name)s has %(found)s; at most %(limit)s are accepted.")


class SheetForm(forms.Form):
    """One file. The marking has a form of its own beside it."""

    upload = forms.FileField(
        label=_("File"),
        help_text=_(
            "A sheet (.xlsx, .xls, .ods, .csv), a Word document with tables (.docx), a PDF whose text is text, or HXL."
        ),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty; expected is a table.")},
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    rows = forms.ChoiceField(
        label=_("What are the rows?"),
        choices=[("activities", _("activities")), ("needs", _("needs"))],
        initial="activities",
    )
    source = forms.CharField(
        label=_("Source"),
        required=False,
        max_length=200,
        help_text=_("The register or partner that the rows come from. Left empty, it is the name of the file."),
    )
    kept = forms.ChoiceField(
        label=_("Mapping"),
        required=False,
        help_text=_("One that was kept is used by itself where its columns are there."),
    )

    def __init__(self, data: Any, files: Any, *, kept: Sequence[tuple[str, str]]) -> None:  # noqa: ANN401 - a request's
        super().__init__(data, files)
        field = self.fields["kept"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("found by the columns")), *kept]
        if not kept:
            del self.fields["kept"]

    def clean_upload(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["upload"]
        size = file.size or 0
        if size > SHEETS.input_bytes:
            said = {"name": file.name, "found": file_size(size), "limit": file_size(SHEETS.input_bytes)}
            raise forms.ValidationError(TOO_BIG % said)
        return file
