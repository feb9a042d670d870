"""What this room brings to the site."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from egnatia.confirmations.room import confirmed_kind
from egnatia.exchange.contact_points import demo as demo_of_checks
from egnatia.exchange.contact_points.fields import CONTACT_POINT, CONTACT_POINTS
from egnatia.exchange.models import ContactPoint, InformationReply, InformationRequest, Notice
from egnatia.exchange.notices.actions import NOTICE, acknowledge_all
from egnatia.exchange.notices.links import told_by_mail
from egnatia.exchange.notices.pages import NOTICES
from egnatia.exchange.notices.queries import ALERT_MAIL, CHASE_MAIL, URGENT_MAIL, banners, is_alert
from egnatia.exchange.receipts.queries.inbox import (
    RECALL_MAIL,
    recalls_moved,
    recalls_to_acknowledge,
    recalls_told,
    widening_to_answer,
)
from egnatia.exchange.requests import actions as requests
from egnatia.exchange.requests import inbox
from egnatia.exchange.requests.demo import DEMO as REQUESTS_DEMO
from egnatia.exchange.requests.queries.overview import SEARCHER
from egnatia.exchange.requests.queries.visible import FILES as REQUEST_FILES
from egnatia.exchange.requests.queries.visible import title_of
from egnatia.exchange.week import queries as week
from egnatia.files.room import demo_files, file_kind
from egnatia.kernel.changes import Telling
from egnatia.kernel.lists import RecallKind
from egnatia.kernel.readers import reader_named
from egnatia.kernel.records.demo import demo_of
from egnatia.kernel.records.lifecycle import withdraw
from egnatia.kernel.rooms import Demo, Inbox, MenuEntry, Room
from egnatia.pages.changes import RecordLabel, told_of

DEMO = Path(__file__).with_name("demo.json")
DEMO_FILES = DEMO.with_name("demo_files.json")
CONTACTS = Path(__file__).parent / "contact_points" / "demo.json"
DEMO_NOTICES = demo_of(NOTICE, DEMO)


def _load_notices(returning: bool) -> int:
    """Most focal points of the demo have acknowledged its alert, so that its overview shows something."""
    made = DEMO_NOTICES.load(returning)
    for username in ("focal-al", "focal-mk", "focal-me"):
        acknowledge_all(by=reader_named(username))
    return made


def _label(row: InformationRequest | InformationReply) -> RecordLabel:
    title = title_of(row)
    return RecordLabel(title.text, title.lang, by=row.organisation)


REQUEST, REQUESTS = _("Request for information"), _("Requests for information")
REPLY, REPLIES = _("Reply to a request"), _("Replies to requests")
ROOM = Room(
    name="exchange",
    prefix="exchange/",
    menu=(
        MenuEntry(_("This week"), "exchange:week", "exchange", 5),
        MenuEntry(_("Notices"), "exchange:notices", "exchange", 10),
        MenuEntry(REQUESTS, "exchange:information-requests", "exchange", 16),
        MenuEntry(_("Contact points"), "exchange:contact-points", "exchange", 60),
    ),
    inbox=(
        Inbox(5, recalls_to_acknowledge),
        Inbox(44, inbox.drafted),
        Inbox(45, inbox.to_answer),
        Inbox(65, inbox.to_decide),
        Inbox(66, widening_to_answer),
    ),
    searchers=(NOTICES.searcher, CONTACT_POINTS.searcher, SEARCHER),
    tellings=(
        NOTICES.telling,
        CONTACT_POINTS.telling,
        Telling(InformationRequest.KIND, REQUEST, REQUESTS, told_of(InformationRequest, _label)),
        Telling(InformationReply.KIND, REPLY, REPLIES, told_of(InformationReply, _label), history=True),
        Telling("recall", _("Recall"), _("Recalls"), recalls_told, recalls_moved),
    ),
    lists=(NOTICES.filtered, CONTACT_POINTS.filtered),
    listings=(NOTICES.listing, CONTACT_POINTS.listing),
    days=(inbox.days_of,),
    notifications=(
        *(replace(each, told=told_by_mail) for each in (ALERT_MAIL, URGENT_MAIL, CHASE_MAIL)),
        RECALL_MAIL,
        week.NOTIFICATION,
        *inbox.NOTIFICATIONS,
    ),
    banners=(banners,),
    confirmed=(confirmed_kind(CONTACT_POINTS, months=6),),
    files=(file_kind(NOTICES), file_kind(CONTACT_POINTS), *REQUEST_FILES),
    recalls={
        ContactPoint.KIND: RecallKind(partial(withdraw, CONTACT_POINT)),
        Notice.KIND: RecallKind(partial(withdraw, NOTICE), noted=is_alert),
        InformationRequest.KIND: RecallKind(requests.withdraw, noted=lambda _record: True),
    },
    demos=(
        Demo(_load_notices, DEMO_NOTICES.remove),
        demo_of(CONTACT_POINT, CONTACTS),
        Demo(demo_of_checks.load, demo_of_checks.remove),
        REQUESTS_DEMO,
        demo_files(DEMO_FILES),  # last, on records of all these
    ),
    refusals={
        "contact-check": _(
            "Only the secretariat and offices listed as contact points can start a communication check."
        ),
        "contact-check-week": _(
            "Your organisation has started a communication check within the last seven days. Try again later."
        ),
        "widening-own": _("You can ask only for records of other organisations that are not public."),
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
        "request-draft": _("A draft is visible to your organisation only. You choose who can see it when you send it."),
        "request-speaker": _("Only the addressees of this request can reply."),
        "part-hidden": _("These questions cannot be delegated: your organisation as a whole may not see this request."),
        "request-wished": _("More time has already been requested for this addressee."),
        "request-no-wish": _("This request for more time has already been decided."),
        "reply-audience": _("A reply can be visible only to those whom the request named as readers of the replies."),
        "reply-partial": _(
            "You answered and could read what others share. Your reply can be corrected or completed, but no longer "
            "changed to “no information” or a refusal."
        ),
        "reply-wider": _("A reply that was sent for fewer readers cannot be opened to more by editing it."),
    },
    help={
        "exchange:notice": "notices",
        "exchange:rec": "notices",  # receipts, recalls
        "exchange:file-rec": "notices",
        "exchange:widening": "notices",
        "exchange:week": "whats-new",
        "exchange:information": "requests-for-information",
        "exchange:contact": "contact-points",
    },
)
