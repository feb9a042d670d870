"""What this room brings to the site."""

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.rooms import MenuEntry, Room
from egnatia.public.publications.tables import PUBLICATION

ROOM = Room(
    name="public",
    menu=(MenuEntry(_("Extracts"), "public:publications", visitors=30),),
    listings=(PUBLICATION,),
)
