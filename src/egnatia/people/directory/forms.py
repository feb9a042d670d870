"""Naming somebody for a seat or an office."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.memberships import ProposedSeat
from egnatia.people.directory.queries import persons_to_name
from egnatia.taxonomy.forum import forum


class SeatForm(forms.Form):
    """Whom, and for which economy. Anybody outside the list of persons is unknown here, whether they exist or not."""

    person = forms.ChoiceField(label=_("Who"))
    economy = forms.ChoiceField(label=_("Economy"), required=False)

    def __init__(self, data: Any = None, *, reader: Reader) -> None:  # noqa: ANN401 - a request's POST, or nothing
        super().__init__(data)
        people = [(option.value, option.label) for option in persons_to_name(reader)]
        economies = [(economy.code, economy.name) for economy in forum().economies]
        self._offer("person", [("", _("select a person")), *people])
        self._offer("economy", [("", _("no specific economy")), *economies])

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def chosen_person(self) -> UUID:
        return UUID(self.cleaned_data["person"])

    def place(self, community: str, *, steward: bool = False) -> ProposedSeat:
        return ProposedSeat(community, self.cleaned_data["economy"], steward=steward)


class ProposalForm(SeatForm):
    steward = forms.BooleanField(label=_("As steward (confirms other members)"), required=False)


class AppointmentForm(SeatForm):
    deputy = forms.BooleanField(label=_("As deputy"), required=False)

    def __init__(self, data: Any = None, *, reader: Reader) -> None:  # noqa: ANN401 - a request's POST, or nothing
        super().__init__(data, reader=reader)
        self.fields["person"].required = False
        self.fields["person"].help_text = _("Leave empty if the role is vacant.")
        self.fields["economy"].required = True

    def chosen_holder(self) -> UUID | None:
        return self.chosen_person() if self.cleaned_data["person"] else None
