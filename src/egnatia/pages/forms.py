"""Forms of which a preview shows what was typed, without judging it."""

from django import forms
from django.forms.utils import ErrorDict


class QuietForm(forms.Form):
    """`quiet`, set before anything is asked of it: nothing is cleaned, and nothing is wrong."""

    quiet = False

    def full_clean(self) -> None:
        if self.quiet:
            self._errors = ErrorDict()
            self.cleaned_data = {}
        else:
            super().full_clean()
