"""What this room brings to the site."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from egnatia.exchange.fields import NoticeContent
from egnatia.exchange.models import Notice
from egnatia.files.room import demo_files, file_kind
from egnatia.kernel.records.demo import demo_of
from egnatia.kernel.records.lifecycle import RecordKind
from egnatia.kernel.rooms import MenuEntry, Room
from egnatia.pages.record_pages import KindWords, RecordPages

DEMO = Path(__file__).with_name("demo.json")
DEMO_FILES = DEMO.with_name("demo_files.json")
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
    menu=(MenuEntry(_("Notices"), "exchange:notices", "exchange", 10),),
    searchers=(NOTICES.searcher,),
    tellings=(NOTICES.telling,),
    lists=(NOTICES.filtered,),
    listings=(NOTICES.listing,),
    files=(file_kind(NOTICES),),
    demos=(demo_of(NOTICE, DEMO), demo_files(DEMO_FILES)),
)
