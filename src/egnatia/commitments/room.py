"""What this room brings to the site."""

from django.utils.translation import gettext_lazy as _

from egnatia.commitments.civil_society_views.queries import search as search_of_views
from egnatia.commitments.commitments import queries as commitments
from egnatia.commitments.commitments.pages import COMMITMENTS
from egnatia.commitments.demo import actions as demo
from egnatia.commitments.follow_ups import queries as follow_ups
from egnatia.commitments.links.queries import agreements_beside
from egnatia.commitments.outcome_documents.queries import search as search_of_documents
from egnatia.commitments.reading.forms import FilterForm
from egnatia.commitments.reading.tables import BY_ECONOMY
from egnatia.commitments.standard_reports.forms import ChangedForm, DayForm, SinceForm
from egnatia.commitments.standard_reports.queries.changing import TELLINGS
from egnatia.kernel.rooms import Demo, MenuEntry, Room
from egnatia.pages.filtering import filtered_list


def _load(returning: bool) -> int:
    return demo.install() + (demo.restore() if returning else 0)


ROOM = Room(
    name="commitments",
    prefix="commitments/",
    menu=(MenuEntry(_("Commitments"), "commitments:commitments", members=50),),
    searchers=(commitments.SEARCHER, follow_ups.SEARCHER, search_of_views.SEARCHER, search_of_documents.SEARCHER),
    tellings=TELLINGS,
    lists=(
        filtered_list("commitments:commitments", _("Commitments"), FilterForm),
        filtered_list("commitments:table", _("Commitments by economy"), FilterForm),
        filtered_list("commitments:unreported", _("Supported, not reported on"), SinceForm),
        filtered_list("commitments:funded", _("Of these, what a partner funds"), SinceForm),
        filtered_list("commitments:agenda", _("For the next agenda"), DayForm),
        filtered_list("commitments:changed", _("Answers that changed"), ChangedForm),
    ),
    listings=(COMMITMENTS.listing, BY_ECONOMY),
    days=(follow_ups.days_of,),
    desk=(follow_ups.desk_part,),
    beside=(agreements_beside,),
    refusals={
        "speaks-for": _("You can follow up for economies that you speak for, and for your own organisation."),
        "civil-society": _("Only organisations of civil society file a view on what was said."),
    },
    demo=Demo(_load, demo.remove),
)
