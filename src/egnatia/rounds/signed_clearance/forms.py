"""The form that a signed page is brought with: who signed, the code on the draft, the file, looked at by content."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from egnatia.formats import Refused
from egnatia.formats.scans import scan_of
from egnatia.pages.refusals import refusal_words
from egnatia.rounds.rounds.rules import LONGEST_NOTE
from egnatia.rounds.signed_clearance.actions import PaperUpload, Signing
from egnatia.rounds.signed_clearance.rules import LONGEST_FUNCTION, LONGEST_NAME


class SigningForm(forms.Form):
    """`signing()` and `page` after `is_valid()`."""

    upload = forms.FileField(
        label=_("Signed clearance form"), help_text=_("Scan or photo as PDF, JPEG or PNG, up to 10 MB and 20 pages.")
    )
    code = forms.CharField(
        label=_("Code on the draft"),
        max_length=60,
        help_text=_("Printed above the signature and at the foot of each page, for example 3F09-A1C2-77B0-E4D1."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    signed_by = forms.CharField(label=_("Signed by"), max_length=LONGEST_NAME)
    function = forms.CharField(
        label=_("Function"),
        max_length=LONGEST_FUNCTION,
        help_text=_("For example “Assistant Minister, Ministry of Interior”."),
    )
    consulted = forms.CharField(label=_("Consulted"), max_length=LONGEST_NOTE, required=False)

    def __init__(
        self, data: Mapping[str, Any] | None = None, files: "Mapping[str, UploadedFile[bytes]] | None" = None
    ) -> None:
        super().__init__(data, files)  # type: ignore[arg-type]  # any mapping of files does
        self.page: PaperUpload | None = None

    def clean_upload(self) -> None:
        upload: UploadedFile[bytes] = self.cleaned_data["upload"]
        content = upload.read()
        found = scan_of(content, (upload.name or "")[:200])
        if isinstance(found, Refused):
            raise forms.ValidationError(refusal_words(found))
        self.page = PaperUpload(found.kind, content)

    def signing(self) -> Signing:
        said = self.cleaned_data
        return Signing(said["signed_by"], said["function"], said["code"], said["consulted"])

    def say_printed_otherwise(self) -> None:
        """The code is not that of the answers as they stand now."""
        self.add_error(
            "code",
            gettext(
                "This code does not match the current replies. Check the code. If it is correct, "
                "something has changed since printing: download a new draft and have it signed."
            ),
        )
