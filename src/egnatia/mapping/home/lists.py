"""The lists of the mapping whose filters can be kept."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from egnatia.kernel.forum import forum
from egnatia.kernel.lists import FilteredList
from egnatia.mapping.activities.forms.filtering import FilterForm as ActivitiesForm
from egnatia.mapping.actors.forms import ActorFilterForm
from egnatia.mapping.institutions.forms import InstitutionFilterForm
from egnatia.mapping.matches.forms.filtering import MatchFilterForm
from egnatia.mapping.matrix.forms.filtering import MatrixForm
from egnatia.mapping.needs.forms.filtering import FilterForm as NeedsForm
from egnatia.pages.filtering import filtered_list


def filtered_lists() -> Iterator[FilteredList]:
    names = forum()
    yield filtered_list("mapping:matrix", _("Matrix"), MatrixForm, names, without=("economy",))
    yield filtered_list("mapping:needs", _("Needs"), NeedsForm, names)
    yield filtered_list("mapping:activities", _("Activities"), ActivitiesForm, names)
    yield filtered_list("mapping:matches", _("Matches"), MatchFilterForm, names)
    yield filtered_list("mapping:actors", _("Organisations"), ActorFilterForm, names)
    yield filtered_list("mapping:institutions", _("Receiving institutions"), InstitutionFilterForm, names)
