"""The filters of the list of matches, and what an owner says about a match."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from egnatia.activities.activities.labels import BAND
from egnatia.matching import labels
from egnatia.matching.queries.lists import MatchNames
from egnatia.matching.rules import KINDS, STATES, MatchFilters

Choices = list[tuple[str, Any]]


class MatchFilterForm(forms.Form):
    """A value that no list knows narrows nothing and says so beside its field."""

    q = forms.CharField(label=_("Search"), required=False, max_length=200)
    kind = forms.ChoiceField(
        required=False, choices=[(kind, labels.KIND[kind]) for kind in KINDS], widget=forms.HiddenInput
    )
    economy = forms.ChoiceField(label=_("Economy"), required=False)
    about = forms.ChoiceField(label=_("Objective or sector"), required=False)
    organisation = forms.CharField(label=_("Organisation"), required=False, max_length=300)
    size = forms.ChoiceField(
        label=_("Amount (original currency)"), required=False, choices=[("", _("any")), *BAND.items()]
    )
    view = forms.ChoiceField(
        label=_("Position"),
        required=False,
        choices=[("", _("any")), *((state, labels.STATE[state]) for state in STATES)],
    )
    activity = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any], *, naming: MatchNames) -> None:
        super().__init__({name: data.get(name, "") for name in self.base_fields})
        self.fields["q"].css_classes = "wide-field"  # type: ignore[attr-defined]  # read by the template
        economies = [(each.code, each.name) for each in naming.names.economies]
        self._choices("economy", [("", _("all")), *economies])
        self._choices("about", [("", _("all")), *naming.vocabulary.grouped()])

    def _choices(self, name: str, choices: Choices) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    @property
    def filters(self) -> MatchFilters:
        """What can be used of the address."""
        self.full_clean()
        return MatchFilters(**{name: value for name, value in self.cleaned_data.items() if value})


class ViewForm(forms.Form):
    """One button says it; the note is for with whom and how, or because of what. Nothing more is asked."""

    verdict = forms.ChoiceField(
        choices=list(labels.VERDICT.items()), error_messages={"required": _("Select one of the options.")}
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("How and with whom you coordinate, why the activities differ, or what you would like to know."),
    )
    then = forms.ChoiceField(choices=[("match", "match"), ("batch", "batch")], required=False)

    @property
    def in_batch(self) -> bool:
        """Whether it was said in the row of a queue, and the next one follows."""
        return self.data.get("then") == "batch"
