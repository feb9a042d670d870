"""What this room brings to the site."""

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.changes import Telling
from egnatia.kernel.rooms import Inbox, MenuEntry, Room
from egnatia.matching import inbox
from egnatia.matching.forms import MatchFilterForm
from egnatia.matching.models import Position
from egnatia.matching.queries.letters import BY_HAND
from egnatia.matching.queries.positions import views_moved, views_told
from egnatia.matching.tables import MATCHES, MONEY
from egnatia.pages.filters import filtered_list

ROOM = Room(
    name="matching",
    prefix="matches/",
    menu=(
        MenuEntry(_("Overlaps"), "matching:matches", "activities", 20),
        MenuEntry(_("Funding without double counting"), "matching:money", "activities", 30),
    ),
    inbox=(Inbox(10, inbox.questions), Inbox(95, inbox.desk), Inbox(120, inbox.matches)),
    notifications=(*inbox.NOTIFICATIONS, *BY_HAND),
    tellings=(
        Telling(Position.KIND, _("Position on an overlap"), _("Positions on overlaps"), views_told, views_moved),
    ),
    lists=(filtered_list("matching:matches", _("Overlaps"), MatchFilterForm),),
    listings=(MATCHES, MONEY),
    refusals={
        "side": _("Only the owners of the two activities can state a position on this overlap."),
        "secretariat-only": _("Only the secretariat can do this."),
        "on-behalf": _(
            "Your organisation entered this activity for another one and cannot state this position for it."
        ),
        "letter": _("The e-mail names what its addressee cannot read. Nothing was sent."),
    },
    help={
        "matching:": "overlaps",
        "matching:money": "funding",
        "matching:match-similar": "similar-work",
        "matching:similar-queue": "similar-work",
    },
)
