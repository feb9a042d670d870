"""The document, pasted or from a file, and the review of its paragraphs."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy, ngettext_lazy
from django.utils.translation import gettext as _

from egnatia.commitments.outcome_documents.actions import DocumentDetails
from egnatia.commitments.outcome_documents.queries.visible import EarlierCommitment
from egnatia.commitments.outcome_documents.rules import (
    KEEP,
    LEAVE,
    LINK,
    LONGEST,
    MERGE,
    MOST_PARAGRAPHS,
    ParagraphDraft,
    drafts_of,
)
from egnatia.formats.documents.text import DocumentText
from egnatia.pages.amounts import figure
from egnatia.pages.documents import DocumentForm
from egnatia.pages.forms import DayField
from egnatia.pages.labels import LANGUAGE


@dataclass(frozen=True, slots=True)
class DecisionChoice:
    """A radio button. `value` is the decision, with the earlier commitment that it names, if any."""

    value: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class ReviewParagraph:
    """One paragraph on the page; `place` counts from 1. `fault` says why it cannot be kept as it is."""

    place: int
    draft: ParagraphDraft
    suggestions: tuple[EarlierCommitment, ...]
    choices: tuple[DecisionChoice, ...]
    fault: str

    @property
    def rows(self) -> int:
        """Of its text field: as many as the text needs, roughly."""
        return max(2, min(12, len(self.draft.text) // 90 + 1))


def posted(drafts: Sequence[ParagraphDraft], sent: Mapping[str, str]) -> tuple[ParagraphDraft, ...]:
    """The drafts as the page sends them back; what it does not send stays."""
    return tuple(_posted(draft, place, sent) for place, draft in enumerate(drafts, start=1))


def _posted(draft: ParagraphDraft, place: int, sent: Mapping[str, str]) -> ParagraphDraft:
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


def faults(drafts: Sequence[ParagraphDraft]) -> dict[int, str]:
    """By place, what stands in the way of carrying out the decisions."""
    found = ((place, _fault(draft)) for place, draft in enumerate(drafts, start=1) if draft.decision in (KEEP, LINK))
    return {place: words for place, words in found if words}


def length_of(draft: ParagraphDraft) -> dict[str, str]:
    """For a sentence on a text that is too long: `found` and `most` characters."""
    figures = {"found": len(draft.text), "most": LONGEST}
    return {name: figure(number) for name, number in figures.items()}


def _fault(draft: ParagraphDraft) -> str:
    if len(draft.text) > LONGEST:
        words = _("The text has %(found)s characters; the limit is %(most)s. Shorten it.")
        return words % length_of(draft)
    return "" if draft.text else _("The text is missing. Enter it, or leave this paragraph out.")


def parts_of(
    drafts: Sequence[ParagraphDraft], suggestions: Sequence[tuple[EarlierCommitment, ...]], wrong: Mapping[int, str]
) -> tuple[ReviewParagraph, ...]:
    return tuple(
        ReviewParagraph(place, draft, alike, tuple(_choices(draft, alike)), wrong.get(place, ""))
        for place, (draft, alike) in enumerate(zip(drafts, suggestions, strict=True), start=1)
    )


def _choices(draft: ParagraphDraft, suggestions: Sequence[EarlierCommitment]) -> Iterator[DecisionChoice]:
    """A decision that names a commitment which is no longer suggested starts again with keeping."""
    words = {f"{KEEP}:": _("Create a new commitment")}
    for number, each in enumerate(suggestions, start=1):
        words[f"{LINK}:{each.row.id}"] = _("Create a new commitment and link it to item %(number)s") % {
            "number": number
        }
        words[f"{MERGE}:{each.row.id}"] = _("Same as item %(number)s: do not create a commitment") % {"number": number}
    words[f"{LEAVE}:"] = _("Leave this paragraph out")
    chosen = f"{draft.decision}:{draft.other}"
    chosen = chosen if chosen in words else f"{KEEP}:"
    yield from (DecisionChoice(value.rstrip(":"), said, value == chosen) for value, said in words.items())


MOST_TEXT = 200_000  # characters: the review page sends all of them back, in a form of 2 MiB at most


class ReadingForm(DocumentForm):
    """`said()` and `drafts` after `is_valid()`."""

    most = MOST_TEXT
    title = forms.CharField(
        label=gettext_lazy("Title of the document"),
        max_length=300,
        help_text=gettext_lazy(
            "Shown as the source of the commitments, for example “Conclusions of the conference in Ohrid, 2025”."
        ),
    )
    agreed_on = DayField(label=gettext_lazy("Agreed on"), required=False)
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        required=False,
        choices=[("", gettext_lazy("not specified, or several")), *LANGUAGE.items()],
    )
    text = forms.CharField(
        label=gettext_lazy("Text of the document"),
        required=False,
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=gettext_lazy(
            "Paste the text with its paragraph numbers. Each numbered paragraph becomes a draft commitment."
        ),
    )
    field_order = ("title", "agreed_on", "language", "text", "upload")
    drafts: tuple[ParagraphDraft, ...] = ()
    silent_pages: tuple[int, ...] = ()  # of an uploaded PDF: pages that hold pictures only

    def taken(self, document: DocumentText) -> str:
        self.silent_pages = document.silent_pages
        return super().taken(document)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.errors:
            return cleaned
        self.drafts = drafts_of(self.read())
        if len(self.drafts) > MOST_PARAGRAPHS:
            words = ngettext_lazy(
                "The document has %(found)s paragraph; the limit is %(most)s. Split it into parts.",
                "The document has %(found)s paragraphs; the limit is %(most)s. Split it into parts.",
                len(self.drafts),
            )
            self.add_error("text", words % {"found": len(self.drafts), "most": MOST_PARAGRAPHS})
        for draft in self.drafts:
            if len(draft.text) > LONGEST:
                self.add_error("text", _too_long(draft))
        return cleaned

    def said(self) -> DocumentDetails:
        cleaned = self.cleaned_data
        return DocumentDetails(cleaned["title"], cleaned["agreed_on"], cleaned["language"])


def _too_long(draft: ParagraphDraft) -> str:
    words = gettext("The paragraph beginning “%(begin)s” has %(found)s characters; the limit is %(most)s. Shorten it.")
    begin = f"{draft.number} {draft.text[:60]}".strip()
    return words % {"begin": begin, **length_of(draft)}
