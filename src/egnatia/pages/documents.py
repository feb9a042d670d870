"""A text, pasted or read from a document that is forgotten at once."""

from typing import Any, ClassVar

import msgspec
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from egnatia.formats import Refused
from egnatia.formats.documents.extraction import document_text
from egnatia.formats.documents.text import DocumentText
from egnatia.formats.limits import DOCUMENTS
from egnatia.pages.amounts import figure
from egnatia.pages.refusals import refusal_words


class DocumentForm(forms.Form):
    """`read()` after `is_valid()`: the text of the document, where one was sent. A form says what its `text` is.

    A document's text may be as long as a pasted one: `most` characters.
    """

    most: ClassVar[int]
    text = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 9}))
    upload = forms.FileField(
        label=_("Or a file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".docx,.pdf,.txt"}),
        help_text=_("Word (.docx), PDF with text, or a text file. The file is not stored."),
        error_messages={"empty": _("This file is empty. Select a Word document, a PDF with text or a text file.")},
    )

    def taken(self, document: DocumentText) -> str:
        """Its text. Raises ValidationError where it is too long."""
        text = "\n".join(document.paragraphs)
        if document.cut or len(text) > self.most:
            words = _("The text has more than %(most)s characters. Split the document into parts.")
            raise forms.ValidationError(words % {"most": figure(self.most)})
        return text

    def clean_upload(self) -> str:
        """The text of the document; one sentence on why it cannot be read."""
        sent: UploadedFile[bytes] | None = self.cleaned_data["upload"]
        if not sent:
            return ""
        limits = msgspec.structs.replace(DOCUMENTS, characters=self.most)
        found = document_text(sent.read(), sent.name or "", limits=limits)
        if isinstance(found, Refused):
            raise forms.ValidationError(refusal_words(found))
        return self.taken(found)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not (cleaned["text"].strip() or cleaned["upload"].strip()):
            self.add_error("text", _("Paste a text, or choose a file."))
        return cleaned

    def read(self) -> str:
        return str(self.cleaned_data["upload"] or self.cleaned_data["text"])
