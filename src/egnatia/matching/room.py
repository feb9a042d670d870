"""What this room brings to the site."""

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.changes import Telling
from egnatia.kernel.rooms import Inbox, MenuEntry, Room
from egnatia.matching import inbox
from egnatia.matching.forms import MatchFilterForm
from egnatia.matching.models import Position
from egnatia.matching.queries.changing import views_moved, views_told
from egnatia.matching.tables import MATCHES, MONEY
from egnatia.pages.filtering import filtered_list

ROOM = Room(
    name="matching",
    prefix="matches/",
    menu=(MenuEntry(_("Matches"), "matching:matches", members=40),),
    inbox=(Inbox(10, inbox.questions), Inbox(120, inbox.matches)),
    tellings=(Telling(Position.KIND, _("View on a match"), _("Views on matches"), views_told, views_moved),),
    lists=(filtered_list("matching:matches", _("Matches"), MatchFilterForm),),
    listings=(MATCHES, MONEY),
    refusals={"side": _("Only the organisations that the two activities belong to say what a match is.")},
)
