"""What this room brings to the site."""

from django.utils.translation import gettext_lazy as _

from egnatia.commitments.changes import TELLINGS
from egnatia.commitments.civil_society_views import queries
from egnatia.commitments.commitments import queries as commitments
from egnatia.commitments.commitments.pages import COMMITMENTS
from egnatia.commitments.demo import actions as demo
from egnatia.commitments.follow_ups import queries as follow_ups
from egnatia.commitments.links.queries import agreements_beside
from egnatia.commitments.outcome_documents.queries.visible import SEARCHER as DOCUMENTS_FOUND
from egnatia.commitments.overview.forms import CommitmentFilterForm
from egnatia.commitments.overview.tables import BY_ECONOMY
from egnatia.commitments.reminders import REPORT, reports
from egnatia.commitments.standard_reports.forms import ChangedForm, DayForm, StandardReportForm
from egnatia.kernel.rooms import Demo, Inbox, MenuEntry, Room, to_visitors
from egnatia.pages.filters import filtered_list


def _load(returning: bool) -> int:
    return demo.install() + (demo.restore() if returning else 0)


ROOM = Room(
    name="commitments",
    prefix="commitments/",
    menu=(
        MenuEntry(_("Commitments"), "commitments:commitments", "commitments", 10),
        MenuEntry(_("Commitments"), "commitments:commitments", "visitors", 20, to_visitors),
    ),
    inbox=(Inbox(75, reports),),
    searchers=(commitments.SEARCHER, follow_ups.SEARCHER, queries.SEARCHER, DOCUMENTS_FOUND),
    tellings=TELLINGS,
    lists=(
        filtered_list("commitments:commitments", _("Commitments"), CommitmentFilterForm),
        filtered_list("commitments:table", _("Commitments by economy"), CommitmentFilterForm),
        filtered_list("commitments:unreported", _("Supported, no report yet"), StandardReportForm),
        filtered_list("commitments:funded", _("No report yet, partner-funded"), StandardReportForm),
        filtered_list("commitments:agenda", _("For the next agenda"), DayForm),
        filtered_list("commitments:changed", _("Changed positions"), ChangedForm),
    ),
    listings=(COMMITMENTS.listing, BY_ECONOMY),
    days=(follow_ups.days_of,),
    desk=(follow_ups.desk_part,),
    beside=(agreements_beside,),
    notifications=(REPORT,),
    refusals={
        "speaks-for": _("You can add follow-ups only for economies that you represent and for your own organisation."),
        "civil-society": _("Only civil society organisations can submit a comment on a follow-up."),
    },
    demos=(Demo(_load, demo.remove),),
    help={"commitments:": "commitments"},
)
