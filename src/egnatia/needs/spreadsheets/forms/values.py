"""What values mean: one line to type for each, with the terms to choose from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from egnatia.formats.sheets.economies import economy_of
from egnatia.needs.spreadsheets.rules import OPEN, Value
from egnatia.needs.spreadsheets.terms import Terms

UNKNOWN = _("“%(typed)s” is none of the listed terms: choose one of them, or leave it empty.")


@dataclass(frozen=True, slots=True)
class ValueGroup:
    """The values of one column: those that nobody knows yet, and those that are understood."""

    label: str
    field: str
    open: bool
    unknown: list[BoundField]
    known: list[BoundField]


class ValuesForm(forms.Form):
    """`said()` only after `is_valid()`."""

    name = forms.CharField(
        label=_("Keep this mapping as"),
        required=False,
        max_length=120,
        help_text=_("The partner's name, say: the next sheet with these columns is then understood by itself."),
    )

    def __init__(self, data: Any, *, values: list[Value], terms: Mapping[str, Terms], name: str) -> None:  # noqa: ANN401 - a request's
        super().__init__(data, initial={"name": name})
        self._values, self._terms = values, terms
        for number, value in enumerate(values):
            known = terms[value.field]
            self.fields[f"value-{number}"] = forms.CharField(
                label=value.value,
                required=False,
                max_length=500,
                initial="; ".join(map(known.words, value.codes)),
                widget=forms.TextInput(attrs={"list": f"terms-{value.field}"}),
            )

    def groups(self) -> Iterator[ValueGroup]:
        for column in dict.fromkeys((value.column, value.field) for value in self._values):
            own = [(self[f"value-{n}"], v) for n, v in enumerate(self._values) if (v.column, v.field) == column]
            yield ValueGroup(
                label=column[0],
                field=column[1],
                open=column[1] in OPEN,
                unknown=[bound for bound, value in own if not value.known],
                known=[bound for bound, value in own if value.known],
            )

    def lists(self) -> Iterator[tuple[str, list[str]]]:
        """The terms to choose from, by field."""
        for field in dict.fromkeys(value.field for value in self._values):
            yield field, [self._terms[field].words(code) for code in self._terms[field].labels]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for number, value in enumerate(self._values):
            typed = cleaned.get(f"value-{number}", "")
            wrong = next((part for part in _parts(typed) if not self._code(value, part)), "")
            if wrong:
                self.add_error(f"value-{number}", UNKNOWN % {"typed": wrong})
        return cleaned

    def _code(self, value: Value, part: str) -> str:
        """What a word means; what was suggested is always understood, and so is any economy of the world."""
        found = self._terms[value.field].code(part) or (part if part in value.codes else "")
        return found or (economy_of(part) if value.field == "economies" else "")

    def said(self) -> dict[tuple[str, str], tuple[str, ...] | None]:
        """(column, value) -> codes; () leaves out, None keeps it as it is written."""
        found: dict[tuple[str, str], tuple[str, ...] | None] = {}
        for number, value in enumerate(self._values):
            parts = _parts(self.cleaned_data[f"value-{number}"])
            codes = tuple(self._code(value, part) for part in parts)
            found[value.column, value.value] = codes or (None if value.field in OPEN else ())
        return found


def _parts(typed: str) -> list[str]:
    return [part.strip() for part in typed.split(";") if part.strip()]
