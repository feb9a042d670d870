"""The form of one's letters."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.inbox import FREQUENCIES
from egnatia.kernel.rooms import letters
from egnatia.people.email_preferences.queries import EmailChoices
from egnatia.people.email_preferences.rules import ZONES


class LettersForm(forms.Form):
    """`chosen()` and the zone after `is_valid()`. A zone that somebody chose from a longer list stays theirs."""

    zone = forms.ChoiceField(
        label=_("Your time zone"), help_text=_("E-mails are sent on working days between 08:00 and 20:00.")
    )

    def __init__(self, data: Mapping[str, Any] | None, chosen: EmailChoices) -> None:
        super().__init__(data, initial={"zone": chosen.zone})
        field = self.fields["zone"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(zone, label) for zone, label in ({chosen.zone: chosen.zone} | dict(ZONES)).items()]
        for code, each in letters().items():
            self.fields[code] = forms.ChoiceField(
                label=each.label, choices=list(FREQUENCIES.items()), initial=chosen.often[code]
            )

    def kinds(self) -> Iterator[BoundField]:
        """Those that say how often a kind comes."""
        return (self[code] for code in letters())

    def chosen(self) -> dict[str, str]:
        return {code: self.cleaned_data[code] for code in letters()}
