"""The lists of the commitments whose filters can be kept."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from egnatia.commitments.reading.forms import FilterForm
from egnatia.commitments.standard_reports.forms import ChangedForm, DayForm, SinceForm
from egnatia.kernel.forum import forum
from egnatia.kernel.lists import FilteredList
from egnatia.pages.filtering import filtered_list


def filtered_lists() -> Iterator[FilteredList]:
    names = forum()
    yield filtered_list("commitments:commitments", _("Commitments"), FilterForm, names)
    yield filtered_list("commitments:table", _("Commitments by economy"), FilterForm, names)
    yield filtered_list("commitments:unreported", _("Supported, not reported on"), SinceForm, names)
    yield filtered_list("commitments:funded", _("Of these, what a partner funds"), SinceForm, names)
    yield filtered_list("commitments:agenda", _("For the next agenda"), DayForm, names)
    yield filtered_list("commitments:changed", _("Answers that changed"), ChangedForm, names)
