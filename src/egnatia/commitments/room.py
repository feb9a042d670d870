"""What this room brings to the site."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from egnatia.commitments.changes import TELLINGS
from egnatia.commitments.civil_society_views import queries
from egnatia.commitments.civil_society_views.actions import withdraw_view
from egnatia.commitments.civil_society_views.models import Observation
from egnatia.commitments.commitments import queries as commitments
from egnatia.commitments.commitments.fields import COMMITMENT
from egnatia.commitments.commitments.models import Commitment
from egnatia.commitments.commitments.pages import COMMITMENTS
from egnatia.commitments.demo import actions as demo
from egnatia.commitments.follow_ups import queries as follow_ups
from egnatia.commitments.follow_ups.fields import FOLLOW_UP
from egnatia.commitments.follow_ups.models import FollowUp
from egnatia.commitments.follow_ups.pages import FOLLOW_UPS
from egnatia.commitments.links.queries import agreements_beside
from egnatia.commitments.outcome_documents.actions import withdraw_outcome
from egnatia.commitments.outcome_documents.models import Outcome
from egnatia.commitments.outcome_documents.queries.visible import SEARCHER as DOCUMENTS_FOUND
from egnatia.commitments.overview.forms import CommitmentFilterForm
from egnatia.commitments.overview.tables import BY_ECONOMY
from egnatia.commitments.reminders import REPORT, reports
from egnatia.commitments.standard_reports.forms import ChangedForm, DayForm, StandardReportForm
from egnatia.files.queries import files_of
from egnatia.files.room import file_kind
from egnatia.kernel.lists import RecallKind
from egnatia.kernel.records.lifecycle import withdraw
from egnatia.kernel.rooms import Demo, Inbox, MenuEntry, Room
from egnatia.pages.filters import filtered_list


def _load(returning: bool) -> int:
    return demo.install() + (demo.restore() if returning else 0)


ROOM = Room(
    name="commitments",
    prefix="commitments/",
    menu=(MenuEntry(_("Commitments"), "commitments:commitments", "commitments", 10),),
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
    files=(
        file_kind(COMMITMENTS),
        file_kind(FOLLOW_UPS),
        files_of(Outcome, "commitments:outcome"),
        files_of(Observation, "commitments:observation", visitors=True),
    ),
    recalls={
        Commitment.KIND: RecallKind(partial(withdraw, COMMITMENT)),
        FollowUp.KIND: RecallKind(partial(withdraw, FOLLOW_UP)),
        Outcome.KIND: RecallKind(withdraw_outcome),
        Observation.KIND: RecallKind(withdraw_view),
    },
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
