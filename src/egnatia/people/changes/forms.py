"""Since when, as it stands in the address."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import clock

EARLIEST = date(2000, 1, 1)


class ChangeFilterForm(forms.Form):
    """A value that cannot be used narrows nothing and says so beside its field."""

    since = forms.DateField(
        label=_("Changed since"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    kind = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__({name: data.get(name, "") for name in self.base_fields})
        self.full_clean()

    def clean_since(self) -> date | None:
        day: date | None = self.cleaned_data["since"]
        if day and not EARLIEST <= day <= clock.today():
            raise forms.ValidationError(_("Enter a past date, from 2000 onwards."))
        return day

    @property
    def day(self) -> date | None:
        found: date | None = self.cleaned_data.get("since")
        return found

    @property
    def kept_kind(self) -> str:
        return str(self.cleaned_data.get("kind", ""))
