"""A note on what a round comes to. Who reads it is the marking form's."""

from django import forms
from django.utils.translation import gettext_lazy as _

from egnatia.reporting.snapshots.labels import SORT
from egnatia.reporting.snapshots.rules import LONGEST_REASON, Noted


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
