"""What people say in the kinds of the library: for the worlds of non-interference and the suite over all kinds."""

from datetime import date, timedelta
from typing import Any

from egnatia.kernel import clock
from egnatia.kernel.records.content import ByLanguage
from egnatia.library.articles.fields import ARTICLES, ArticleContent
from egnatia.library.campaigns.fields import CAMPAIGNS, CampaignContent
from egnatia.library.documents.fields import DOCUMENTS, DocumentContent
from egnatia.library.events.fields import EVENTS, EventContent
from egnatia.library.help_services.fields import HELP_SERVICES, HelpServiceContent
from egnatia.library.policies.fields import POLICIES, PolicyContent
from egnatia.library.practices.fields import PRACTICES, PracticeContent
from egnatia.library.site_pages.fields import SITE_PAGES, SitePageContent
from tests.contracts.kinds import KindWorld

ECONOMIES, TOPICS = ("ALB", "MNE", "XKX"), ("youth", "online", "borders")
DAY = date(2097, 3, 1)


def _title(variant: int) -> ByLanguage:
    return ByLanguage({"en": f"Undercover garden {variant % 5}", "mk": f"Градина {variant}"}, "en")


def _text(variant: int) -> ByLanguage:
    return ByLanguage({"en": f"What is planted in the garden {variant}"}, "en")


def _shared(variant: int) -> dict[str, Any]:
    return {"topics": (TOPICS[variant % 3],), "economies": (ECONOMIES[variant % 3],)}


def _typed(variant: int, **more: object) -> dict[str, Any]:
    said = {"title": f"Undercover garden {variant}", "language": "en", "topics": [TOPICS[variant % 3]], **more}
    return {name: value for name, value in said.items() if value is not None}


def practice(variant: int) -> PracticeContent:
    return PracticeContent(title=_title(variant), method=_text(variant), audiences=("teachers",), **_shared(variant))


def policy(variant: int) -> PolicyContent:
    """Some with an open consultation, some with one that is over, some that expire soon."""
    return PolicyContent(
        title=_title(variant),
        summary=_text(variant),
        economy=("", *ECONOMIES)[variant % 4],
        stage=("adopted", "drafting", "consultation", "consultation")[variant % 4],
        consultation_until=(None, None, DAY, date(2020, 1, 1))[variant % 4],
        adopted_on=date(2020, 1, 1) if variant % 4 == 0 else None,
        in_force_until=clock.today() + timedelta(days=40 + variant % 3) if variant % 4 == 0 else None,
        topics=(TOPICS[variant % 3],),
        audiences=(("youth",), ("returnees",), ())[variant % 3],
    )


def document(variant: int) -> DocumentContent:
    return DocumentContent(title=_title(variant), summary=_text(variant), category="study", **_shared(variant))


def article(variant: int) -> ArticleContent:
    return ArticleContent(title=_title(variant), text=_text(variant), **_shared(variant))


def event(variant: int) -> EventContent:
    return EventContent(title=_title(variant), text=_text(variant), begins_on=DAY, place="Ohrid", **_shared(variant))


def campaign(variant: int) -> CampaignContent:
    return CampaignContent(title=_title(variant), message=_text(variant), audiences=("youth",), **_shared(variant))


def site_page(variant: int) -> SitePageContent:
    return SitePageContent(title=_title(variant), text=_text(variant), section="help", topics=(TOPICS[variant % 3],))


def help_service(variant: int) -> HelpServiceContent:
    return HelpServiceContent(
        name=_title(variant),
        offers=_text(variant),
        economy=ECONOMIES[variant % 3],
        category="social",
        telephone=f"000 {variant}",
    )


def _help_typed(variant: int) -> dict[str, Any]:
    typed = {"name": f"Undercover garden {variant}", "language": "en", "category": "social"}
    return {**typed, "economy": "ALB", "telephone": f"000 {variant}"}


def _queries(**more: str) -> tuple[dict[str, str], ...]:
    return ({}, {"q": "undercover"}, more)


LIBRARY_WORLDS = (
    KindWorld(PRACTICES, practice, _typed, _queries(topics="youth", audiences="teachers")),
    KindWorld(
        POLICIES,
        policy,
        lambda variant: _typed(variant, category="law", level="national", stage="drafting", economy="ALB"),
        _queries(stage="adopted", economy="ALB"),
    ),
    KindWorld(DOCUMENTS, document, lambda variant: _typed(variant, category="study"), _queries(category="study")),
    KindWorld(ARTICLES, article, _typed, _queries(topics="online")),
    KindWorld(
        EVENTS,
        event,
        lambda variant: _typed(variant, category="event", begins_on="2097-03-01"),
        _queries(economies="ALB"),
    ),
    KindWorld(CAMPAIGNS, campaign, _typed, _queries(audiences="youth")),
    KindWorld(SITE_PAGES, site_page, lambda variant: _typed(variant, section="help"), _queries(section="help")),
    KindWorld(HELP_SERVICES, help_service, _help_typed, _queries(economy="ALB")),
)
