"""What stands over a snapshot, how it is adopted, and notes on what a round comes to."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import clock
from egnatia.reporting.snapshots.labels import SORT
from egnatia.reporting.snapshots.rules import LONGEST, LONGEST_REASON, Meeting, Noted, Said, Silence

MEETING, SILENCE = "meeting", "silence"
MOST_DAYS = 60  # working days of silence


class AdoptionForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200)
    words = forms.CharField(
        label=_("Text to adopt"),
        help_text=_("What the board takes note of or decides. Everybody who sees the round reads it."),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        max_length=LONGEST,
    )
    way = forms.ChoiceField(
        label=_("How it is adopted"),
        choices=[(MEETING, _("at a meeting")), (SILENCE, _("by silence: adopted unless somebody objects in time"))],
        widget=forms.RadioSelect,
        initial=MEETING,
    )
    day = forms.DateField(
        label=_("Day of the meeting"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        required=False,
    )
    adopted_words = forms.CharField(
        label=_("Which meeting"), help_text=_("“Ninth meeting of the board, Sarajevo”."), required=False, max_length=300
    )
    working_days = forms.IntegerField(
        label=_("Working days of silence"),
        help_text=_("Counted from tomorrow, on days on which all participants work."),
        min_value=1,
        max_value=MOST_DAYS,
        initial=10,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        way = cleaned.get("way")
        if way == MEETING and "day" not in self.errors:
            self._judge_day(cleaned)
        if way == SILENCE and not cleaned.get("working_days") and "working_days" not in self.errors:
            self.add_error("working_days", _("Say how many working days the text circulates."))
        return cleaned

    def _judge_day(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("day") is None:
            self.add_error("day", _("Say on which day the meeting adopted it."))
        elif cleaned["day"] > clock.today():
            self.add_error("day", _("Found a day to come; expected today or an earlier day."))

    def said(self) -> Said:
        """What was written. Only after `is_valid()`."""
        written = self.cleaned_data
        met = written["way"] == MEETING
        way = Meeting(written["day"], written["adopted_words"]) if met else Silence(written["working_days"])
        return Said(written["title"], written["words"], get_language() or "en", way)


class NoteForm(forms.Form):
    sort = forms.ChoiceField(
        label=_("What it is"), choices=list(SORT.items()), widget=forms.RadioSelect, initial="comment"
    )
    text = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 4}), max_length=LONGEST_REASON)
    carried_out_by = forms.CharField(
        label=_("Carried out by"), help_text=_("Of a decision: who does it."), required=False, max_length=200
    )
    due = forms.DateField(
        label=_("Until"),
        help_text=_("Of a decision: by which day."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        required=False,
    )

    def noted(self) -> Noted:
        """What was written. Only after `is_valid()`."""
        written = self.cleaned_data
        return Noted(written["sort"], written["text"], written["carried_out_by"], written["due"])
