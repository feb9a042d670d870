"""The form of a follow-up: one column. Asked for is the position alone."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from egnatia.commitments.commitments.forms import DAY
from egnatia.commitments.follow_ups import labels
from egnatia.commitments.follow_ups.rules import LONGEST, POSITIONS, Said
from egnatia.kernel import clock
from egnatia.pages.forms import QuietForm
from egnatia.pages.labels import LANGUAGE
from egnatia.pages.originals import in_original, with_words


class FollowUpForm(QuietForm):
    """`said()` after `is_valid()`. `quiet` shows what was typed without judging it: for a preview."""

    economy = forms.ChoiceField(label=_("For"), required=False)
    position = forms.ChoiceField(
        label=_("Position"), widget=forms.RadioSelect, choices=[(code, labels.POSITION[code]) for code in POSITIONS]
    )
    words = forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What it means for you, or why not. In any language; it is shown as you write it."),
    )
    language = forms.ChoiceField(label=_("Language"), required=False, choices=[("", _("not said")), *LANGUAGE.items()])
    responsible = forms.CharField(label=_("Responsible body"), required=False, max_length=300)
    note = forms.CharField(
        label=_("Progress"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What has been done so far. Earlier reports stay in the history."),
    )
    evidence = forms.URLField(
        label=_("Evidence"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("The address of a law, a report, a page."),
    )
    still_true = forms.BooleanField(
        label=_("Nothing has changed: what is written under progress is true today"), required=False
    )
    due = forms.DateField(
        label=_("Report by"),
        required=False,
        widget=DAY,
        help_text=_("Your organisation and the secretariat see it, nobody else."),
    )
    recurrence = forms.ChoiceField(label=_("Again"), required=False, choices=[*labels.RECURRENCE.items()])

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        whom: Sequence[tuple[str, str]],
        initial: Mapping[str, Any] | None = None,
        changing: bool = False,
        quiet: bool = False,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.quiet = quiet
        field = self.fields["economy"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(whom)
        for name in ("economy",) if changing else ("still_true",):
            del self.fields[name]

    def said(self, kept: Said | None = None) -> Said:
        """What was entered. A report is dated today where its words or evidence are new, or said to be true still."""
        cleaned, before = self.cleaned_data, kept or Said()
        reported = cleaned["note"] or cleaned["evidence"]
        anew = (cleaned["note"], cleaned["evidence"]) != (before.note, before.evidence)
        still_true = cleaned.get("still_true")
        texts = with_words(cleaned["words"], cleaned["language"], "", before.words, before.language)
        return Said(
            economy=before.economy if kept else cleaned["economy"],
            position=cleaned["position"],
            words=texts if cleaned["words"] else {},
            language=cleaned["language"],
            responsible=cleaned["responsible"],
            due=cleaned["due"],
            recurrence=cleaned["recurrence"],
            note=cleaned["note"],
            evidence=cleaned["evidence"],
            reported_on=clock.today() if still_true or (reported and anew) else before.reported_on,
        )


def initial_of(said: Said) -> dict[str, Any]:
    """What the form starts from."""
    words, language = in_original(said.words, said.language)
    return {
        "position": said.position,
        "words": words,
        "language": language,
        "responsible": said.responsible,
        "note": said.note,
        "evidence": said.evidence,
        "due": said.due,
        "recurrence": said.recurrence,
    }
