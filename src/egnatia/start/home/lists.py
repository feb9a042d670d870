"""The lists of activities, institutions, organisations, matches and needs whose filters can be kept."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from egnatia.activities.activities.forms.filtering import FilterForm as ActivitiesForm
from egnatia.activities.institutions.forms import InstitutionFilterForm
from egnatia.activities.organisations.forms import OrganisationFilterForm
from egnatia.kernel.forum import forum
from egnatia.kernel.lists import FilteredList
from egnatia.matching.forms.filtering import MatchFilterForm
from egnatia.needs.matrix.forms.filtering import MatrixForm
from egnatia.needs.needs.forms.filtering import FilterForm as NeedsForm
from egnatia.pages.filtering import filtered_list


def filtered_lists() -> Iterator[FilteredList]:
    names = forum()
    yield filtered_list("needs:matrix", _("Matrix"), MatrixForm, names, without=("economy",))
    yield filtered_list("needs:needs", _("Needs"), NeedsForm, names)
    yield filtered_list("activities:activities", _("Activities"), ActivitiesForm, names)
    yield filtered_list("matching:matches", _("Matches"), MatchFilterForm, names)
    yield filtered_list("activities:organisations", _("Organisations"), OrganisationFilterForm, names)
    yield filtered_list("activities:institutions", _("Receiving institutions"), InstitutionFilterForm, names)
