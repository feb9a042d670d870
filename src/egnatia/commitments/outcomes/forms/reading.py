"""The document: pasted, or read from a file that is forgotten at once."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from egnatia.commitments.agreed.forms import DAY
from egnatia.commitments.outcomes.actions import Said
from egnatia.commitments.outcomes.rules import MOST_PARAGRAPHS, Draft, drafts_of
from egnatia.formats import Refused
from egnatia.formats.documents.reading import document_text
from egnatia.pages.labels import LANGUAGE
from egnatia.pages.refusals import refusal_words

ACCEPTED = ".docx,.pdf,.txt"
MOST_TEXT = 400_000  # characters


class ReadingForm(forms.Form):
    """`said()` and `drafts` after `is_valid()`."""

    title = forms.CharField(
        label=_("Title of the document"),
        max_length=300,
        help_text=_("As commitments name their source: “Conclusions of the conference in Ohrid, 2025”."),
    )
    agreed_on = forms.DateField(label=_("Agreed on"), required=False, widget=DAY)
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[("", _("not said, or several")), *LANGUAGE.items()],
    )
    text = forms.CharField(
        label=_("Text of the document"),
        required=False,
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_("Paste it with its numbers: each numbered paragraph becomes a draft."),
    )
    upload = forms.FileField(
        label=_("Or a file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=_("Word (.docx), PDF with text, or a text file. It is read in memory and not kept."),
        error_messages={"empty": _("This file is empty; expected is a Word document, a PDF with text or a text file.")},
    )

    drafts: tuple[Draft, ...] = ()

    def clean_upload(self) -> str:
        """The text of the document; one sentence on why it cannot be read."""
        sent: UploadedFile[bytes] | None = self.cleaned_data["upload"]
        if not sent:
            return ""
        found = document_text(sent.read(), sent.name or "")
        if isinstance(found, Refused):
            raise forms.ValidationError(refusal_words(found))
        return "\n".join(found.paragraphs)[:MOST_TEXT]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        text = cleaned["upload"] or cleaned["text"]
        if not text.strip():
            self.add_error("text", _("Paste a text, or choose a file."))
            return cleaned
        self.drafts = drafts_of(text)
        if len(self.drafts) > MOST_PARAGRAPHS:
            words = ngettext_lazy(
                "Found %(found)s paragraph; expected at most %(most)s. Read the document in parts.",
                "Found %(found)s paragraphs; expected at most %(most)s. Read the document in parts.",
                len(self.drafts),
            )
            self.add_error("text", words % {"found": len(self.drafts), "most": MOST_PARAGRAPHS})
        return cleaned

    def said(self) -> Said:
        cleaned = self.cleaned_data
        return Said(cleaned["title"], cleaned["agreed_on"], cleaned["language"])
