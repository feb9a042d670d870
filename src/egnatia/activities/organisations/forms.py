"""Forms of the organisations: filters, and an organisation with its names."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from egnatia.activities.activities import labels
from egnatia.activities.organisations.actions import OrganisationDetails
from egnatia.activities.organisations.queries import OrganisationFilters
from egnatia.activities.organisations.rules import Name
from egnatia.kernel.models import OrganisationType
from egnatia.pages.forms import QuietForm
from egnatia.taxonomy.forum import ForumNames


def _economies(field: forms.Field, none: labels.Words, names: ForumNames) -> None:
    assert isinstance(field, forms.ChoiceField)
    field.choices = [("", none), *((each.code, each.name) for each in names.economies)]


class OrganisationFilterForm(forms.Form):
    """A value that no list knows narrows nothing and says so beside its field."""

    q = forms.CharField(label=_("Search"), required=False, max_length=200)
    type = forms.ChoiceField(label=_("Type"), required=False, choices=[("", _("all")), *OrganisationType.choices])
    economy = forms.ChoiceField(label=_("Economy"), required=False)

    def __init__(self, data: Mapping[str, Any], *, names: ForumNames) -> None:
        super().__init__({name: data.get(name, "") for name in self.base_fields})
        self.fields["q"].css_classes = "wide-field"  # type: ignore[attr-defined]  # read by the template
        _economies(self.fields["economy"], _("all"), names)

    @property
    def filters(self) -> OrganisationFilters:
        self.full_clean()
        return OrganisationFilters(**{name: value for name, value in self.cleaned_data.items() if value})


class OrganisationForm(QuietForm):
    """An organisation. Staff are not listed: a functional mailbox is enough, or the secretariat passes questions on."""

    name = forms.CharField(label=_("Name"), max_length=300)
    type = forms.ChoiceField(label=_("Type"), choices=OrganisationType.choices, initial=OrganisationType.OTHER)
    economy = forms.ChoiceField(
        label=_("Economy"), required=False, help_text=_("Only for a body of one economy. Otherwise leave it empty.")
    )
    mailbox = forms.EmailField(
        label=_("Functional mailbox"),
        required=False,
        help_text=_("Use an office address, not a personal one. If empty, contact goes through the secretariat."),
    )
    reference = forms.CharField(
        label=_("Organisation identifier"),
        required=False,
        max_length=100,
        help_text=_("As in IATI files, for example XM-DAC-41114."),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        names: ForumNames,
        initial: Mapping[str, Any] | None = None,
        quiet: bool = False,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.quiet = quiet
        _economies(self.fields["economy"], _("none"), names)

    def organisation(self) -> OrganisationDetails:
        """What was entered, after `is_valid()`."""
        return OrganisationDetails(**self.cleaned_data)


class OrganisationNameForm(forms.Form):
    """Another name by which the organisation is found."""

    name = forms.CharField(label=_("Another name"), max_length=300)
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[("", _("abbreviation, or not specified")), *labels.LANGUAGE.items()],
    )

    def named(self) -> Name:
        return Name(**self.cleaned_data)
