"""The form of one's letters."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from egnatia.people.letters.queries import Chosen
from egnatia.people.letters.rules import REPORTS, TEXTS, zones

LABELS = {
    REPORTS: _("Before a report that your organisation gives is due"),
    TEXTS: _("When a text circulates to which you may object"),
}


class LettersForm(forms.Form):
    """`wanted()` and the zone after `is_valid()`."""

    wanted = forms.MultipleChoiceField(
        label=_("Letters that you get"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=list(LABELS.items()),
        help_text=_("Each holds a link and nothing of what a record says."),
    )
    zone = forms.ChoiceField(
        label=_("Your time zone"), help_text=_("Letters come between eight in the morning and eight in the evening.")
    )

    def __init__(self, data: Mapping[str, Any] | None, chosen: Chosen) -> None:
        super().__init__(data, initial={"wanted": sorted(chosen.wanted), "zone": chosen.zone})
        field = self.fields["zone"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(zone, zone.partition("/")[2].replace("_", " ")) for zone in zones()]
