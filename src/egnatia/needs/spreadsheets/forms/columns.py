"""Which column says what: one choice for each, made by looking at examples; and what holds for the whole sheet."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from egnatia.activities.activities.labels import LANGUAGE
from egnatia.formats.sheets import Mapping, folded
from egnatia.formats.sheets.fields import FIELDS
from egnatia.kernel.forum import forum
from egnatia.needs.spreadsheets.labels import FIELD, MISSING
from egnatia.needs.spreadsheets.rules import Chosen, ColumnSeen, Outline, missing, with_columns

DAY_FIRST = {"": None, "day": True, "month": False}


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """One column with its fields of the form."""

    column: ColumnSeen
    use: BoundField
    titled: BoundField


class ColumnsForm(forms.Form):
    """`chosen()` only after `is_valid()`."""

    language = forms.ChoiceField(label=_("Language of the texts"), required=False)
    currency = forms.CharField(
        label=_("Currency, where the sheet does not say it"), required=False, max_length=3, min_length=3
    )
    dates = forms.ChoiceField(
        label=_("03/04/2025 is"),
        required=False,
        choices=[("", _("told by the other dates")), ("day", _("3 April")), ("month", _("4 March"))],
    )
    decimal = forms.ChoiceField(
        label=_("1.234 is"),
        required=False,
        choices=[("", _("told by the other amounts")), (",", _("one thousand …")), (".", _("one and a fraction"))],
    )
    economies = forms.MultipleChoiceField(
        label=_("All rows are about"),
        required=False,
        help_text=_("Where no column names the economy."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any, *, outline: Outline, draft: Mapping) -> None:  # noqa: ANN401 - a request's
        super().__init__(data)
        self._outline, self._draft = outline, draft
        self._columns = outline.columns()
        self._add_settings(draft)
        used = {folded(use.column): use.field for use in draft.columns}
        options = [("", _("leave out")), *((name, FIELD[name]) for name in FIELDS[draft.rows])]
        made_of = set(map(folded, draft.title_of))
        for number, column in enumerate(self._columns):
            key = folded(column.key)
            self.fields[f"use-{number}"] = forms.ChoiceField(
                label=column.key, choices=options, required=False, initial=used.get(key, "")
            )
            self.fields[f"titled-{number}"] = forms.BooleanField(
                label=_("Part of the title"), required=False, initial=key in made_of
            )

    def _add_settings(self, draft: Mapping) -> None:
        choices = {"language": [("", _("not stated")), *LANGUAGE.items()]}
        choices["economies"] = [(economy.code, economy.name) for economy in forum().economies]
        for name, options in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = options
        self.initial = {
            "language": draft.language,
            "currency": draft.currency,
            "dates": next(word for word, meant in DAY_FIRST.items() if meant is draft.day_first),
            "decimal": draft.decimal,
            "economies": list(draft.always.get("economies", ())),
        }

    @property
    def asks_for_title(self) -> bool:
        """Columns can make the title together where none is it, or where that was chosen before."""
        return bool(self._draft.title_of) or missing(self._draft) == "title" or bool(self.non_field_errors())

    def rows(self) -> Iterator[ColumnRow]:
        for number, column in enumerate(self._columns):
            yield ColumnRow(column, self[f"use-{number}"], self[f"titled-{number}"])

    def settings(self) -> Iterator[BoundField]:
        return (self[name] for name in ("language", "currency", "dates", "decimal", "economies"))

    def clean_currency(self) -> str:
        code: str = self.cleaned_data["currency"].upper()
        if code and not (code.isascii() and code.isalpha()):
            raise forms.ValidationError(_("Found “%(typed)s”; expected a code like EUR.") % {"typed": code})
        return code

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        lacking = missing(with_columns(self._draft, self._outline, self.chosen(), {}))
        if lacking:
            self.add_error(None, MISSING[lacking])
        return cleaned

    def chosen(self) -> Chosen:
        said = self.cleaned_data
        return Chosen(
            fields={column.key: said.get(f"use-{number}", "") for number, column in enumerate(self._columns)},
            title_of=tuple(c.key for number, c in enumerate(self._columns) if said.get(f"titled-{number}")),
            language=said.get("language", ""),
            currency=said.get("currency", ""),
            day_first=DAY_FIRST[said.get("dates", "")],
            decimal=said.get("decimal", ""),
            economies=tuple(said.get("economies", ())),
        )
