"""What this room brings to the site."""

from django.utils.translation import gettext_lazy as _

from egnatia.activities import inbox
from egnatia.activities.activities.forms.filtering import FilterForm
from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.queries import search
from egnatia.activities.activities.tables import ACTIVITIES
from egnatia.activities.imports.shown import REPORT
from egnatia.activities.institutions.forms import InstitutionFilterForm
from egnatia.activities.institutions.shown import INSTITUTIONS
from egnatia.activities.organisations.forms import OrganisationFilterForm
from egnatia.activities.organisations.queries import search as search_of_organisations
from egnatia.activities.organisations.tables import ORGANISATIONS
from egnatia.kernel.changes import Telling
from egnatia.kernel.rooms import Inbox, MenuEntry, Room
from egnatia.pages.changing import Saying, told_of
from egnatia.pages.filtering import filtered_list


def _activity(row: Activity) -> Saying:
    return Saying(row.title, row.language)


ROOM = Room(
    name="activities",
    menu=(
        MenuEntry(_("Activities"), "activities:activities", members=30, visitors=10),
        MenuEntry(_("Organisations"), "activities:organisations", members=70, visitors=20),
        MenuEntry(_("Imports"), "activities:imports", members=80),
    ),
    inbox=(Inbox(30, inbox.answers), Inbox(130, inbox.names)),
    searchers=(search.SEARCHER, search_of_organisations.SEARCHER),
    tellings=(Telling(Activity.KIND, _("Activity"), _("Activities"), told_of(Activity, _activity), history=True),),
    lists=(
        filtered_list("activities:activities", _("Activities"), FilterForm),
        filtered_list("activities:organisations", _("Organisations"), OrganisationFilterForm),
        filtered_list("activities:institutions", _("Receiving institutions"), InstitutionFilterForm),
    ),
    listings=(ACTIVITIES, ORGANISATIONS, INSTITUTIONS, REPORT),
    refusals={
        "import-state": _("This import is no longer at that step. Look at its page again."),
        "aims": _("Only the organisation that the activity belongs to and the secretariat say what it serves."),
        "answered": _("Somebody has decided about this name meanwhile."),
        "partner-answer": _("Only the secretariat that asked, or the organisation itself, says whether this is so."),
        "partner-rows": _(
            "No more activities can be added here. Hand in, and write to the secretariat about the rest."
        ),
        "partner-nothing": _("Nothing was said yet, so there is nothing to hand in."),
    },
)
