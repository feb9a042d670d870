"""What this room brings to the site."""

from functools import partial
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.confirmations.room import confirmed_kind
from egnatia.files.room import file_kind
from egnatia.kernel.lists import RecallKind
from egnatia.kernel.records.demo import demo_of
from egnatia.kernel.records.lifecycle import withdraw
from egnatia.kernel.rooms import Demo, Inbox, MenuEntry, Room, to_the_secretariat, to_visitors
from egnatia.library.articles.fields import ARTICLES
from egnatia.library.campaigns.fields import CAMPAIGNS
from egnatia.library.documents.fields import DOCUMENTS
from egnatia.library.events.fields import EVENTS
from egnatia.library.help_services.fields import HELP_SERVICES
from egnatia.library.policies import queries as policies
from egnatia.library.policies.fields import POLICIES
from egnatia.library.policies.views import BY_ECONOMY
from egnatia.library.practices.demo import load_reviews
from egnatia.library.practices.fields import PRACTICES
from egnatia.library.practices.queries import practices_to_review, proposals_waiting
from egnatia.library.practices.reminders import NOTIFICATIONS
from egnatia.library.site_pages.fields import SITE_PAGES
from egnatia.pages.record_pages import RecordPages

HERE = Path(__file__).parent
PAGES: tuple[RecordPages[Any, Any], ...] = (
    PRACTICES,
    POLICIES,
    DOCUMENTS,
    ARTICLES,
    EVENTS,
    CAMPAIGNS,
    SITE_PAGES,
    HELP_SERVICES,
)
KINDS = tuple(pages.kind.model.KIND for pages in PAGES)
FOLDERS = ("practices", "policies", "documents", "articles", "events", "campaigns", "site_pages", "help_services")

ROOM = Room(
    name="library",
    prefix="library/",
    menu=(
        MenuEntry(_("Editorial overview"), "library:desk", "library", 5),
        MenuEntry(_("Practices"), "library:practices", "library", 10),
        MenuEntry(_("Policies"), "library:policies", "library", 20),
        MenuEntry(_("Policies by economy"), "library:policies-overview", "library", 22),
        MenuEntry(_("Documents"), "library:documents", "library", 30),
        MenuEntry(_("News"), "library:news", "library", 40),
        MenuEntry(_("Events and calls"), "library:events", "library", 50),
        MenuEntry(_("Campaigns"), "library:campaigns", "library", 60),
        MenuEntry(_("Help services"), "library:help-services", "library", 70),
        MenuEntry(_("Pages"), "library:pages", "library", 80, to_the_secretariat),
        MenuEntry(_("Proposed practices"), "library:practice-proposals", "desk", 56, to_the_secretariat),
        MenuEntry(_("Practices"), "library:practices", "visitors", 12, to_visitors),
        MenuEntry(_("Policies"), "library:policies", "visitors", 14, to_visitors),
        MenuEntry(_("Events and calls"), "library:events", "visitors", 16, to_visitors),
    ),
    inbox=(Inbox(46, practices_to_review), Inbox(49, proposals_waiting), Inbox(77, policies.policies_to_update)),
    notifications=NOTIFICATIONS,
    days=(policies.days_of,),
    comments_open={POLICIES.kind.model.KIND: policies.is_open},
    searchers=tuple(pages.searcher for pages in PAGES),
    tellings=tuple(pages.telling for pages in PAGES),
    lists=tuple(pages.filtered for pages in PAGES),
    listings=(*(pages.listing for pages in PAGES), BY_ECONOMY),
    confirmed=(
        confirmed_kind(PRACTICES, months=24),
        confirmed_kind(POLICIES, months=12),
        confirmed_kind(HELP_SERVICES, months=3),
    ),
    files=tuple(file_kind(pages) for pages in PAGES),
    recalls={pages.kind.model.KIND: RecallKind(partial(withdraw, pages.kind)) for pages in PAGES},
    demos=(
        *(demo_of(pages.kind, HERE / folder / "demo.json") for pages, folder in zip(PAGES, FOLDERS, strict=True)),
        Demo(load_reviews, lambda: 0),
    ),
    refusals={
        "practice-own-review": _("An organisation does not review its own practices. Choose another reviewer."),
    },
    help={
        "library:": "library",
        "library:desk": "editorial-overview",
        "library:polic": "policies",
        "library:practice": "practices",
    },
)
