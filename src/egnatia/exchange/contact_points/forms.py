"""Which contact points a communication check asks."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from egnatia.exchange.contact_points.queries import ContactRow


class CheckForm(forms.Form):
    """`chosen()` after `is_valid()`."""

    points = forms.MultipleChoiceField(label=_("Contact points to check"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: Mapping[str, Any] | None, rows: Sequence[ContactRow], *, every: bool) -> None:
        super().__init__(data, initial={"points": [str(row.id) for row in rows]} if every else {})
        field = self.fields["points"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(row.id), _line(row)) for row in rows]

    def chosen(self) -> list[UUID]:
        return [UUID(each) for each in self.cleaned_data["points"]]


def _line(row: ContactRow) -> str:
    return ": ".join(each for each in (row.economy_name, row.name.text) if each)
