"""The forms of the wizard: tables, columns, values."""

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as abc_Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from egnatia.activities.activities.labels import LANGUAGE
from egnatia.formats.sheets import Mapping, folded
from egnatia.formats.sheets.economies import economy_of
from egnatia.formats.sheets.fields import FIELDS, Kind
from egnatia.needs.spreadsheets.queries import Kept, SheetDraft
from egnatia.needs.spreadsheets.rules import (
    OPEN,
    ColumnChoices,
    ColumnSeen,
    FieldTerms,
    Outline,
    Proposed,
    Value,
    missing,
    proposed,
    unsaid,
    with_columns,
)
from egnatia.pages.labels import Labels
from egnatia.taxonomy.forum import forum


class TablesForm(forms.Form):
    """Which tables of a file are read, and as what. `mappings()` only after `is_valid()`."""

    table = forms.TypedMultipleChoiceField(
        label=_("Tables"), coerce=int, error_messages={"required": _("Choose at least one table.")}
    )
    rows = forms.ChoiceField(
        label=_("Type of records"), required=False, choices=[("activities", _("activities")), ("needs", _("needs"))]
    )
    kept = forms.ChoiceField(
        label=_("Column mapping"),
        required=False,
        help_text=_("A saved mapping is applied automatically if the file has its columns."),
    )

    def __init__(self, data: Any, *, draft: SheetDraft, kept: Sequence[Kept]) -> None:  # noqa: ANN401 - a request's
        super().__init__(data, initial={"table": draft.chosen, "rows": draft.mapping.rows})
        self._draft, self._kept = draft, kept
        options: dict[str, list[tuple[str, Any]]] = {
            "table": [(str(table.place), table.name) for table in draft.whole.tables],
            "kept": [("", _("detect from the columns")), *((str(each.id), each.name) for each in kept)],
        }
        for name, choices in options.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
        if not kept:
            del self.fields["kept"]

    def settings(self) -> list[BoundField]:
        return [self[name] for name in ("rows", "kept") if name in self.fields]

    def clean_rows(self) -> Kind:
        typed = self.cleaned_data["rows"]
        return "needs" if typed == "needs" else "activities" if typed else self._draft.mapping.rows

    @property
    def changes(self) -> bool:
        """Whether the columns are to be guessed anew."""
        return self.cleaned_data["rows"] != self._draft.mapping.rows or bool(self.cleaned_data.get("kept"))

    def mappings(self) -> list[Mapping]:
        """The mapping that was chosen, else all that were kept."""
        chosen = self.cleaned_data.get("kept", "")
        return [each.mapping for each in self._kept if not chosen or str(each.id) == chosen]


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
        label=_("Currency, if the file does not give it"), required=False, max_length=3, min_length=3
    )
    dates = forms.ChoiceField(
        label=_("03/04/2025 means"),
        required=False,
        choices=[("", _("detect from the other dates")), ("day", _("3 April")), ("month", _("4 March"))],
    )
    decimal = forms.ChoiceField(
        label=_("1.234 means"),
        required=False,
        choices=[
            ("", _("detect from the other amounts")),
            (",", _("one thousand two hundred and thirty-four")),
            (".", _("one point two three four")),
        ],
    )
    economies = forms.MultipleChoiceField(
        label=_("Economies for all rows"),
        required=False,
        help_text=_("If no column gives the economy."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any, *, outline: Outline, draft: Mapping, file: str = "") -> None:  # noqa: ANN401 - a request's
        super().__init__(data)
        self._outline, self._draft = outline, draft
        self._columns = outline.columns()
        self._unsaid = unsaid(draft)
        self._add_settings(draft, proposed(draft, outline, file) if self._unsaid else Proposed())
        used = {folded(use.column): use.field for use in draft.columns}
        options = [("", _("do not import")), *((name, FIELD[name]) for name in FIELDS[draft.rows])]
        made_of = set(map(folded, draft.title_of))
        for number, column in enumerate(self._columns):
            key = folded(column.key)
            self.fields[f"use-{number}"] = forms.ChoiceField(
                label=column.key, choices=options, required=False, initial=used.get(key, "")
            )
            self.fields[f"titled-{number}"] = forms.BooleanField(
                label=_("Part of the title"), required=False, initial=key in made_of
            )

    def _add_settings(self, draft: Mapping, guess: Proposed) -> None:
        choices = {"language": [("", _("not specified")), *LANGUAGE.items()]}
        choices["economies"] = [(economy.code, economy.name) for economy in forum().economies]
        for name, options in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = options
        economies = {economy.code: economy.name for economy in forum().economies}
        known = [code for code in guess.economies if code in economies]
        language = guess.language if guess.language in LANGUAGE else ""
        for name in self._unsaid:
            self.fields[name].help_text = self._because(name, guess, economies, language)
        self.initial = {
            "language": draft.language or (language if "language" in self._unsaid else ""),
            "currency": draft.currency or (guess.currency if "currency" in self._unsaid else ""),
            "dates": next(word for word, meant in DAY_FIRST.items() if meant is draft.day_first),
            "decimal": draft.decimal,
            "economies": list(draft.always.get("economies", ())) or (known if "economies" in self._unsaid else []),
        }

    @staticmethod
    def _because(name: str, guess: Proposed, economies: abc_Mapping[str, str], language: str) -> str:
        """What is asked, and why an answer is proposed."""
        economy = economies.get(next(iter(guess.economies), ""), "")
        said = {"economy": economy, "places": ", ".join(guess.places), "language": LANGUAGE.get(language, "")}
        if name == "economies" and economy and guess.places:
            return PROPOSED["places"] % said
        if name == "economies" and economy:
            return PROPOSED["title"] % said
        if name == "currency" and guess.currency:
            return PROPOSED["currency"] % {"currency": guess.currency}
        return PROPOSED["language"] % said if name == "language" and language else str(UNSAID[name])

    def asked(self) -> list[BoundField]:
        """What no column gives."""
        return [self[name] for name in self._unsaid]

    @property
    def asks_for_title(self) -> bool:
        """Columns can make the title together where none is it, or where that was chosen before."""
        return bool(self._draft.title_of) or missing(self._draft) == "title" or bool(self.non_field_errors())

    def rows(self) -> Iterator[ColumnRow]:
        for number, column in enumerate(self._columns):
            yield ColumnRow(column, self[f"use-{number}"], self[f"titled-{number}"])

    def settings(self) -> Iterator[BoundField]:
        names = ("language", "currency", "dates", "decimal", "economies")
        return (self[name] for name in names if name not in self._unsaid)

    def clean_currency(self) -> str:
        code: str = self.cleaned_data["currency"].upper()
        if code and not (code.isascii() and code.isalpha()):
            raise forms.ValidationError(
                _("“%(typed)s” is not a currency code. Enter a code like EUR.") % {"typed": code}
            )
        return code

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        lacking = missing(with_columns(self._draft, self._outline, self.chosen(), {}))
        if lacking:
            self.add_error(None, MISSING[lacking])
        return cleaned

    def chosen(self) -> ColumnChoices:
        said = self.cleaned_data
        return ColumnChoices(
            fields={column.key: said.get(f"use-{number}", "") for number, column in enumerate(self._columns)},
            title_of=tuple(c.key for number, c in enumerate(self._columns) if said.get(f"titled-{number}")),
            language=said.get("language", ""),
            currency=said.get("currency", ""),
            day_first=DAY_FIRST[said.get("dates", "")],
            decimal=said.get("decimal", ""),
            economies=tuple(said.get("economies", ())),
        )


UNKNOWN = _("“%(typed)s” is not a listed term. Select a listed term, or leave the field empty.")


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
        label=_("Save this mapping as"),
        required=False,
        max_length=120,
        help_text=_("For example, the partner's name. The next file with these columns is then mapped automatically."),
    )

    def __init__(self, data: Any, *, values: list[Value], terms: abc_Mapping[str, FieldTerms], name: str) -> None:  # noqa: ANN401 - a request's
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


