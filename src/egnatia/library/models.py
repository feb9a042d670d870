"""The tables of the library."""

from egnatia.library.articles.models import Article
from egnatia.library.campaigns.models import Campaign
from egnatia.library.desk.models import LinkCheck, PageViews, ScheduledPublication
from egnatia.library.documents.models import LibraryDocument
from egnatia.library.events.models import PublicEvent
from egnatia.library.help_services.models import HelpService
from egnatia.library.policies.models import Policy
from egnatia.library.practices.models import Practice, PracticeProposal, PracticeReview, PracticeUse
from egnatia.library.site_pages.models import SitePage

__all__ = [
    "Article",
    "Campaign",
    "HelpService",
    "LibraryDocument",
    "LinkCheck",
    "PageViews",
    "Policy",
    "Practice",
    "PracticeProposal",
    "PracticeReview",
    "PracticeUse",
    "PublicEvent",
    "ScheduledPublication",
    "SitePage",
]
