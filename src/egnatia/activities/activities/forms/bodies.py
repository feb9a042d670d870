"""Organisations of an activity as rows: as many as needed, also without JavaScript."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from egnatia import overlap
from egnatia.activities.activities.labels import BODIES
from egnatia.overlap import OrganisationMention

ASKED_NAMES = "asked"  # the field that says which names were asked about; the answers to it are meant-0, meant-1, …
_NAMES = re.compile(r"receiver|organiser|institution|invited|bodies-\d+-name")  # fields with names of organisations
_BETWEEN = re.compile(r"(\s*[;\r\n]\s*)")
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
    activity one of each role, `reporter` in the first. The first receiving institution has a field of its own."""
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
        bodies: Sequence[OrganisationMention] = getattr(facts, role)
        bodies = bodies[1:] if role == "receivers" else bodies
        yield from ({"role": role, "name": body.name, "ref": body.ref} for body in bodies)


@dataclass(frozen=True, slots=True)
class Bodies:
    """The organisations by role."""

    reporters: tuple[OrganisationMention, ...]
    funders: tuple[OrganisationMention, ...]
    implementers: tuple[OrganisationMention, ...]
    receivers: tuple[OrganisationMention, ...]


def _one_of_each(reporter: str) -> Iterator[dict[str, str]]:
    for role in list(BODIES)[:-1]:
        yield {"role": role, "name": reporter if role == "reporters" else ""}


def bodies_of(formset: "forms.BaseFormSet[OrganisationForm]") -> Bodies:
    """The organisations by role, after `is_valid()`."""
    filled = [form.cleaned_data for form in formset if form.cleaned_data.get("name")]
    of_role = {
        role: tuple(OrganisationMention(r["name"], r["ref"]) for r in filled if r["role"] == role) for role in BODIES
    }
    return Bodies(**of_role)


def rows_opened(formset: "forms.BaseFormSet[OrganisationForm]", *, quiet: bool) -> bool:
    """Whether a row says more than who reports, or is wrong."""
    said = any(row["name"].value() and row["role"].value() != "reporters" for row in formset)
    return said or (not quiet and formset.is_bound and not formset.is_valid())


def answered(posted: QueryDict) -> QueryDict:
    """What was sent, where somebody was asked "Did you mean": each name as it was meant."""
    names = posted.getlist(ASKED_NAMES)
    meant = {name: posted.get(f"meant-{place}", "").strip() for place, name in enumerate(names)}
    if not any(meant.values()):
        return posted
    sent = posted.copy()
    for field in filter(_NAMES.fullmatch, posted):
        typed = str(posted[field])
        parts = (meant.get(part) or part for part in _BETWEEN.split(typed))
        sent[field] = meant.get(typed.strip()) or "".join(parts)
    return sent


def names_in(facts: overlap.ActivityFacts | None) -> list[str]:
    """The organisations and institutions that facts name, each once."""
    bodies = [getattr(facts, role) for role in BODIES] if facts else []
    return list(dict.fromkeys(body.name for each in bodies for body in each))
