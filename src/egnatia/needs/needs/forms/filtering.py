"""The filters of the list, as they stand in its address."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.forum import ForumNames
from egnatia.needs.needs import labels
from egnatia.needs.needs.objectives import Objectives
from egnatia.needs.needs.rules import NeedFilters

ANY = ("", _("any"))


class FilterForm(forms.Form):
    """A value that no list knows narrows nothing and says so beside its field."""

    q = forms.CharField(label=_("Search"), required=False, max_length=200)
    economy = forms.ChoiceField(label=_("Economy"), required=False)
    objective = forms.ChoiceField(label=_("Objective"), required=False)
    priority = forms.ChoiceField(label=_("Priority"), required=False, choices=[ANY, *labels.PRIORITY.items()])
    nature = forms.ChoiceField(label=_("Nature"), required=False, choices=[ANY, *labels.NATURE.items()])
    perspective = forms.ChoiceField(label=_("Perspective"), required=False, choices=[ANY, *labels.PERSPECTIVE.items()])
    status = forms.ChoiceField(label=_("Confirmed"), required=False, choices=[ANY, *labels.STATUS.items()])

    def __init__(self, data: Mapping[str, Any], *, names: ForumNames, objectives: Objectives) -> None:
        super().__init__({name: data.get(name, "") for name in self.base_fields})
        self.fields["q"].css_classes = "wide-field"  # type: ignore[attr-defined]  # read by the template
        self._offer("economy", ((each.code, each.name) for each in names.economies))
        self._offer("objective", ((code, objectives.full(code)) for code in objectives.labels))

    def _offer(self, name: str, options: Iterable[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("all")), *options]

    @property
    def filters(self) -> NeedFilters:
        """What can be used of the address."""
        self.full_clean()
        return NeedFilters(**{name: value for name, value in self.cleaned_data.items() if value})
