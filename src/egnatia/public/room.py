"""What this room brings to the site."""

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.rooms import MenuEntry, Room, to_visitors
from egnatia.public.publications.tables import PUBLICATION

ROOM = Room(
    name="public",
    menu=(
        MenuEntry(_("Publications"), "public:publications", "rounds", 40),
        MenuEntry(_("Publications"), "public:publications", "visitors", 30, to_visitors),
    ),
    listings=(PUBLICATION,),
    help={"public:publications": "reports", "public:search": "search"},
)
