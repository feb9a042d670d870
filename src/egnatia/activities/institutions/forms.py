"""The filters of the list of receiving institutions."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from egnatia.activities.institutions.queries import InstitutionFilters
from egnatia.taxonomy.forum import ForumNames


class InstitutionFilterForm(forms.Form):
    """A value that no list knows narrows nothing and says so beside its field."""

    q = forms.CharField(label=_("Search"), required=False, max_length=200)
    economy = forms.ChoiceField(label=_("Economy"), required=False)

    def __init__(self, data: Mapping[str, Any], *, names: ForumNames) -> None:
        super().__init__({name: data.get(name, "") for name in self.base_fields})
        self.fields["q"].css_classes = "wide-field"  # type: ignore[attr-defined]  # read by the template
        field = self.fields["economy"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("all")), *((each.code, each.name) for each in names.economies)]

    @property
    def filters(self) -> InstitutionFilters:
        self.full_clean()
        return InstitutionFilters(**{name: value for name, value in self.cleaned_data.items() if value})
