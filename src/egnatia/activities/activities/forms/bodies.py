"""Organisations of an activity as rows: as many as needed, also without JavaScript."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from egnatia import overlap
from egnatia.activities.activities.labels import BODIES
from egnatia.overlap import OrganisationMention

EMPTY_ROWS, MORE_ROWS, MOST_ROWS = 2, 3, 60
MORE = "more"  # the name of the button "Add rows"


class OrganisationForm(forms.Form):
    """One row; an empty name is an empty row."""

    role = forms.ChoiceField(label=_("Role"), choices=[*BODIES.items()], required=False)
    name = forms.CharField(label=_("Organisation"), required=False, max_length=300)
    ref = forms.CharField(label=_("Organisation identifier"), required=False, max_length=100)

    def has_changed(self) -> bool:
        """The preselected role of an empty row is no answer."""
        return bool(self.data.get(self.add_prefix("name"), "").strip()) if self.is_bound else super().has_changed()


Rows = forms.formset_factory(OrganisationForm, extra=EMPTY_ROWS, max_num=MOST_ROWS, validate_max=True)


def rows(
    data: Mapping[str, Any] | None, facts: overlap.ActivityFacts | None, *, reporter: str = ""
) -> "forms.BaseFormSet[OrganisationForm]":
    """The rows as posted, with more of them where that was asked for, else as they stand in `facts`; for a new
    activity one of each role, `reporter` in the first."""
    if data is None:
        return Rows(initial=list(_initial(facts) if facts else _one_of_each(reporter)), prefix="bodies")
    if MORE in data:
        total = _number(data.get("bodies-TOTAL_FORMS")) + MORE_ROWS
        data = {**_flat(data), "bodies-TOTAL_FORMS": str(min(total, MOST_ROWS))}
    return Rows(data, prefix="bodies")


def _number(typed: object) -> int:
    text = str(typed)
    return min(int(text), MOST_ROWS) if text.isascii() and text.isdigit() else EMPTY_ROWS


def _flat(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: data[name] for name in data}


def _initial(facts: overlap.ActivityFacts) -> Iterator[dict[str, str]]:
    for role in BODIES:
        bodies: Iterable[OrganisationMention] = getattr(facts, role)
        yield from ({"role": role, "name": body.name, "ref": body.ref} for body in bodies)


@dataclass(frozen=True, slots=True)
class Bodies:
    """The organisations by role."""

    reporters: tuple[OrganisationMention, ...]
    funders: tuple[OrganisationMention, ...]
    implementers: tuple[OrganisationMention, ...]
    receivers: tuple[OrganisationMention, ...]


def _one_of_each(reporter: str) -> Iterator[dict[str, str]]:
    for role in BODIES:
        yield {"role": role, "name": reporter if role == "reporters" else ""}


def bodies_of(formset: "forms.BaseFormSet[OrganisationForm]") -> Bodies:
    """The organisations by role, after `is_valid()`."""
    filled = [form.cleaned_data for form in formset if form.cleaned_data.get("name")]
    of_role = {
        role: tuple(OrganisationMention(r["name"], r["ref"]) for r in filled if r["role"] == role) for role in BODIES
    }
    return Bodies(**of_role)
