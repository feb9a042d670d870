"""The forms of needs: filters, the form of one, a sheet that comes back."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from egnatia.activities.activities.labels import LANGUAGE
from egnatia.formats.sheets import Table
from egnatia.kernel.forum import ForumNames
from egnatia.needs.needs import labels
from egnatia.needs.needs.exchange import EDITABLE, HEADER
from egnatia.needs.needs.objectives import Objectives
from egnatia.needs.needs.rules import LONGEST, NeedFilters, Said
from egnatia.pages.forms import QuietForm
from egnatia.pages.originals import in_original, with_words
from egnatia.pages.sheets import SheetForm, SheetRow

ANY = ("", _("any"))


class FilterForm(forms.Form):
    """A value that no list knows narrows nothing and says so beside its field."""

    q = forms.CharField(label=_("Search"), required=False, max_length=200)
    economy = forms.ChoiceField(label=_("Economy"), required=False)
    objective = forms.ChoiceField(label=_("Objective"), required=False)
    priority = forms.ChoiceField(label=_("Priority"), required=False, choices=[ANY, *labels.PRIORITY.items()])
    nature = forms.ChoiceField(label=_("Nature"), required=False, choices=[ANY, *labels.NATURE.items()])
    perspective = forms.ChoiceField(label=_("Perspective"), required=False, choices=[ANY, *labels.PERSPECTIVE.items()])
    status = forms.ChoiceField(label=_("Confirmed"), required=False, choices=[ANY, *labels.STATUS.items()])

    def __init__(self, data: Mapping[str, Any], *, names: ForumNames, objectives: Objectives) -> None:
        super().__init__({name: data.get(name, "") for name in self.base_fields})
        self.fields["q"].css_classes = "wide-field"  # type: ignore[attr-defined]  # read by the template
        self._offer("economy", ((each.code, each.name) for each in names.economies))
        self._offer("objective", ((code, objectives.full(code)) for code in objectives.labels))

    def _offer(self, name: str, options: Iterable[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("all")), *options]

    @property
    def filters(self) -> NeedFilters:
        """What can be used of the address."""
        self.full_clean()
        return NeedFilters(**{name: value for name, value in self.cleaned_data.items() if value})


YEARS = (2000, 2100)
NO_PAGE = re.compile(r"[-\N{MINUS SIGN}\N{EN DASH}]\s*\d.*|0+")  # any other way to name one is taken: 31, iv, annex 2


def choice(label: labels.Words, options: Mapping[str, Any], *, empty: labels.Words) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, required=False, widget=forms.RadioSelect, choices=[*options.items(), ("", empty)]
    )


def year_of_round(help_text: labels.Words = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Year of the round"),
        required=False,
        min_value=YEARS[0],
        max_value=YEARS[1],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4}),
        help_text=help_text,
    )


@dataclass(frozen=True, slots=True)
class Offer:
    """What may be chosen: economies that the reader speaks for, in order, and the objectives."""

    economies: tuple[str, ...]
    names: ForumNames
    objectives: Objectives


class NeedForm(QuietForm):
    """`said()` after `is_valid()`. `quiet` shows what was typed without judging it: for a preview."""

    economy = forms.ChoiceField(label=_("Economy"))
    objective = forms.ChoiceField(
        label=_("Objective"), help_text=_("Where it belongs in the framework in use. One objective: two needs are two.")
    )
    words = forms.CharField(
        label=_("What is missing, in your own words"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("In any language; it is shown as you write it. One or two sentences are enough."),
    )
    language = forms.ChoiceField(label=_("Language"), required=False, choices=[("", _("not said")), *LANGUAGE.items()])
    words_en = forms.CharField(
        label=_("The same in English"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Where you have it. It stands beside your own words, never instead of them."),
    )
    priority = forms.ChoiceField(
        label=_("Priority"),
        required=False,
        widget=forms.RadioSelect,
        choices=[*labels.PRIORITY.items()],
        initial="medium",
    )
    nature = choice(_("What is missing is"), labels.NATURE, empty=_("not known"))
    perspective = choice(_("Seen from"), labels.PERSPECTIVE, empty=_("not known"))
    source = forms.CharField(
        label=_("Source document"),
        required=False,
        max_length=300,
        help_text=_("Where it is written: a strategy, an action plan, a report of a round."),
    )
    page = forms.CharField(label=_("Page"), required=False, max_length=40)
    round = year_of_round(_("The mapping round in which it is stated, such as 2026."))

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        offer: Offer,
        most_highs: int,
        initial: Mapping[str, Any] | None = None,
        quiet: bool = False,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.quiet = quiet
        self.offer = offer
        known = {each.code: each.name for each in offer.names.economies}
        economies = [(code, known.get(code, code)) for code in offer.economies]
        self._choices("economy", economies if len(economies) == 1 else [("", _("choose one")), *economies])
        self._choices("objective", [("", _("choose one")), *self._objectives(str(self.initial.get("objective", "")))])
        self.fields["priority"].help_text = _("At most %(most)s needs of an economy are of high priority.") % {
            "most": most_highs
        }

    def _objectives(self, kept: str) -> list[tuple[str, Any]]:
        """The leaves; one that the need has and the framework no longer knows stays on offer."""
        groups: list[tuple[str, Any]] = list(self.offer.objectives.grouped())
        return groups if not kept or kept in self.offer.objectives.labels else [*groups, (kept, kept)]

    def _choices(self, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)

    def clean_page(self) -> str:
        typed: str = self.cleaned_data["page"]
        if NO_PAGE.fullmatch(typed):
            raise forms.ValidationError(_("Found “%(typed)s”; expected a page like 31 or 31–33.") % {"typed": typed})
        return typed

    def said(self, kept: Said | None = None) -> Said:
        """What was entered; words in languages that the form does not ask for stay as they are in `kept`."""
        cleaned = self.cleaned_data
        texts, original = (kept.words, kept.language) if kept else ({}, "")
        return Said(
            economy=cleaned["economy"],
            objective=cleaned["objective"],
            priority=cleaned["priority"] or "medium",
            nature=cleaned["nature"],
            perspective=cleaned["perspective"],
            words=with_words(cleaned["words"], cleaned["language"], cleaned["words_en"], texts, original),
            language=cleaned["language"],
            source=cleaned["source"],
            page=cleaned["page"],
            round=cleaned["round"],
        )


def initial_of(said: Said) -> dict[str, Any]:
    """What the form starts from."""
    words, language = in_original(said.words, said.language)
    return {
        "economy": said.economy,
        "objective": said.objective,
        "words": words,
        "language": language,
        "words_en": said.words.get("en", "") if language != "en" else "",
        "priority": said.priority,
        "nature": said.nature,
        "perspective": said.perspective,
        "source": said.source,
        "page": said.page,
        "round": said.round,
    }


class UploadForm(SheetForm):
    """`rows` and `file` after `is_valid()`."""

    rows: tuple[SheetRow, ...] = ()

    def columns_of_ours(self, table: Table) -> int:
        return sum(table.column(column) is not None for column in HEADER)

    def take(self, table: Table) -> None:
        at = {column: place for column in HEADER if (place := table.column(column)) is not None}
        if not set(EDITABLE) & set(at):
            raise self.other_columns((column.words for column in table.header if column.words), ("record", *EDITABLE))
        self.rows = tuple(
            SheetRow(row.number, {column: row.cells[place] for column, place in at.items()}) for row in table.rows
        )
