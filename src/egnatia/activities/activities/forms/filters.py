"""The filters of the list, as they stand in its address."""

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from egnatia.activities.activities import labels
from egnatia.activities.activities.rules import ORDERS, ActivityFilters
from egnatia.formats.dates import typed_date
from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.taxonomy.forum import ForumNames
from egnatia.taxonomy.vocabularies import Vocabulary, vocabulary

Choices = list[tuple[str, Any]]
NO_DATE = _("“%(typed)s” is not a date. Enter a date like 17.5.2026, May 2026, Q2 2026 or 2026.")
EVERYWHERE = "all"
FOLDED = ("sort", "since", "until", "size", "source", "language", "tlp", "order")  # shown on demand


def _choices(found: Mapping[str, Any]) -> Choices:
    return [("", _("any")), *found.items()]


def _with_chosen(sectors: Collection[str] | None, about: str) -> Collection[str] | None:
    """The sectors in use, and one that the address names although none is in it."""
    return sectors if sectors is None else {*sectors, about.replace("sector:", "DAC:")}


class ActivityFilterForm(forms.Form):
    """A value that no list knows narrows nothing and says so beside it. `sectors`: those to offer, if not all."""

    q = forms.CharField(label=_("Search"), required=False, max_length=200)
    economy = forms.ChoiceField(label=_("Economy"), required=False)
    about = forms.ChoiceField(label=_("Objective or sector"), required=False)
    organisation = forms.CharField(label=_("Organisation"), required=False, max_length=300)
    status = forms.ChoiceField(label=_("Status"), required=False, choices=_choices(labels.STATUS))
    sort = forms.ChoiceField(label=_("Type"), required=False, choices=_choices(labels.SORT))
    since = forms.CharField(label=_("Active from"), required=False, max_length=40)
    until = forms.CharField(label=_("Active until"), required=False, max_length=40)
    size = forms.ChoiceField(label=_("Amount"), required=False, choices=_choices(labels.BAND))
    source = forms.CharField(label=_("Source"), required=False, max_length=200)
    language = forms.ChoiceField(label=_("Language"), required=False, choices=_choices(labels.LANGUAGE))
    tlp = forms.ChoiceField(
        label=_("Marking"), required=False, choices=[("", _("any")), *((str(t.value), t.words) for t in Tlp)]
    )
    order = forms.ChoiceField(
        label=_("Sort by"), required=False, choices=[(code, labels.ORDER[code]) for code in ORDERS]
    )

    def __init__(
        self,
        data: Mapping[str, Any],
        *,
        names: ForumNames,
        vocabulary: Vocabulary,
        sectors: Collection[str] | None = None,
        regional: bool = False,
    ) -> None:
        """`sectors`: those in use, all where None. `regional`: the list shows the forum's economies unless all are
        asked for."""
        super().__init__({**{name: data.get(name, "") for name in self.base_fields}})
        self._region = names.codes if regional else frozenset()
        self.fields["q"].css_classes = "wide-field"  # type: ignore[attr-defined]  # read by the template
        every: Choices = (
            [("", _("participating economies")), (EVERYWHERE, _("all economies"))] if regional else [("", _("all"))]
        )
        self.choices("economy", [*every, *((each.code, each.name) for each in names.economies)])
        self.choices("about", [("", _("all")), *vocabulary.grouped(_with_chosen(sectors, data.get("about", "")))])
        for name in ("since", "until"):
            self.fields[name].widget.attrs["placeholder"] = "2026-05"

    @classmethod
    def of_list(
        cls, data: Mapping[str, Any], reader: Reader, *, names: ForumNames, sectors: Collection[str] | None = None
    ) -> "ActivityFilterForm":
        """As it stands over the list. Visitors are not asked for a marking: all that they see is public."""
        form = cls(data, names=names, vocabulary=vocabulary(), sectors=sectors, regional=True)
        if reader.is_anonymous:
            del form.fields["tlp"]
        return form

    def choices(self, name: str, choices: Choices) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def _day(self, name: str) -> str:
        typed: str = self.cleaned_data[name]
        iso = typed_date(typed, last=name == "until")
        if typed and not iso:
            raise forms.ValidationError(NO_DATE % {"typed": typed})
        return iso

    def clean_since(self) -> str:
        return self._day("since")

    def clean_until(self) -> str:
        return self._day("until")

    @property
    def filters(self) -> ActivityFilters:
        """What can be used of the address."""
        self.full_clean()
        said = {name: value for name, value in self.cleaned_data.items() if value}
        chosen = said.get("economy") or said.get("organisation")
        if said.get("economy") == EVERYWHERE:
            del said["economy"]
        return ActivityFilters(**said, region=frozenset() if chosen else self._region)

    @property
    def plain(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in FOLDED]

    @property
    def folded(self) -> list[forms.BoundField]:
        return [self[name] for name in FOLDED if name in self.fields]

    @property
    def opened(self) -> bool:
        """Whether a folded filter is in use, so that it is not overlooked."""
        return any(field.value() for field in self.folded)
