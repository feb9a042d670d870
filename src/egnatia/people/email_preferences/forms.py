"""The form of one's letters."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.rooms import letter_labels
from egnatia.people.email_preferences.queries import EmailChoices
from egnatia.people.email_preferences.rules import zones


class LettersForm(forms.Form):
    """`wanted()` and the zone after `is_valid()`."""

    wanted = forms.MultipleChoiceField(
        label=_("E-mails that you receive"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: list(letter_labels().items()),
        help_text=_("Each e-mail contains a link only, never the content of a record."),
    )
    zone = forms.ChoiceField(
        label=_("Your time zone"), help_text=_("E-mails are sent on working days between 08:00 and 20:00.")
    )

    def __init__(self, data: Mapping[str, Any] | None, chosen: EmailChoices) -> None:
        super().__init__(data, initial={"wanted": sorted(chosen.wanted), "zone": chosen.zone})
        field = self.fields["zone"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(zone, zone.partition("/")[2].replace("_", " ")) for zone in zones()]
