"""What this room brings to the site."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from egnatia.exchange.notices.actions import NOTICE, acknowledge_all
from egnatia.exchange.notices.pages import NOTICES
from egnatia.exchange.notices.queries import (
    ALERT_MAIL,
    CHASE_MAIL,
    RECALL_MAIL,
    URGENT_MAIL,
    banners,
    recalls_to_acknowledge,
)
from egnatia.kernel.readers import reader_named
from egnatia.kernel.records.demo import demo_of
from egnatia.kernel.rooms import Demo, Inbox, MenuEntry, Room

DEMO = Path(__file__).with_name("demo.json")
DEMO_NOTICES = demo_of(NOTICE, DEMO)


def _load(returning: bool) -> int:
    """Most focal points of the demo have acknowledged its alert, so that its overview shows something."""
    made = DEMO_NOTICES.load(returning)
    for username in ("focal-al", "focal-mk", "focal-me"):
        acknowledge_all(by=reader_named(username))
    return made


ROOM = Room(
    name="exchange",
    prefix="exchange/",
    menu=(MenuEntry(_("Notices"), "exchange:notices", "exchange", 10),),
    searchers=(NOTICES.searcher,),
    tellings=(NOTICES.telling,),
    lists=(NOTICES.filtered,),
    listings=(NOTICES.listing,),
    inbox=(Inbox(5, recalls_to_acknowledge),),
    notifications=(ALERT_MAIL, URGENT_MAIL, CHASE_MAIL, RECALL_MAIL),
    banners=(banners,),
    demos=(Demo(_load, DEMO_NOTICES.remove),),
)
