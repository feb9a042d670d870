"""What this room brings to the site."""

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.rooms import Inbox, MenuEntry, Room
from egnatia.proposals import inbox

ROOM = Room(
    name="proposals",
    prefix="proposal/",
    menu=(MenuEntry(_("Check my proposal"), "proposals:proposal", members=60, visitors=40),),
    inbox=(Inbox(20, inbox.questions),),
)
