"""What stands over a snapshot, how it is adopted, and notes on what a round comes to."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import clock
from egnatia.reporting.snapshots.labels import SORT
from egnatia.reporting.snapshots.rules import LONGEST, LONGEST_REASON, Meeting, Noted, Silence, SnapshotText

MEETING, SILENCE = "meeting", "silence"
MOST_DAYS = 60  # working days of silence


class AdoptionForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200)
    words = forms.CharField(
        label=_("Text to adopt"),
        help_text=_("What the board takes note of or decides. Visible to everyone who can see the round."),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        max_length=LONGEST,
    )
    way = forms.ChoiceField(
        label=_("Adoption procedure"),
        choices=[
            (MEETING, _("at a meeting")),
            (SILENCE, _("by silence procedure: adopted unless a participant objects by the deadline")),
        ],
        widget=forms.RadioSelect,
        initial=MEETING,
    )
    day = forms.DateField(
        label=_("Date of the meeting"),
        help_text=_("Required for adoption at a meeting."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        required=False,
    )
    adopted_words = forms.CharField(
        label=_("Meeting"),
        help_text=_("For example: “Ninth meeting of the board, Sarajevo”."),
        required=False,
        max_length=300,
    )
    working_days = forms.IntegerField(
        label=_("Silence period in working days"),
        help_text=_(
            "Required for the silence procedure. Counted from tomorrow, on days that are working "
            "days for all participants."
        ),
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
            self.add_error("working_days", _("Enter the number of working days for the silence procedure."))
        return cleaned

    def _judge_day(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("day") is None:
            self.add_error("day", _("Enter the date of the meeting."))
        elif cleaned["day"] > clock.today():
            self.add_error("day", _("The date is in the future. Enter today or an earlier date."))

    def said(self) -> SnapshotText:
        """What was written. Only after `is_valid()`."""
        written = self.cleaned_data
        met = written["way"] == MEETING
        way = Meeting(written["day"], written["adopted_words"]) if met else Silence(written["working_days"])
        return SnapshotText(written["title"], written["words"], get_language() or "en", way)


class FindingNoteForm(forms.Form):
    sort = forms.ChoiceField(label=_("Type"), choices=list(SORT.items()), widget=forms.RadioSelect, initial="comment")
    text = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 4}), max_length=LONGEST_REASON)
    carried_out_by = forms.CharField(
        label=_("Responsible"), help_text=_("For decisions only."), required=False, max_length=200
    )
    due = forms.DateField(
        label=_("Due date"),
        help_text=_("For decisions only."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        required=False,
    )

    def noted(self) -> Noted:
        """What was written. Only after `is_valid()`."""
        written = self.cleaned_data
        return Noted(written["sort"], written["text"], written["carried_out_by"], written["due"])
