"""The filters of the matrix, as they stand in its address."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from egnatia.activities.activities.columns import first_day
from egnatia.coverage import level_of
from egnatia.needs.matrix import labels
from egnatia.needs.matrix.rules import LEVELS, PHASES, MatrixFilters
from egnatia.needs.needs.labels import PERSPECTIVE
from egnatia.taxonomy.vocabularies import Vocabulary

ANY = ("", _("any"))
FOLDED = ("since", "until", "type", "group", "status", "confirmed", "all_rows", "all_columns")
OWN = ("level", "under", "all_rows", "all_columns", "economy")  # of one page, no filters


class MatrixForm(forms.Form):
    """A value that no list knows narrows nothing and says so beside its field."""

    level = forms.ChoiceField(
        label=_("Level of detail"),
        required=False,
        choices=[(name, labels.LEVEL[name]) for name in LEVELS],
        initial="priority",
    )
    under = forms.ChoiceField(label=_("Heading or priority"), required=False)
    economy = forms.ChoiceField(label=_("Economy"), required=False)
    perspective = forms.ChoiceField(
        label=_("Perspective of needs"), required=False, choices=[ANY, *PERSPECTIVE.items()]
    )
    since = forms.CharField(label=_("Active from"), required=False, max_length=10)
    until = forms.CharField(label=_("Active until"), required=False, max_length=10)
    type = forms.ChoiceField(label=_("Type of support"), required=False)
    group = forms.ChoiceField(label=_("Target group"), required=False)
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[ANY, *((phase, labels.PHASE[phase]) for phase in PHASES)]
    )
    confirmed = forms.BooleanField(label=_("Confirmed objectives only, no estimates"), required=False)
    all_rows = forms.BooleanField(label=_("Include rows without needs and activities"), required=False)
    all_columns = forms.BooleanField(label=_("Include economies without needs"), required=False)

    def __init__(
        self,
        data: Mapping[str, Any],
        *,
        vocabulary: Vocabulary,
        economies: Mapping[str, str],
        without: tuple[str, ...] = (),
    ) -> None:
        super().__init__({"level": "priority"} | {name: data[name] for name in self.base_fields if name in data})
        above = [
            code for code in vocabulary.objectives.labels if level_of(code) < LEVELS["objective"] and ":" not in code
        ]
        groups = {**vocabulary.works_with, **vocabulary.good_of}
        self._choices("under", [("", _("all")), *((code, vocabulary.objectives.full(code)) for code in above)])
        self._choices("economy", [("", _("all")), *economies.items()])
        self._choices("type", [ANY, *vocabulary.types.items()])
        self._choices("group", [ANY, *groups.items()])
        for name in without:
            del self.fields[name]

    def _choices(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def _day(self, name: str) -> str:
        typed: str = self.cleaned_data[name]
        if typed and first_day(typed) is None:
            words = _("“%(typed)s” is not a date. Enter a date like 2026, 2026-05 or 2026-05-17.")
            raise forms.ValidationError(words % {"typed": typed})
        return typed

    def clean_since(self) -> str:
        return self._day("since")

    def clean_until(self) -> str:
        return self._day("until")

    @property
    def said(self) -> dict[str, Any]:
        """What can be used of the address."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def address(self) -> dict[str, str]:
        """The same as it stands in an address."""
        return {name: "on" if value is True else str(value) for name, value in self.said.items()}

    @property
    def narrowing(self) -> list[str]:
        """The filters in words: "Type of support: training"."""
        return [f"{self[name].label}: {self._words(name)}" for name in self.said if name not in OWN]

    def _words(self, name: str) -> str:
        field, value = self.fields[name], self.said[name]
        if isinstance(field, forms.ChoiceField):
            return str(dict(field.choices)[value])  # type: ignore[arg-type]  # a flat list of pairs, made above
        return gettext("yes") if value is True else str(value)

    @property
    def filters(self) -> MatrixFilters:
        return MatrixFilters(**{name: value for name, value in self.said.items() if name not in OWN})

    @property
    def plain(self) -> list[forms.BoundField]:
        """Those in sight: all, where a page offers none but those that others fold."""
        return [self[name] for name in self.fields if name not in FOLDED] or list(self)

    @property
    def folded(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name in FOLDED and not set(self.fields) <= set(FOLDED)]

    @property
    def opened(self) -> bool:
        """Whether a folded filter is in use, so that it is not overlooked."""
        return any(self[name].value() for name in self.fields if name in FOLDED)
