"""What this room brings to the site."""

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.rooms import Inbox, MenuEntry, Room, to_the_secretariat, to_visitors
from egnatia.proposals import inbox

ROOM = Room(
    name="proposals",
    prefix="proposal/",
    menu=(
        MenuEntry(_("Check a proposal"), "proposals:proposal", "activities", 60),
        MenuEntry(_("Check a proposal"), "proposals:proposal", "visitors", 40, to_visitors),
        MenuEntry(_("Words of application forms"), "proposals:form-words", "needs", 45, to_the_secretariat),
    ),
    inbox=(Inbox(20, inbox.questions),),
    notifications=(inbox.RECEIVED,),
    help={"proposals:": "proposals"},
)
