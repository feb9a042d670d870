"""What this room brings to the site."""

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.changes import Telling
from egnatia.kernel.forum import forum
from egnatia.kernel.rooms import Inbox, MenuEntry, Room
from egnatia.needs import inbox
from egnatia.needs.frameworks.queries import search as search_of_objectives
from egnatia.needs.frameworks.views import FRAMEWORK
from egnatia.needs.matrix.forms import MatrixForm
from egnatia.needs.matrix.tables import MATRIX, PARTNERS
from egnatia.needs.needs.content import NEED
from egnatia.needs.needs.forms import FilterForm
from egnatia.needs.needs.models import Need
from egnatia.needs.needs.queries import search
from egnatia.needs.needs.tables import NEEDS
from egnatia.pages.changing import Saying, told_of
from egnatia.pages.filtering import filtered_list
from egnatia.people.marking.words import economy_name


def _need(row: Need) -> Saying:
    words, lang = NEED.said(row).words.first()
    return Saying(words, lang, economy_name(row.economy_id, forum()))


ROOM = Room(
    name="needs",
    menu=(MenuEntry(_("Matrix"), "needs:matrix", members=10), MenuEntry(_("Needs"), "needs:needs", members=20)),
    inbox=(Inbox(40, inbox.announced), Inbox(80, inbox.needs), Inbox(140, inbox.estimates)),
    searchers=(search.SEARCHER, search_of_objectives.SEARCHER),
    tellings=(Telling(Need.KIND, _("Need"), _("Needs"), told_of(Need, _need), history=True),),
    lists=(
        filtered_list("needs:matrix", _("Matrix"), MatrixForm, without=("economy",)),
        filtered_list("needs:needs", _("Needs"), FilterForm),
    ),
    listings=(NEEDS, MATRIX, PARTNERS, FRAMEWORK),
    refusals={
        "need-economy": _("You can state needs of economies that you speak for only."),
        "need-focal-point": _("Only the focal point of this economy says whether it confirms a need."),
        "need-changed": _("The need was changed meanwhile. Read it again before you confirm it."),
        "bulk-over": _("This was undone already, or is longer ago than thirty days."),
    },
)
