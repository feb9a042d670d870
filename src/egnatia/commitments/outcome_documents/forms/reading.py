"""The document: pasted, or read from a file that is forgotten at once."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from egnatia.commitments.commitments.forms import DAY
from egnatia.commitments.outcome_documents.actions import Said
from egnatia.commitments.outcome_documents.forms.reviewing import length_of
from egnatia.commitments.outcome_documents.rules import LONGEST, MOST_PARAGRAPHS, Draft, drafts_of
from egnatia.formats import Refused
from egnatia.formats.documents.reading import document_text
from egnatia.pages.labels import LANGUAGE
from egnatia.pages.refusals import refusal_words

ACCEPTED = ".docx,.pdf,.txt"
MOST_TEXT = 200_000  # characters: the review page sends all of them back, in a form of 2 MiB at most


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
    silent_pages: tuple[int, ...] = ()  # of an uploaded PDF: pages that hold pictures only

    def clean_upload(self) -> str:
        """The text of the document; one sentence on why it cannot be read."""
        sent: UploadedFile[bytes] | None = self.cleaned_data["upload"]
        if not sent:
            return ""
        found = document_text(sent.read(), sent.name or "")
        if isinstance(found, Refused):
            raise forms.ValidationError(refusal_words(found))
        text = "\n".join(found.paragraphs)
        if found.cut or len(text) > MOST_TEXT:
            words = _("Expected at most %(most)s characters of text. Read the document in parts.")
            raise forms.ValidationError(words % {"most": number_format(MOST_TEXT, force_grouping=True)})
        self.silent_pages = found.silent_pages
        return text

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
        for draft in self.drafts:
            if len(draft.text) > LONGEST:
                self.add_error("text", _too_long(draft))
        return cleaned

    def said(self) -> Said:
        cleaned = self.cleaned_data
        return Said(cleaned["title"], cleaned["agreed_on"], cleaned["language"])


def _too_long(draft: Draft) -> str:
    words = gettext("The paragraph that begins “%(begin)s” has %(found)s characters; expected at most %(most)s.")
    begin = f"{draft.number} {draft.text[:60]}".strip()
    return words % {"begin": begin, **length_of(draft)}
