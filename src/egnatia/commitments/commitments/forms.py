"""The form of a commitment: one column. Asked for are the source and the text."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from egnatia.commitments.commitments.rules import LONGEST, Said
from egnatia.pages.forms import QuietForm
from egnatia.pages.labels import LANGUAGE
from egnatia.pages.originals import in_original, with_words

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def grouped(objectives: Mapping[str, str]) -> list[tuple[str, str]]:
    """Objectives to choose from: code and words, in the framework's order."""
    return [("", _("not said")), *((code, f"{code} {words}") for code, words in objectives.items())]  # type: ignore[list-item]  # a lazy text is a text


class CommitmentForm(QuietForm):
    """`said()` after `is_valid()`. `quiet` shows what was typed without judging it: for a preview."""

    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        help_text=_("The document as it is called: conclusions, a roadmap, a plan, the minutes of a meeting."),
    )
    paragraph = forms.CharField(
        label=_("Paragraph"), required=False, max_length=40, help_text=_("Its number there, such as 12 or 4.1.")
    )
    agreed_on = forms.DateField(label=_("Agreed on"), required=False, widget=DAY)
    words = forms.CharField(
        label=_("What was agreed"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("As the document says it, in any language."),
    )
    language = forms.ChoiceField(label=_("Language"), required=False, choices=[("", _("not said")), *LANGUAGE.items()])
    words_en = forms.CharField(
        label=_("The same in English"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Where you have it. It stands beside the original, never instead of it."),
    )
    objective = forms.ChoiceField(label=_("Objective"), required=False)
    topics = forms.CharField(
        label=_("Topics"), required=False, max_length=200, help_text=_("A few plain words, with commas between them.")
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        objectives: Mapping[str, str],
        initial: Mapping[str, Any] | None = None,
        quiet: bool = False,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.quiet = quiet
        kept = str(self.initial.get("objective", ""))
        choices = grouped(objectives)
        field = self.fields["objective"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices if not kept or kept in objectives else [*choices, (kept, kept)]

    def said(self, kept: Said | None = None) -> Said:
        """What was entered; texts in languages that the form does not ask for stay as they are in `kept`."""
        cleaned = self.cleaned_data
        texts, original = (kept.words, kept.language) if kept else ({}, "")
        return Said(
            source=cleaned["source"],
            words=with_words(cleaned["words"], cleaned["language"], cleaned["words_en"], texts, original),
            language=cleaned["language"],
            paragraph=cleaned["paragraph"],
            agreed_on=cleaned["agreed_on"],
            objective=cleaned["objective"],
            topics=cleaned["topics"],
        )


def initial_of(said: Said) -> dict[str, Any]:
    """What the form starts from."""
    words, language = in_original(said.words, said.language)
    return {
        "source": said.source,
        "paragraph": said.paragraph,
        "agreed_on": said.agreed_on,
        "words": words,
        "language": language,
        "words_en": said.words.get("en", "") if language != "en" else "",
        "objective": said.objective,
        "topics": said.topics,
    }
