"""What stands over a snapshot, how it is adopted, and notes on what a round comes to."""

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import clock
from egnatia.reporting.snapshots.labels import SORT
from egnatia.reporting.snapshots.rules import (
    LONGEST,
    LONGEST_REASON,
    BoardDecision,
    Meeting,
    Noted,
    Silence,
    SnapshotText,
    may_be_adopted_on,
)

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
            (MEETING, _("at a meeting: the content is fixed now, and you record the decision afterwards")),
            (SILENCE, _("by silence procedure: adopted unless a participant objects by the deadline")),
        ],
        widget=forms.RadioSelect,
        initial=MEETING,
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

    names = forms.BooleanField(
        label=_("Name the participants that have replied"),
        help_text=_("On page 1, for everyone who can see the results. Otherwise only their number is stated."),
        required=False,
        initial=True,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("way") == SILENCE and not cleaned.get("working_days") and "working_days" not in self.errors:
            self.add_error("working_days", _("Enter the number of working days for the silence procedure."))
        return cleaned

    def said(self) -> SnapshotText:
        """What was written. Only after `is_valid()`."""
        written = self.cleaned_data
        way = Meeting() if written["way"] == MEETING else Silence(written["working_days"])
        return SnapshotText(written["title"], written["words"], get_language() or "en", way, written["names"])


class DecisionForm(forms.Form):
    """The decision of the board on results of the day `as_of`."""

    day = forms.DateField(
        label=_("Date of the meeting"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
    )
    words = forms.CharField(
        label=_("Meeting"),
        help_text=_("For example: “Ninth meeting of the board, Sarajevo”."),
        required=False,
        max_length=300,
    )

    def __init__(self, *args: Any, as_of: date, **kwargs: Any) -> None:  # noqa: ANN401 - a form's own
        super().__init__(*args, **kwargs)
        self.as_of = as_of

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day > clock.today():
            raise forms.ValidationError(_("The date is in the future. Enter today or an earlier date."))
        if not may_be_adopted_on(day, self.as_of, clock.today()):
            said = {"day": date_format(self.as_of)}
            raise forms.ValidationError(_("The content was fixed on %(day)s. Enter this date or a later one.") % said)
        return day

    def decision(self) -> BoardDecision:
        """What was written. Only after `is_valid()`."""
        return BoardDecision(self.cleaned_data["day"], self.cleaned_data["words"])


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
