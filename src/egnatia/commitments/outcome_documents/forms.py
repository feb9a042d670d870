"""The document, pasted or from a file, and the review of its paragraphs."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.formats import number_format
from django.utils.translation import gettext, gettext_lazy, ngettext_lazy
from django.utils.translation import gettext as _

from egnatia.commitments.outcome_documents.actions import Said
from egnatia.commitments.outcome_documents.queries.visible import Suggestion
from egnatia.commitments.outcome_documents.rules import (
    KEEP,
    LEAVE,
    LINK,
    LONGEST,
    MERGE,
    MOST_PARAGRAPHS,
    Draft,
    drafts_of,
)
from egnatia.formats import Refused
from egnatia.formats.documents.reading import document_text
from egnatia.pages.labels import LANGUAGE
from egnatia.pages.record_forms import CALENDAR
from egnatia.pages.refusals import refusal_words


@dataclass(frozen=True, slots=True)
class Choice:
    """A radio button. `value` is the decision, with the earlier commitment that it names, if any."""

    value: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One paragraph on the page; `place` counts from 1. `fault` says why it cannot be kept as it is."""

    place: int
    draft: Draft
    suggestions: tuple[Suggestion, ...]
    choices: tuple[Choice, ...]
    fault: str

    @property
    def rows(self) -> int:
        """Of its text field: as many as the text needs, roughly."""
        return max(2, min(12, len(self.draft.text) // 90 + 1))


def posted(drafts: Sequence[Draft], sent: Mapping[str, str]) -> tuple[Draft, ...]:
    """The drafts as the page sends them back; what it does not send stays."""
    return tuple(_posted(draft, place, sent) for place, draft in enumerate(drafts, start=1))


def _posted(draft: Draft, place: int, sent: Mapping[str, str]) -> Draft:
    decision, _colon, other = sent.get(f"decision-{place}", "").partition(":")
    number = _typed(sent.get(f"number-{place}", draft.number))[:40]
    text = _typed(sent.get(f"text-{place}", draft.text))
    changed = replace(draft, number=number, text=text)
    if decision in (KEEP, LEAVE):
        return replace(changed, decision=decision, other="")
    with suppress(ValueError):
        if decision in (MERGE, LINK):
            return replace(changed, decision=decision, other=str(UUID(other)))
    return changed


def _typed(text: str) -> str:
    """Without what no database keeps; a new line is one character, as the field counts it."""
    return text.replace("\0", "").replace("\r\n", "\n").strip()


def faults(drafts: Sequence[Draft]) -> dict[int, str]:
    """By place, what stands in the way of carrying out the decisions."""
    found = ((place, _fault(draft)) for place, draft in enumerate(drafts, start=1) if draft.decision in (KEEP, LINK))
    return {place: words for place, words in found if words}


def length_of(draft: Draft) -> dict[str, str]:
    """For a sentence on a text that is too long: `found` and `most` characters."""
    figures = {"found": len(draft.text), "most": LONGEST}
    return {name: number_format(number, force_grouping=True) for name, number in figures.items()}


def _fault(draft: Draft) -> str:
    if len(draft.text) > LONGEST:
        words = _("It has %(found)s characters; expected at most %(most)s.")
        return words % length_of(draft)
    return "" if draft.text else _("It has no text: write one, or leave it out.")


def parts_of(
    drafts: Sequence[Draft], suggestions: Sequence[tuple[Suggestion, ...]], wrong: Mapping[int, str]
) -> tuple[Part, ...]:
    return tuple(
        Part(place, draft, alike, tuple(_choices(draft, alike)), wrong.get(place, ""))
        for place, (draft, alike) in enumerate(zip(drafts, suggestions, strict=True), start=1)
    )


def _choices(draft: Draft, suggestions: Sequence[Suggestion]) -> Iterator[Choice]:
    """A decision that names a commitment which is no longer suggested starts again with keeping."""
    words = {f"{KEEP}:": _("Keep it as a commitment of its own")}
    for number, each in enumerate(suggestions, start=1):
        words[f"{LINK}:{each.row.id}"] = _("Keep it, and link it with %(number)s") % {"number": number}
        words[f"{MERGE}:{each.row.id}"] = _("The same as %(number)s: make nothing new") % {"number": number}
    words[f"{LEAVE}:"] = _("Leave it out")
    chosen = f"{draft.decision}:{draft.other}"
    chosen = chosen if chosen in words else f"{KEEP}:"
    yield from (Choice(value.rstrip(":"), said, value == chosen) for value, said in words.items())


ACCEPTED = ".docx,.pdf,.txt"
MOST_TEXT = 200_000  # characters: the review page sends all of them back, in a form of 2 MiB at most


class ReadingForm(forms.Form):
    """`said()` and `drafts` after `is_valid()`."""

    title = forms.CharField(
        label=gettext_lazy("Title of the document"),
        max_length=300,
        help_text=gettext_lazy("As commitments name their source: “Conclusions of the conference in Ohrid, 2025”."),
    )
    agreed_on = forms.DateField(label=gettext_lazy("Agreed on"), required=False, widget=CALENDAR)
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        required=False,
        choices=[("", gettext_lazy("not said, or several")), *LANGUAGE.items()],
    )
    text = forms.CharField(
        label=gettext_lazy("Text of the document"),
        required=False,
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=gettext_lazy("Paste it with its numbers: each numbered paragraph becomes a draft."),
    )
    upload = forms.FileField(
        label=gettext_lazy("Or a file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=gettext_lazy("Word (.docx), PDF with text, or a text file. It is read in memory and not kept."),
        error_messages={
            "empty": gettext_lazy("This file is empty; expected is a Word document, a PDF with text or a text file.")
        },
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
            words = gettext_lazy("Expected at most %(most)s characters of text. Read the document in parts.")
            raise forms.ValidationError(words % {"most": number_format(MOST_TEXT, force_grouping=True)})
        self.silent_pages = found.silent_pages
        return text

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        text = cleaned["upload"] or cleaned["text"]
        if not text.strip():
            self.add_error("text", gettext_lazy("Paste a text, or choose a file."))
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
