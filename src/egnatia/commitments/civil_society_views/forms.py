"""The forms of a view, and of a reply to one: words, and their language."""

from django import forms
from django.utils.translation import gettext_lazy as _

from egnatia.commitments.civil_society_views.actions import LONGEST, ObservationText
from egnatia.pages.forms import QuietForm
from egnatia.pages.labels import LANGUAGE


class WordsForm(QuietForm):
    """`said()` after `is_valid()`."""

    words = forms.CharField(label=_("Text"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}))
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("not specified")), *LANGUAGE.items()]
    )

    def said(self) -> ObservationText:
        return ObservationText(self.cleaned_data["words"], self.cleaned_data["language"])
