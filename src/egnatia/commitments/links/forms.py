"""The search for what is joined to a commitment."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class LinkSearchForm(forms.Form):
    q = forms.CharField(label=_("Search for activities and needs"), required=False, max_length=200)

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__({"q": data.get("q", "")})
        self.fields["q"].css_classes = "wide-field"  # type: ignore[attr-defined]  # read by the template

    @property
    def typed(self) -> str:
        """What can be used of the address."""
        self.full_clean()
        return str(self.cleaned_data.get("q", ""))
