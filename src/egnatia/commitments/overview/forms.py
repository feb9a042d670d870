"""The filters of the lists, as they stand in their addresses."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from egnatia.commitments.commitments.rules import CommitmentFilters
from egnatia.commitments.follow_ups import labels
from egnatia.taxonomy.forum import ForumNames

ANY = ("", _("any"))


class CommitmentFilterForm(forms.Form):
    """A value that no list knows narrows nothing and says so beside its field."""

    q = forms.CharField(label=_("Search"), required=False, max_length=200)
    source = forms.ChoiceField(label=_("Source"), required=False)
    objective = forms.ChoiceField(label=_("Objective"), required=False)
    economy = forms.ChoiceField(label=_("Followed up by"), required=False)
    position = forms.ChoiceField(label=_("Position"), required=False, choices=[ANY, *labels.POSITION.items()])

    def __init__(
        self, data: Mapping[str, Any], *, names: ForumNames, objectives: Mapping[str, str], sources: Sequence[str]
    ) -> None:
        super().__init__({name: data.get(name, "") for name in self.base_fields})
        self.fields["q"].css_classes = "wide-field"  # type: ignore[attr-defined]  # read by the template
        self._offer("source", ((each, each[:80]) for each in sources))
        self._offer("objective", ((code, f"{code} {words}") for code, words in objectives.items()))
        self._offer("economy", ((each.code, each.name) for each in names.economies))

    def _offer(self, name: str, options: Iterable[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("all")), *options]

    @property
    def filters(self) -> CommitmentFilters:
        """What can be used of the address."""
        self.full_clean()
        return CommitmentFilters(**{name: value for name, value in self.cleaned_data.items() if value})


class OwnForm(forms.Form):
    """The filters of an economy's own page."""

    position = forms.ChoiceField(label=_("Position"), required=False, choices=[ANY, *labels.POSITION.items()])
    reported = forms.ChoiceField(
        label=_("Reports"),
        required=False,
        choices=[ANY, ("no", _("no report yet")), ("yes", _("at least one report"))],
    )

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__({name: data.get(name, "") for name in self.base_fields})

    @property
    def filters(self) -> dict[str, str]:
        """What can be used of the address."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}
