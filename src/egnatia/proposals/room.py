"""What this room brings to the site."""

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.rooms import Inbox, MenuEntry, Room, to_the_secretariat
from egnatia.proposals.queries.questions import RECEIVED, questions
from egnatia.proposals.queries.watches import SIMILAR

ROOM = Room(
    name="proposals",
    prefix="proposal/",
    menu=(
        MenuEntry(_("Check a proposal"), "proposals:proposal", "activities", 60),
        MenuEntry(_("Words of application forms"), "proposals:form-words", "needs", 45, to_the_secretariat),
    ),
    inbox=(Inbox(20, questions),),
    notifications=(RECEIVED, SIMILAR),
    refusals={
        "watches-full": _("You have reached the maximum number of watched proposals. Stop watching one first."),
    },
    help={"proposals:": "proposals"},
)
