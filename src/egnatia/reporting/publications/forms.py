"""What an officer writes about a publication. Its audience is the marking form's; its part stands in the address."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import clock
from egnatia.reporting.publications.rules import LONGEST


class PublicationForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200)
    as_of = forms.DateField(
        label=_("As of"),
        help_text=_("The date that decides whether an activity is running, planned or ended."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
    )
    note = forms.CharField(
        label=_("Note on the method"),
        help_text=_("How needs and activities were collected. The page already explains how they are counted."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=LONGEST,
    )
    limits = forms.CharField(
        label=_("Limitations"),
        help_text=_("What is not included, who has not reported, and what cannot be concluded."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=LONGEST,
    )

    def clean_as_of(self) -> date:
        day: date = self.cleaned_data["as_of"]
        if day > clock.today():
            raise forms.ValidationError(_("The date is in the future. Enter today or an earlier date."))
        return day
