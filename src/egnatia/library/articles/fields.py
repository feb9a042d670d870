"""What a piece of news says, and its pages."""

from typing import TYPE_CHECKING, Annotated

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.records.content import ByLanguage, Content, Field
from egnatia.kernel.records.lifecycle import RecordKind, Step
from egnatia.library.articles.models import Article
from egnatia.library.fields import require_web_address, site_topics
from egnatia.pages.record_pages import KindWords, RecordPages

if TYPE_CHECKING:
    pass


class ArticleContent(Content, frozen=True):
    title: Annotated[ByLanguage, Field(_("Title"), longest=200, search=True, public=True)]
    lead: Annotated[
        ByLanguage,
        Field(
            _("Lead"),
            help=_("One or two sentences that say what is new."),
            longest=500,
            lines=2,
            search=True,
            public=True,
        ),
    ] = ByLanguage()
    text: Annotated[ByLanguage, Field(_("Text"), longest=10_000, lines=10, search=True, public=True)] = ByLanguage()
    topics: Annotated[
        tuple[str, ...], Field(_("Topics"), choices=site_topics, filter=True, column=True, public=True)
    ] = ()
    economies: Annotated[
        tuple[str, ...], Field(_("Economies"), choices="economy", filter=True, column=True, public=True)
    ] = ()
    address: Annotated[str, Field(_("Web address"), longest=300, public=True)] = ""


def checked(step: Step[Article, ArticleContent]) -> None:
    require_web_address("address", step.content.address)


ARTICLE = RecordKind(model=Article, content=ArticleContent, before=checked)
ARTICLES = RecordPages(
    kind=ARTICLE,
    words=KindWords(
        one=_("News item"),
        many=_("News"),
        lead=_("What is new in the economies and at the secretariat."),
        new=_("Add a news item"),
        change=_("Edit this news item"),
        withdraw=_("Withdraw this news item?"),
        none=_("No news is listed here."),
    ),
    name="library:article",
    names="news",
    place=26,
    visitors=True,
)
