"""A name for a filter, and the filter itself as the page of its list sends it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.lists import read_query
from egnatia.people.filters.models import LONGEST_NAME
from egnatia.people.filters.queries import MOST, FilterRow, how_many, kept_of, names_of

TAKEN = _("You already have a filter with this name for this list.")


class _Named(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME, help_text=_("Only you can see it."))
    watched = forms.BooleanField(
        label=_("Notify me by e-mail of new and changed records"),
        required=False,
        help_text=_(
            "Choose how often under “E-mail notifications”. You are told only of what you have access to then."
        ),
    )


class FilterNameForm(_Named):
    """Another name of a filter that they keep."""

    def __init__(self, data: Any, row: FilterRow, *, reader: Reader) -> None:  # noqa: ANN401 - what a form is sent
        super().__init__(data, initial={"name": row.name, "watched": row.watched})
        if not row.watchable:
            del self.fields["watched"]
        self._taken = names_of(reader, row.list, but=row.id)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if name in self._taken:
            raise forms.ValidationError(TAKEN)
        return name


class SaveForm(_Named):
    """`said` after `is_valid()`: the filters of the address, by name."""

    list = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=4_000)

    def __init__(self, data: Any, *, reader: Reader) -> None:  # noqa: ANN401 - what a form is sent
        super().__init__(data)
        self._reader = reader

    @property
    def code(self) -> str:
        return str(self.cleaned_data.get("list", ""))

    @property
    def said(self) -> dict[str, str]:
        return read_query(self.cleaned_data.get("query", ""))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not kept_of(self.code, self.said):
            raise forms.ValidationError(_("No filter is set. Filter the list first."))
        if how_many(self._reader) >= MOST:
            full = _("You have reached the maximum of %(most)s saved filters. Delete one first.") % {"most": MOST}
            raise forms.ValidationError(full)
        if cleaned.get("name") in names_of(self._reader, self.code):
            self.add_error("name", TAKEN)
        return cleaned
