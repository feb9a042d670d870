"""What this room brings to the site."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from egnatia.exchange.fields import NoticeContent
from egnatia.exchange.models import InformationReply, InformationRequest, Notice
from egnatia.exchange.requests import inbox
from egnatia.exchange.requests.demo import DEMO as REQUESTS_DEMO
from egnatia.exchange.requests.queries.overview import SEARCHER
from egnatia.exchange.requests.queries.visible import title_of
from egnatia.kernel.changes import Telling
from egnatia.kernel.records.demo import demo_of
from egnatia.kernel.records.lifecycle import RecordKind
from egnatia.kernel.rooms import Inbox, MenuEntry, Room
from egnatia.pages.changes import RecordLabel, told_of
from egnatia.pages.record_pages import KindWords, RecordPages

DEMO = Path(__file__).with_name("demo.json")
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


def _label(row: InformationRequest | InformationReply) -> RecordLabel:
    title = title_of(row)
    return RecordLabel(title.text, title.lang, by=row.organisation)


REQUEST, REQUESTS = _("Request for information"), _("Requests for information")
REPLY, REPLIES = _("Reply to a request"), _("Replies to requests")
ROOM = Room(
    name="exchange",
    prefix="exchange/",
    menu=(
        MenuEntry(_("Notices"), "exchange:notices", "exchange", 10),
        MenuEntry(REQUESTS, "exchange:information-requests", "exchange", 16),
    ),
    inbox=(Inbox(45, inbox.to_answer), Inbox(65, inbox.to_decide)),
    searchers=(NOTICES.searcher, SEARCHER),
    tellings=(
        NOTICES.telling,
        Telling(InformationRequest.KIND, REQUEST, REQUESTS, told_of(InformationRequest, _label)),
        Telling(InformationReply.KIND, REPLY, REPLIES, told_of(InformationReply, _label), history=True),
    ),
    lists=(NOTICES.filtered,),
    listings=(NOTICES.listing,),
    days=(inbox.days_of,),
    notifications=inbox.NOTIFICATIONS,
    demos=(demo_of(NOTICE, DEMO), REQUESTS_DEMO),
    refusals={
        "request-sent": _("This request has been sent. It can no longer be edited; withdraw it and send a new one."),
        "request-closed": _("This request is not open. Replies are not accepted."),
        "request-empty": _("The request has no addressee, or no question. Edit the draft first."),
        "request-red": _("TLP:RED names persons. A request goes to roles and organisations: choose another level."),
        "request-not-reached": _(
            "With this marking, some addressees could not see the request. Add them to the marking, or choose a "
            "wider one."
        ),
        "request-unread": _(
            "With this marking, you could not read the replies yourself. Add a role of yours to the marking, or "
            "choose a group that you belong to."
        ),
        "request-released": _(
            "The marking of this draft was changed before. A wider one needs approval by a second person: choose "
            "the present marking, or start a new draft."
        ),
        "request-speaker": _("Only the addressees of this request can reply."),
        "request-wished": _("More time has already been requested for this addressee."),
        "request-no-wish": _("This request for more time has already been decided."),
        "reply-audience": _("A reply can be visible only to those whom the request named as readers of the replies."),
        "reply-wider": _("A reply that was sent for fewer readers cannot be opened to more by editing it."),
    },
    help={"exchange:information": "requests-for-information"},
)
