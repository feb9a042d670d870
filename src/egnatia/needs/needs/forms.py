"""The forms of needs: filters, the form of one, a sheet that comes back."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from egnatia.formats.sheets import Table
from egnatia.kernel.access.reader import Reader
from egnatia.needs.needs import labels
from egnatia.needs.needs.cells import EDITABLE, HEADER
from egnatia.needs.needs.fields import NeedContent
from egnatia.needs.needs.rules import NeedFilters
from egnatia.pages.record_forms import LANGUAGE_FIELD, RecordForm
from egnatia.pages.sheets import SheetForm, SheetRow
from egnatia.taxonomy.forum import ForumNames
from egnatia.taxonomy.vocabularies import Objectives
from egnatia.taxonomy.vocabularies import objectives as objectives_in_use

ANY = ("", _("any"))


class NeedFilterForm(forms.Form):
    """A value that no list knows narrows nothing and says so beside its field."""

    q = forms.CharField(label=_("Search"), required=False, max_length=200)
    economy = forms.ChoiceField(label=_("Economy"), required=False)
    objective = forms.ChoiceField(label=_("Objective"), required=False)
    priority = forms.ChoiceField(label=_("Priority"), required=False, choices=[ANY, *labels.PRIORITY.items()])
    nature = forms.ChoiceField(label=_("Nature"), required=False, choices=[ANY, *labels.NATURE.items()])
    perspective = forms.ChoiceField(label=_("Perspective"), required=False, choices=[ANY, *labels.PERSPECTIVE.items()])
    status = forms.ChoiceField(label=_("Confirmation"), required=False, choices=[ANY, *labels.STATUS.items()])

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
PLAIN = ("economy", "objective", "words", "priority")  # the fields in sight


def year_of_round(help_text: labels.Words = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Year of the round"),
        required=False,
        min_value=YEARS[0],
        max_value=YEARS[1],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4}),
        help_text=help_text,
    )


class NeedForm(RecordForm[NeedContent]):
    """Objectives by the priority that they belong to, how many needs may be high, pages that a document can have."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        reader: Reader,
        initial: Mapping[str, Any] | None = None,
        quiet: bool = False,
    ) -> None:
        super().__init__(NeedContent, data, reader=reader, initial=initial, quiet=quiet)
        known, objective = objectives_in_use(), self.fields["objective"]
        assert isinstance(objective, forms.ChoiceField)
        kept = str(self.initial.get("objective", ""))
        earlier = [(kept, kept)] if kept and kept not in known.labels else []
        objective.choices = [("", _("choose one")), *known.grouped(), *earlier]
        highs = _("At most %(most)s needs of an economy can have high priority.")
        self.fields["priority"].help_text = highs % {"most": settings.MOST_HIGH_NEEDS}

    @property
    def plain(self) -> list[forms.BoundField]:
        return [self[name] for name in PLAIN]

    @property
    def folded(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in PLAIN]

    @property
    def opened(self) -> bool:
        """Whether a folded part holds an answer or a fault. The language that is proposed is no answer."""
        return any(field.errors or (field.value() and field.name != LANGUAGE_FIELD) for field in self.folded)


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
