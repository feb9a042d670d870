"""What this room brings to the site."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from egnatia.exchange.notices.actions import NOTICE
from egnatia.exchange.notices.pages import NOTICES
from egnatia.kernel.records.demo import demo_of
from egnatia.kernel.rooms import MenuEntry, Room

DEMO = Path(__file__).with_name("demo.json")
ROOM = Room(
    name="exchange",
    prefix="exchange/",
    menu=(MenuEntry(_("Notices"), "exchange:notices", "exchange", 10),),
    searchers=(NOTICES.searcher,),
    tellings=(NOTICES.telling,),
    lists=(NOTICES.filtered,),
    listings=(NOTICES.listing,),
    demos=(demo_of(NOTICE, DEMO),),
)
