"""What is asked of whom since when, as it stands in the address."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from egnatia.commitments.standard_reports.rules import SINCE, StandardReportFilters, a_year_before
from egnatia.kernel import clock
from egnatia.pages.forms import DayField
from egnatia.taxonomy.forum import ForumNames

EARLIEST, LATEST = 1900, 2100


class EconomyForm(forms.Form):
    """A value that cannot be used narrows nothing and says so beside its field."""

    economy = forms.ChoiceField(label=_("Economy"), required=False)

    def __init__(self, data: Mapping[str, Any], names: ForumNames) -> None:
        usual = self._usual()
        super().__init__({name: data.get(name) or usual.get(name, "") for name in self.base_fields})
        field = self.fields["economy"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("all")), *((each.code, each.name) for each in names.economies)]
        self.full_clean()

    def _usual(self) -> dict[str, object]:
        """What is asked for where nothing is typed."""
        return {}

    @property
    def whose(self) -> str:
        """The economy that is asked about; "" for all."""
        return str(self.cleaned_data.get("economy", ""))


class StandardReportForm(EconomyForm):
    since = forms.IntegerField(label=_("Agreed since"), min_value=EARLIEST, max_value=LATEST)

    def _usual(self) -> dict[str, object]:
        return {"since": SINCE}

    @property
    def asked(self) -> StandardReportFilters:
        return StandardReportFilters(self.whose, self.cleaned_data.get("since", SINCE))


class DayForm(EconomyForm):
    """The day of the meeting; today where none is said."""

    day = DayField(label=_("Meeting date"))

    def _usual(self) -> dict[str, object]:
        return {"day": clock.today().isoformat()}

    @property
    def meeting(self) -> date:
        found: date = self.cleaned_data.get("day", clock.today())
        return found


class ChangedForm(EconomyForm):
    """The day that answers are compared with; a year ago where none is said."""

    since = DayField(label=_("Since"))

    def _usual(self) -> dict[str, object]:
        return {"since": a_year_before(clock.today()).isoformat()}

    @property
    def then(self) -> date:
        found: date = self.cleaned_data.get("since", a_year_before(clock.today()))
        return found