FIELD: Labels = {
    "title": _("title"),
    "description": _("description"),
    "identifier": _("number or identifier"),
    "record": _("record identifier (from a download of this platform)"),
    "economies": _("economies"),
    "places": _("places"),
    "start": _("start date"),
    "end": _("end date"),
    "period": _("beginning and end in one cell"),
    "amount": _("amount"),
    "currency": _("currency"),
    "band": _("amount band"),
    "status": _("status"),
    "reporting": _("reporting organisation"),
    "funding": _("funding organisation"),
    "implementing": _("implementing organisation"),
    "receiving": _("receiving institution"),
    "objectives": _("objectives"),
    "types": _("intervention types"),
    "groups": _("target groups"),
    "sectors": _("sectors or topics"),
    "sort": _("type: project, event, own measure"),
    "measure": _("type of measure"),
    "language": _("language"),
    "source": _("source"),
    "priority": _("priority: high, medium, low"),
    "nature": _("nature of the need"),
    "perspective": _("perspective: prevention, response"),
    "words": _("text of the need"),
    "page": _("page of the source"),
    "stated": _("date stated"),
}
MISSING: Labels = {
    "title": _("Select the column with the title, or tick the columns that form the title together."),
    "words": _("Select the column with the text of the need."),
    "objectives": _("Select the column with the objective."),
    "economies": _("Select the column with the economy, or select economies for all rows below."),
}
PROPOSED: Labels = {
    "places": _("Places in the file are in %(economy)s: %(places)s."),
    "title": _("The name of the file mentions %(economy)s."),
    "currency": _("Amounts in the file are written with %(currency)s."),
    "language": _("The texts appear to be in this language: %(language)s."),
}
UNSAID: Labels = {
    "economies": _("Without an economy, activities are not shown in “Needs and support” and are rarely matched."),
    "currency": _("Without a currency, amounts are not counted in totals of funding."),
    "language": _("Without a language, activities are matched less reliably with texts in other languages."),
}
