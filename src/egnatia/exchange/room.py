"""What this room brings to the site."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from egnatia.exchange.contact_points.actions import load_demo, remove_demo
from egnatia.exchange.contact_points.fields import CONTACT_POINT, CONTACT_POINTS
from egnatia.exchange.fields import NoticeContent
from egnatia.exchange.models import Notice
from egnatia.kernel.records.demo import demo_of
from egnatia.kernel.records.lifecycle import RecordKind
from egnatia.kernel.rooms import Demo, MenuEntry, Room, to_visitors
from egnatia.pages.record_pages import KindWords, RecordPages

DEMO = Path(__file__).with_name("demo.json")
CONTACTS = Path(__file__).parent / "contact_points" / "demo.json"
NOTICE = RecordKind(model=Notice, content=NoticeContent)
NOTICES = RecordPages(
    kind=NOTICE,
    words=KindWords(
        one=_("Notice"),
        many=_("Notices"),
        lead=_("Announcements from members, such as training places, new laws, calls and changes of address."),
        new=_("Add a notice"),
        change=_("Edit this notice"),
        withdraw=_("Withdraw this notice?"),
        none=_("No notices are listed here."),
    ),
    name="exchange:notice",
    names="notices",
    place=45,
    visitors=True,
)
ROOM = Room(
    name="exchange",
    prefix="exchange/",
    menu=(
        MenuEntry(_("Notices"), "exchange:notices", "exchange", 10),
        MenuEntry(_("Contact points"), "exchange:contact-points", "exchange", 60),
        MenuEntry(_("Contact points"), "exchange:contact-points", "visitors", 60, to_visitors),
    ),
    searchers=(NOTICES.searcher, CONTACT_POINTS.searcher),
    tellings=(NOTICES.telling, CONTACT_POINTS.telling),
    lists=(NOTICES.filtered, CONTACT_POINTS.filtered),
    listings=(NOTICES.listing, CONTACT_POINTS.listing),
    refusals={
        "contact-check": _(
            "Only the secretariat and offices listed as contact points can start a communication check."
        ),
        "contact-check-week": _(
            "Your organisation has started a communication check within the last seven days. Try again later."
        ),
    },
    help={"exchange:contact": "contact-points"},
    demos=(demo_of(NOTICE, DEMO), demo_of(CONTACT_POINT, CONTACTS), Demo(load_demo, remove_demo)),
)
