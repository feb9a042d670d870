"""What this room brings to the site."""

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.rooms import Demo, Inbox, MenuEntry, Room, to_the_secretariat, to_visitors
from egnatia.public.messages.actions import load_demo, remove_demo
from egnatia.public.messages.queries import RECEIVED, messages_waiting
from egnatia.public.publications.tables import PUBLICATION

ROOM = Room(
    name="public",
    menu=(
        MenuEntry(_("Publications"), "public:publications", "rounds", 40),
        MenuEntry(_("Messages from visitors"), "public:messages", "desk", 55, to_the_secretariat),
        MenuEntry(_("Topics"), "public:topics", "visitors", 2, to_visitors),
        MenuEntry(_("Economies"), "public:economies", "visitors", 4, to_visitors),
        MenuEntry(_("Who does what"), "public:work", "visitors", 30, to_visitors),
        MenuEntry(_("Worried about somebody?"), "public:worried", "visitors", 40, to_visitors),
    ),
    inbox=(Inbox(47, messages_waiting),),
    notifications=(RECEIVED,),
    listings=(PUBLICATION,),
    demos=(Demo(load_demo, remove_demo),),
    help={"public:message": "messages-from-visitors", "public:publications": "reports", "public:search": "search"},
)
