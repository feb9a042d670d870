"""Fields in which files are chosen: each is examined before anything is stored."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from egnatia.files.actions import MOST_FILES, FileUpload
from egnatia.formats import Refused
from egnatia.formats.attachments.examination import examine, named, text_of
from egnatia.formats.virus_scan import ScannerAway, virus_in
from egnatia.pages.refusals import refusal_words

ACCEPTED = ".pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.png,.jpg,.jpeg,.webp,.txt,.csv"
EMPTY = gettext_lazy("This file is empty. Select another file.")


def taken_from(content: bytes, name: str) -> FileUpload | str:
    """The file, looked at by the virus scanner if there is one, and examined; or why it is not taken."""
    scanned = False
    if settings.CLAMD:
        try:
            if virus := virus_in(content, settings.CLAMD):
                return _("The virus scanner found %(virus)s in this file. It was not stored.") % {"virus": virus}
            scanned = True
        except ScannerAway:
            scanned = False  # stored, and not readable until the scanner has looked at it
    told = examine(content, name)
    if isinstance(told, Refused):
        return refusal_words(told)
    return FileUpload(named(name, told.type), content, told, text_of(content, name, told.type), scanned)


class UploadField(forms.FileField):
    """Its value is a FileUpload, or what is there already where nothing was chosen; its type is what it contains."""

    default_error_messages = {"empty": EMPTY}

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - those of a field
        super().__init__(widget=forms.FileInput(attrs={"accept": ACCEPTED}), **options)

    def clean(self, data: Any, initial: Any = None) -> Any:  # noqa: ANN401 - Django's signature
        upload = super().clean(data, initial)
        if not isinstance(upload, UploadedFile):
            return upload
        found = taken_from(upload.read(), (upload.name or "")[:300])
        if isinstance(found, str):
            raise forms.ValidationError(found)
        return found


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


class UploadsField(UploadField):
    """The same of several files; nothing is there already."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - those of a field
        super().__init__(**options)
        self.widget = ManyFilesInput(attrs={"accept": ACCEPTED})

    def clean(self, data: Any, initial: Any = None) -> "list[FileUpload]":  # noqa: ANN401, ARG002 - Django's signature
        chosen = data if isinstance(data, list) else [data]
        if len(chosen) > MOST_FILES:
            raise forms.ValidationError(gettext_lazy("This record has 20 files, the maximum. Remove one first."))
        found = [super(UploadsField, self).clean(each) for each in chosen if each]
        return [each for each in found if isinstance(each, FileUpload)]


class FileForm(forms.Form):
    """`taken` after `is_valid()`: the file, examined."""

    upload = UploadField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "PDF, Word, Excel, PowerPoint, OpenDocument, JPEG, PNG, WebP or text, up to 25 MB. Files with macros are "
            "not accepted."
        ),
    )

    @property
    def taken(self) -> FileUpload:
        upload: FileUpload = self.cleaned_data["upload"]
        return upload
