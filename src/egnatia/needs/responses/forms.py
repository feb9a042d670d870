"""A measure that the secretariat read of, and the own measure that an economy makes of it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from egnatia.activities.activities import labels
from egnatia.activities.activities.forms.activity import LANGUAGES
from egnatia.activities.activities.forms.fields import PartialDateField
from egnatia.activities.activities.forms.measure import new_measure
from egnatia.kernel.access.reader import Reader
from egnatia.needs.responses.actions import Announced
from egnatia.needs.responses.queries import MeasureReportRow
from egnatia.pages.forms import QuietForm
from egnatia.taxonomy.forum import ForumNames
from egnatia.taxonomy.vocabularies import Vocabulary


def initial_of(report: MeasureReportRow, reader: Reader) -> dict[str, Any]:
    proposed, _facts = new_measure(reader)
    return proposed | {
        "economy": report.economy.code,
        "measure": report.measure,
        "title": report.title,
        "language": report.lang,
        "objective": report.objective,
        "start": report.start,
        "text": report.source,
        "institution": reader.organisation_name,
    }


class AnnouncementForm(QuietForm):
    """`said()` after `is_valid()`. `quiet` shows what was typed without judging it: for a preview."""

    economy = forms.ChoiceField(label=_("Economy"))
    measure = forms.ChoiceField(label=_("Type"), choices=[*labels.MEASURE.items()])
    title = forms.CharField(label=_("Title"), max_length=500, help_text=_("In any language; the original is kept."))
    language = forms.ChoiceField(label=_("Language of the title"), required=False, choices=LANGUAGES)
    start = PartialDateField(
        _("Start date"), _("When it took effect, started work or was budgeted: 17.5.2026, May 2026 or 2026.")
    )
    objective = forms.ChoiceField(
        label=_("Objective"), required=False, help_text=_("The objective it mainly supports.")
    )
    source = forms.CharField(
        label=_("Official text"),
        required=False,
        max_length=500,
        help_text=_("A web address, or the official gazette and number."),
    )

    def __init__(
        self, data: Mapping[str, Any] | None, *, names: ForumNames, vocabulary: Vocabulary, quiet: bool = False
    ) -> None:
        super().__init__(data)
        self.quiet = quiet
        economies = [(each.code, each.name) for each in names.economies]
        self._offer("economy", [("", _("choose one")), *economies])
        self._offer("objective", [("", _("not specified")), *vocabulary.objectives.grouped()])

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def said(self) -> Announced:
        return Announced(**{name: self.cleaned_data[name] for name in Announced.__slots__})
