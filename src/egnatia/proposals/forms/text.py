"""The text of a proposal: pasted, or read from a document that is forgotten at once."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from egnatia.activities.imports.shown import refusal
from egnatia.formats.documents.reading import document_text
from egnatia.formats.outcomes import Refused
from egnatia.proposals.rules import MOST_TEXT

ACCEPTED = ".docx,.pdf,.txt"


class TextForm(forms.Form):
    """`text()` after `is_valid()`: that of the document, where one was sent."""

    saves = False

    text = forms.CharField(
        label=_("Text of the proposal"),
        required=False,
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_("Paste a concept note, an e-mail, a page of a log frame: in any language of the region."),
    )
    upload = forms.FileField(
        label=_("Or a file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=_("Word (.docx), PDF with text, or a text file. It is read in memory and not kept."),
        error_messages={"empty": _("This file is empty; expected is a Word document, a PDF with text or a text file.")},
    )

    def clean_upload(self) -> str:
        """The text of the document; one sentence on why it cannot be read."""
        sent: UploadedFile[bytes] | None = self.cleaned_data["upload"]
        if not sent:
            return ""
        found = document_text(sent.read(), sent.name or "")
        if isinstance(found, Refused):
            raise forms.ValidationError(refusal(found.code, found.params, found.sentence))
        return "\n".join(found.paragraphs)[:MOST_TEXT]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not (cleaned["text"].strip() or cleaned["upload"]):
            self.add_error("text", _("Paste a text, or choose a file."))
        return cleaned

    def read(self) -> str:
        """The text to understand. Only after `is_valid()`."""
        return str(self.cleaned_data["upload"] or self.cleaned_data["text"])
